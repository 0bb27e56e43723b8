import fc from "fast-check";
import { expect, test } from "vitest";
import { type BlocklensRows, blocklensRows, type ExpectedRows } from "../../../lib/sources/blocklens/blocklens-rows.js";

const expected: ExpectedRows = {
  where: "oi/exchange of okx",
  fields: ["close_oi_usd"],
  levels: ["close_oi_usd"],
  counts: [],
  asset: "BTC",
  venue: "okx",
  limit: 20,
  key: "secret-key",
};

type Outcome = { readonly rows: BlocklensRows } | { readonly message: string };

function outcome(text: string): Outcome {
  try {
    return { rows: blocklensRows(new TextEncoder().encode(text), expected) };
  } catch (error) {
    return { message: (error as Error).message };
  }
}

/**
 * Whether rows are those of the answer, one for one, by rules of its own: the first ten letters are the day, and a value
 * is what JavaScript makes of it.
 */
function isTrue({ days, columns: [values] }: BlocklensRows, body: unknown): boolean {
  const { success, data } = body as { readonly success: unknown; readonly data: readonly Record<string, unknown>[] };
  return (
    success === true &&
    days.length === data.length &&
    data.every((row, i) => {
      const value = row.close_oi_usd === null ? Number.NaN : Number(row.close_oi_usd);
      const isoDay = new Date(days[i] as number).toISOString();
      return (
        isoDay.startsWith(String(row.date).slice(0, 10)) &&
        isoDay.endsWith("T00:00:00.000Z") &&
        Object.is(values?.[i], value)
      );
    })
  );
}

const message = /^loadBlocklens: oi\/exchange of okx: \S[^\n]{9,}$/;

/** Either the rows of the answer or one line that says what is wrong; never anything between. */
function holds(text: string): void {
  const result = outcome(text);
  if ("message" in result) {
    expect(result.message).toMatch(message);
    expect(result.message).not.toContain("secret");
  } else expect(isTrue(result.rows, JSON.parse(text))).toBe(true);
}

const runs = { seed: 6, numRuns: 400 };

test("arbitrary JSON gives rows or says what is wrong", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => holds(text)),
    runs,
  );
});

test("arbitrary text and bytes say that they are no JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => holds(text)),
    runs,
  );
});

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    "",
    "0x10",
    " 1",
    "1_000",
    "NaN",
    "Infinity",
    "-0",
    "1e400",
    "secret-key",
    "2025-01-01T00:00:00+08:00",
  ),
  fc.double(),
);

const dates = fc.date({ min: new Date("2019-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });

const rows = fc.array(
  fc.record({
    date: dates.map((date) => date.toISOString().slice(0, 10)),
    close_oi_usd: fc.oneof(
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
      fc.nat().map(String),
    ),
  }),
  { maxLength: 20 },
);

test("a right envelope gives every row as it is", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (data, counted) => {
      const body = { success: true, data, ...(counted && { count: data.length }), timestamp: "t" };
      const result = outcome(JSON.stringify(body));
      expect("rows" in result && isTrue(result.rows, JSON.parse(JSON.stringify(body)))).toBe(true);
    }),
    runs,
  );
});

test("an envelope with one part changed gives its rows or says what is wrong", () => {
  const places = ["success", "data", "count", "message", "row", "date", "close_oi_usd", "exchange", "symbol"] as const;
  let refused = 0;
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(...places),
      fc.nat(),
      fc.option(strange, { nil: undefined }),
      (data, place, at, value) => {
        const body: Record<string, unknown> = { success: true, data: [...data], count: data.length };
        const index = at % Math.max(1, data.length);
        if (["success", "data", "count", "message"].includes(place)) body[place] = value;
        else if (place === "row") (body.data as unknown[])[index] = value;
        else if (data.length > 0) (body.data as unknown[])[index] = { ...data[index], [place]: value };
        const text = JSON.stringify(body);
        holds(text);
        if ("message" in outcome(text)) refused++;
      },
    ),
    { seed: 6, numRuns: 1500 },
  );
  // Both ways are taken, or the property would say little.
  expect(refused).toBeGreaterThan(300);
  expect(refused).toBeLessThan(1300);
});

test("an answer cut anywhere is no answer", () => {
  const text = JSON.stringify({ success: true, data: [{ date: "2025-01-01", close_oi_usd: 1.5 }], count: 1 });
  for (let length = 0; length < text.length; length++) {
    expect(outcome(text.slice(0, length))).toMatchObject({ message: expect.stringMatching("the answer is no JSON") });
  }
});

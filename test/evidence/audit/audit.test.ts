import { describe, expect, test } from "vitest";
import { audit } from "../../../lib/evidence/audit/audit.js";
import { currentLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import { lag } from "../../../lib/series/lag.js";
import { rollingMean } from "../../../lib/series/rolling/rolling-mean.js";
import { Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { trialOf } from "../ledger/trial-of.js";
import { hourlySeries, smallMarket, start } from "./market-of.js";

const market = smallMarket(120);
const { close } = market.candles;
const hour = (row: number): number => start + (row + 1) * hourMs;

describe("audit tells", () => {
  test("a strategy that says something else on the same data, and then nothing more", async () => {
    let calls = 0;
    const found = await audit((of) => of.with(of.values.map((value) => value + calls++)), close);
    expect(found.findings.map(({ kind, row }) => [kind, row])).toEqual([["not deterministic", 0]]);
    expect(found.clean).toBe(false);
    expect(String(found)).toMatch(/^close at 2025-07-01T01:00Z is \S+ and then \S+ on the same data/);
  });

  test("a strategy that writes into its data, which stays as it was", async () => {
    const before = close.values.slice();
    const found = await audit((of) => {
      of.values[7] = 0;
      return rollingMean(of, 3);
    }, close);
    expect(found.findings).toMatchObject([{ kind: "input changed", column: "close", row: 7, otherwise: 0 }]);
    expect(close.values).toEqual(before);
  });

  test("results after the end of the data, which come from elsewhere", async () => {
    const found = await audit(() => rollingMean(close, 3), close, { at: [hour(50)] });
    expect(found.findings).toMatchObject([{ kind: "beyond the data", time: hour(51), rows: 69 }]);
  });

  test("columns that do not depend on the data given", async () => {
    const kept = rollingMean(close, 3);
    const strategy = (of: Series) => ({
      calendar: new Series(
        of.times,
        of.times.map((time) => (time / hourMs) % 24),
        "hour",
        "number",
      ),
      kept: new Series(of.times, kept.values.slice(0, of.length), "kept", "price"),
      constant: of.with(of.values.map(() => 1)),
      honest: lag(of, 1),
    });
    const found = await audit(strategy, close);
    expect(found.clean).toBe(true);
    expect(found.independent).toEqual(["calendar", "kept"]);
    expect(String(found)).toBe(
      "No look-ahead found in calendar, kept, constant, honest: the data was cut and its future changed at 8 instants.\n" +
        "Does not depend on the data given: calendar, kept.",
    );
  });

  test("where the strategy throws on shorter data, and checks the rest", async () => {
    const needsHalf = (of: Series): Series => {
      if (of.length < 60) throw new Error("too short");
      return rollingMean(of, 3);
    };
    const found = await audit(needsHalf, close);
    expect(found.clean).toBe(true);
    expect(found.failures.length).toBeGreaterThan(0);
    expect(
      found.failures.every(
        ({ kind, cut, message }) => kind === "truncation" && cut < hour(60) && message === "too short",
      ),
    ).toBe(true);
    expect(String(found)).toContain(`The strategy threw in ${found.failures.length} of 16 runs, first at `);
    const never = await audit((of) => {
      if (of.values.some((value, row) => value !== close.values[row])) throw new Error("other");
      if (of.length < close.length) throw new Error("short");
      return of;
    }, close);
    expect(never.findings).toEqual([]);
    expect(never.clean).toBe(false);
  });

  test("nothing of a strategy that refuses gaps, whose futures have none then", async () => {
    const found = await audit((of) => {
      if (of.values.some(Number.isNaN)) throw new Error("a gap");
      return of.with(of.values.map((value) => 2 * value));
    }, close);
    expect(found.failures).toEqual([]);
    expect(found.clean).toBe(true);
  });

  test("fields that have no times, which it cannot compare", async () => {
    const found = await audit(
      (of) => ({ signal: of, trades: [{ net: 1 }], parameters: { window: 3 }, name: "x" }),
      close,
    );
    expect(found.columns).toEqual(["signal"]);
    expect(found.unchecked).toEqual(["trades"]);
  });
});

describe("audit compares", () => {
  // Summed from the end, shorter data gives the last digits in another order.
  const fromTheEnd = (of: Series): Series =>
    of.with(
      of.values.map((_, row) => {
        let sum = 0;
        for (let other = of.length - 1; other >= 0; other--) sum += other <= row ? of.values[other] / 3 : 1 / 3;
        for (let other = of.length - 1; other >= 0; other--) sum -= other <= row ? 0 : 1 / 3;
        return sum;
      }),
    );

  test("to the bit, or within a tolerance", async () => {
    expect((await audit(fromTheEnd, close)).clean).toBe(false);
    expect((await audit(fromTheEnd, close, { tolerance: 1e-12 })).clean).toBe(true);
  });

  test("data that ends early, at other times, and none at all", async () => {
    const data = {
      close,
      early: hourlySeries([...close.values.slice(0, 40)], "base"),
      funding: market.funding,
      empty: [],
    };
    const strategy = ({ early, funding, ...rest }: typeof data) => ({
      ...rest,
      early: lag(early, 2),
      paid: funding[0],
    });
    expect((await audit(strategy, data)).clean).toBe(true);
    const last = ({ early }: typeof data): Series => early.with(early.values.map(() => early.values[39] ?? 0));
    expect((await audit(last, data, { cuts: 20 })).findings[0]).toMatchObject({ column: "series", row: 0 });
  });

  test("with the same seed the same, and at the instants asked for", async () => {
    const peeks = (of: Series): Series => of.with(of.values.map((_, row) => of.values[row + 3] ?? 0));
    const [one, again, other] = await Promise.all([
      audit(peeks, close, { seed: 3 }),
      audit(peeks, close, { seed: 3 }),
      audit(peeks, close, { seed: 4 }),
    ]);
    expect(again).toEqual(one);
    expect([...other.cuts]).not.toEqual([...one.cuts]);
    const at = [hour(80), hour(20)];
    expect([...(await audit(peeks, close, { at })).cuts]).toEqual([hour(20), hour(80)]);
  });

  test("without leaving trials in the ledger", async () => {
    const before = currentLedger().size;
    await audit(async (of) => {
      currentLedger().record(trialOf(0.123));
      return of;
    }, close);
    expect(currentLedger().size).toBe(before);
  });
});

describe("audit refuses", () => {
  test("data without a future", async () => {
    await expect(audit((of) => of, close.rows(0, 1))).rejects.toThrow(
      "audit: the data has 1 rows; give at least 2, so that there is a future",
    );
    await expect(audit((of) => of, { asset: "BTC" })).rejects.toThrow("audit: the data has 0 rows");
  });

  test("what it cannot cut, naming it", async () => {
    await expect(audit(() => close, { close, prices: new Float64Array(9) })).rejects.toThrow(
      "audit: data.prices is 9 numbers without their times; give a series, or put times beside them",
    );
    await expect(audit(() => close, { close, book: { of: new URL("http://localhost") } })).rejects.toThrow(
      "audit: data.book.of is a URL, which cannot be cut at an instant; give series, panels or candles",
    );
  });

  test("a strategy that gives nothing with times", async () => {
    await expect(audit(() => ({ sharpe: 2 }), close)).rejects.toThrow(
      "audit: the strategy gave nothing with times; let it give a series, a panel, or a record of these",
    );
  });

  test("options out of range", async () => {
    await expect(audit((of) => of, close, { cuts: 0 })).rejects.toThrow("audit: cuts 0 is not a number of rows");
    await expect(audit((of) => of, close, { seed: -1 })).rejects.toThrow("audit: seed -1 is no seed");
    await expect(audit((of) => of, close, { missing: 2 })).rejects.toThrow(
      "audit: missing 2 is no fraction; give 0 to 1",
    );
    await expect(audit((of) => of, close, { at: [Number.NaN] })).rejects.toThrow(
      "audit: cut NaN is no instant; give epoch milliseconds UTC",
    );
  });
});

// A cut in seconds lies before the data in milliseconds: nothing would be compared, and nothing found.
test("audit refuses cuts that have no data on one side", async () => {
  const times = [1e12, 1e12 + 3.6e6, 1e12 + 7.2e6];
  const data = series({ name: "close", unit: "price", times, values: [1, 2, 3] });
  const peek = (known: typeof data) => known.with(known.values.map((_, row) => known.values[row + 1] ?? Number.NaN));
  for (const cut of [1e9, 1e12 + 7.2e6, 1e14]) {
    await expect(audit(peek, data, { at: [cut] })).rejects.toThrow(
      `audit: cut ${cut} has no data on one of its sides; give epoch milliseconds UTC from 1000000000000 (2001-09-09T01:46:40Z) to below 1000007200000 (2001-09-09T03:46:40Z)`,
    );
  }
  expect((await audit(peek, data, { at: [1e12] })).clean).toBe(false);
});

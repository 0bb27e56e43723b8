import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorText, toldText, toldWaitMs } from "../../../lib/sources/santiment/san-errors.js";
import { sanRows, sanTime } from "../../../lib/sources/santiment/san-rows.js";

const answer = (list: unknown) => ({ what: "x", data: { getMetric: { timeseriesDataJson: list } } });

describe("rows", () => {
  test("are labels and values, null a gap", () => {
    const { times, values } = sanRows(
      answer([
        { datetime: "2025-07-01T00:00:00Z", value: 1.5, computedAt: null },
        { datetime: "2025-07-01T00:05:00Z", value: null },
      ]),
      "timeseriesDataJson",
    );
    expect([...times]).toEqual([1751328000000, 1751328300000]);
    expect([...values]).toEqual([1.5, Number.NaN]);
  });

  test("of anything at all are as many numbers as rows, or refused by name", () => {
    const row = fc.record(
      {
        datetime: fc.oneof(fc.constant("2025-07-01T00:00:00Z"), fc.string(), fc.date().map(String), fc.anything()),
        value: fc.oneof(fc.double(), fc.constant(null), fc.anything()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.oneof(row, fc.anything())), fc.anything()), (list) => {
        let found: ReturnType<typeof sanRows>;
        try {
          found = sanRows(answer(list), "timeseriesDataJson");
        } catch (error) {
          expect((error as Error).message).toMatch(/^loadSantiment: x: .*Santiment has changed its answer$/s);
          return;
        }
        const expected = (list ?? []) as readonly { readonly value: number | null }[];
        expect([...found.values]).toEqual(expected.map(({ value }) => value ?? Number.NaN));
        expect([...found.times].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});

describe("a time", () => {
  test.each([
    ["2025-07-01T00:00:00Z", 1751328000000],
    ["2024-04-24 12:55:45.778508Z", 1713963345778],
    ["2025-07-01T02:00:00+02:00", 1751328000000],
    ["2025-07-01T00:00:00", 1751328000000],
  ])("%s is read", (text, time) => {
    expect(sanTime(text)).toBe(time);
  });

  test.each(["", "2025-07-01", "2025-02-30T00:00:00Z", "2025-07-01T25:00:00Z", "1751328000", "now"])(
    "%j is none",
    (text) => {
      expect(sanTime(text)).toBeNaN();
    },
  );

  test("of any text is a number or none", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        (text) => {
          const time = sanTime(text);
          if (!Number.isNaN(time)) expect(time).toBe(Date.parse(text));
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe("what a server says", () => {
  test("is shown without the key, whole or masked, in one line", () => {
    expect(toldText("Apikey 'abcdef*****yz'\n is not valid", undefined)).toBe("Apikey '…' is not valid");
    expect(toldText("you sent k3y-0123456789", "k3y-0123456789")).toBe("you sent …");
  });

  test("never shows the key, whatever is around it", () => {
    const key = "k3y-0123456789";
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(toldText(`${before}${key}${after}`, key, 1000)).not.toContain(key);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test("is a text for any errors but none", () => {
    fc.assert(
      fc.property(fc.anything(), (errors) => {
        const text = errorText(errors);
        const isNone = errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0);
        expect(text === undefined).toBe(isNone);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test("may be how long to wait", () => {
    expect(toldWaitMs("API Rate Limit Reached. Try again in 5 seconds")).toBe(5000);
    expect(toldWaitMs("try again in 1 second")).toBe(1000);
    expect(toldWaitMs("try again later")).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference, logReturns, simpleReturns } from "../../lib/series/difference.js";
import { panel } from "../../lib/series/panel.js";
import { type Series, series } from "../../lib/series/series.js";
import { expectCausal } from "./truncation.js";

const make = (values: number[]): Series =>
  series({ name: "a", unit: "usd", times: values.map((_, row) => row), values });
const nan = Number.NaN;

describe("difference", () => {
  test("is the change over so many rows, in the same unit", () => {
    expect([...difference(make([1, 4, 9, 16])).values]).toEqual([nan, 3, 5, 7]);
    expect([...difference(make([1, 4, 9, 16]), 2).values]).toEqual([nan, nan, 8, 12]);
    expect(difference(make([1, 4])).unit).toBe("usd");
  });

  test("is missing where either value is", () => {
    expect([...difference(make([1, nan, 9, 16])).values]).toEqual([nan, nan, nan, 7]);
  });

  test("keeps a small change of a large number", () => {
    expect(difference(make([5e9 + 0.25, 5e9 + 0.5])).values[1]).toBe(0.25);
  });
});

describe("simpleReturns", () => {
  test("is the change as a fraction of the earlier value", () => {
    expect([...simpleReturns(make([4, 5, 2.5])).values]).toEqual([nan, 0.25, -0.5]);
    expect([...simpleReturns(make([4, 5, 2]), 2).values]).toEqual([nan, nan, -0.5]);
    expect(simpleReturns(make([1])).unit).toBe("fraction");
  });

  test("is missing at gaps and after 0, and never infinite", () => {
    expect([...simpleReturns(make([1, nan, 3, 0, 5])).values]).toEqual([nan, nan, nan, -1, nan]);
  });
});

describe("logReturns", () => {
  test("is the logarithm of the ratio", () => {
    const { values } = logReturns(make([1, Math.E, 1]));
    expect(values[1]).toBeCloseTo(1, 15);
    expect(values[2]).toBeCloseTo(-1, 15);
    expect(logReturns(make([1])).unit).toBe("number");
  });

  // ln(1 + d) = d − d²/2 + d³/3 − …; at d = 2⁻³⁰ the third term is 3e-28.
  test("keeps the digits of a small change", () => {
    const change = 2 ** -30;
    expect(logReturns(make([1, 1 + change])).values[1]).toBeCloseTo(change - change ** 2 / 2, 24);
  });

  test("is finite after a fall to almost nothing", () => {
    expect(logReturns(make([1, 1e-20])).values[1]).toBeCloseTo(-20 * Math.LN10, 12);
  });

  test("is missing at gaps and where a value is not above 0", () => {
    expect([...logReturns(make([1, nan, 3, 0, 5, -1, 2, 2])).values]).toEqual([nan, nan, nan, nan, nan, nan, nan, 0]);
  });

  test("adds up over rows, and is ln of one plus the simple return", () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1e10, noNaN: true }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(values, (all) => {
        const one = logReturns(make(all)).values;
        const two = logReturns(make(all), 2).values;
        const simple = simpleReturns(make(all)).values;
        for (let row = 2; row < all.length; row++) {
          expect(two[row]).toBeCloseTo((one[row] as number) + (one[row - 1] as number), 9);
          const ratio = 1 + (simple[row] as number);
          if (ratio > 1e-3) expect(one[row]).toBeCloseTo(Math.log(ratio), 9);
        }
      }),
      { seed: 1 },
    );
  });
});

test("changes and returns take empty and single rows, and whole numbers of rows only", () => {
  for (const change of [difference, simpleReturns, logReturns]) {
    expect(change(make([])).length).toBe(0);
    expect([...change(make([1])).values]).toEqual([nan]);
    expect([...change(make([1, 2]), 5).values]).toEqual([nan, nan]);
    expect(() => change(make([1]), 0)).toThrow(`${change.name}: rows 0 is not a number of rows`);
    expect(() => change(make([1]), -1)).toThrow(`${change.name}: rows -1 is not a number of rows`);
  }
});

test("changes and returns do not see the future", () => {
  const data = panel({ times: [1, 2, 3, 4, 5], unit: "usd", columns: { a: [3, nan, 4, 5, 2], b: [1, 2, 4, 8, 16] } });
  for (const change of [difference, simpleReturns, logReturns]) expectCausal(data, (rows) => change(rows, 2));
});

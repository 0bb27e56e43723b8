import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlation } from "../../../lib/analytics/comovement/correlation.js";
import { type Series, series } from "../../../lib/series/series.js";

const of = (values: readonly number[], step = 1): Series =>
  series({ times: values.map((_, row) => row * step), values, name: "x", unit: "number" });

describe("correlation", () => {
  // Deviations from the means 2.5 and 3.75: (−1.5, −.5, .5, 1.5) and (−2.75, −.75, .25, 3.25). Products sum to
  // 4.125 + .375 + .125 + 4.875 = 9.5, squares to 5 and 7.5625 + .5625 + .0625 + 10.5625 = 18.75: 9.5 / sqrt(93.75).
  test("is Pearson's, as worked by hand", () => {
    const { value, rows } = correlation(of([1, 2, 3, 4]), of([1, 3, 4, 7]));
    expect(value).toBeCloseTo(9.5 / Math.sqrt(93.75), 12);
    expect(rows).toBe(4);
  });

  test("leaves out rows in which either is missing", () => {
    const { value, rows } = correlation(of([1, NaN, 2, 3, 99, 4]), of([1, 50, 3, 4, NaN, 7]));
    expect(value).toBeCloseTo(9.5 / Math.sqrt(93.75), 12);
    expect(rows).toBe(4);
  });

  test("is NaN for fewer than three rows and for a constant", () => {
    expect(correlation(of([]), of([]))).toEqual({ value: NaN, rows: 0 });
    expect(correlation(of([1, 2]), of([5, 9]))).toEqual({ value: NaN, rows: 2 });
    expect(correlation(of([1, 2, 3]), of([7, 7, 7])).value).toBeNaN();
  });

  test("does not change with scale and offset, and turns with the sign", () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (x, scale) => {
        const y = x.map((value, row) => value * value + row);
        const plain = correlation(of(x), of(y)).value;
        fc.pre(!Number.isNaN(plain) && Math.max(...x) - Math.min(...x) > 1e-3);
        expect(correlation(of(x.map((value) => scale * value + 3)), of(y)).value).toBeCloseTo(plain, 8);
        expect(correlation(of(x.map((value) => -value)), of(y)).value).toBeCloseTo(-plain, 8);
      }),
      { seed: 7 },
    );
  });

  test("refuses series at other times", () => {
    expect(() => correlation(of([1, 2, 3]), of([1, 2, 3], 2))).toThrow(/^correlation: /);
  });
});

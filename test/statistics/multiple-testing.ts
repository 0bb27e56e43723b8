import fc from "fast-check";
import { expect } from "vitest";
import { oracle } from "./oracle.js";

/** Adjusts p-values for their number. */
export type Adjust = (pValues: ArrayLike<number>) => Float64Array;

/** Asserts what every adjustment keeps: no value falls, order is kept, and places do not matter. */
export function expectAdjustment(adjust: Adjust): void {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
      const adjusted = adjust(p);
      p.forEach((value, index) => {
        expect(adjusted[index]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
        expect(adjusted[index]).toBeLessThanOrEqual(1);
        p.forEach((other, place) => {
          if (other <= value) expect(adjusted[place]).toBeLessThanOrEqual(adjusted[index]);
        });
      });
      expect([...adjust([...p].reverse())].reverse()).toEqual([...adjusted]);
    }),
    { seed: 3 },
  );
}

/** Asserts the values that statsmodels' multipletests gives, by the name of its column in ../shared/oracles. */
export function expectStatsmodels(adjust: Adjust, column: string): void {
  const { inputs, expected } = oracle("multiple_testing");
  const adjusted = adjust(inputs.p as number[]);
  expect(adjusted.length).toBe((expected[column] as number[]).length);
  (expected[column] as number[]).forEach((value, index) => {
    expect(Math.abs(adjusted[index] - value)).toBeLessThanOrEqual(1e-9 * value);
  });
}

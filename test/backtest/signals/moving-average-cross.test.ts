import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movingAverageCross } from "../../../lib/backtest/signals/moving-average-cross.js";
import type { Series } from "../../../lib/series/series.js";
import { expectCausal, hourly, runs } from "../../analytics/panels.js";

const close = (values: readonly number[]): Series => hourly({ close: values }, { unit: "price" }).column("close");
const gap = Number.NaN;

describe("movingAverageCross", () => {
  // From the third row on, means of 2 and of 3: (2.5, 2), (2.5, 8/3), (2.5, 7/3), (1.5, 2), (1, 4/3).
  const prices = [1, 3, 2, 3, 2, 1, 1];
  const options = { fast: 2, slow: 3 };

  test("is long while the fast mean is above the slow one, and flat where they are equal or below", () => {
    const position = movingAverageCross(close(prices), options);
    expect([...position.values]).toEqual([gap, gap, 1, 0, 1, 0, 0]);
    expect(position.unit).toBe("fraction");
  });

  test("is short below if asked, and flat where the means are equal", () => {
    expect([...movingAverageCross(close(prices), { ...options, short: true }).values]).toEqual([
      gap,
      gap,
      1,
      -1,
      1,
      -1,
      -1,
    ]);
    expect([...movingAverageCross(close([5, 5, 5, 5]), { ...options, short: true }).values]).toEqual([gap, gap, 0, 0]);
  });

  test("is missing while either window lacks a row", () => {
    const position = movingAverageCross(close([1, 2, 3, gap, 3, 2, 1]), { ...options, short: true });
    expect([...position.values]).toEqual([gap, gap, 1, gap, gap, gap, -1]);
    expect(movingAverageCross(close([])).length).toBe(0);
    expect([...movingAverageCross(close([7])).values]).toEqual([gap]);
  });

  test("depends on no later row and not on the scale of the price", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 }), (values) => {
        const whole = movingAverageCross(close(values), { ...options, short: true });
        const scaled = movingAverageCross(close(values.map((value) => value * 1024)), { ...options, short: true });
        expect([...scaled.values]).toEqual([...whole.values]);
        expectCausal(hourly({ close: values }, { unit: "price" }), (panel) => [
          movingAverageCross(panel.column("close"), { ...options, short: true }).values,
        ]);
      }),
      runs,
    );
  });

  test("refuses a fast mean that is no faster", () => {
    expect(() => movingAverageCross(close(prices), { fast: 3, slow: 3 })).toThrow(
      "movingAverageCross: fast 3 is not below slow 3; give fewer rows to the fast mean",
    );
    expect(() => movingAverageCross(close(prices), { fast: 0 })).toThrow(
      "movingAverageCross: fast 0 is not a number of rows; give a whole number of at least 1",
    );
  });
});

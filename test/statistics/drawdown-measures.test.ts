import { describe, expect, test } from "vitest";
import { drawdownMeasures } from "../../lib/statistics/drawdown-measures.js";
import { returnMeasures } from "../../lib/statistics/return-measures.js";

const gap = Number.NaN;
/** 0.01 sin(i²) + 0.0005 for i = 1 … 240. */
const wave = Float64Array.from({ length: 240 }, (_, row) => 0.01 * Math.sin((row + 1) ** 2) + 0.0005);
/** The same with gaps among them, in places of their own. */
const gapped = Float64Array.from([gap, ...wave.subarray(0, 100), gap, gap, ...wave.subarray(100)]);

describe("drawdownMeasures", () => {
  // numpy 2.4.6: w = cumprod(1 + r) with 1 before it, dd = w / maximum.accumulate(w) − 1 without its first;
  // sqrt(mean(dd²)), mean(dd), mean(dd < 0). quantstats 0.0.86: ulcer_index(r) = 0.027447300800136524, by n − 1;
  // drawdown_details: the longest of 59 days below the high, 2025-01-02 to 2025-03-01, between a high and its recovery.
  test("equals numpy and quantstats", () => {
    for (const returns of [wave, gapped]) {
      const found = drawdownMeasures(returns);
      expect(found.ulcerIndex).toBeCloseTo(0.02739005923459799, 13);
      expect(found.ulcerIndex * Math.sqrt(240 / 239)).toBeCloseTo(0.027447300800136524, 13);
      expect(found.meanDrawdown).toBeCloseTo(-0.021925921187235332, 13);
      expect(found.underWater).toBeCloseTo(0.8791666666666667, 14);
      expect(found.longestDrawdown).toBe(60);
      expect(found.lastDrawdown).toBe(0);
      expect(found.maxDrawdown).toBeCloseTo(returnMeasures(returns, 365).maxDrawdown, 14);
    }
  });

  // Wealth 0.9, 0.9, 1.08, 0.54, 0.81: drawdowns −0.1, −0.1, 0, −0.5, −0.25.
  test("starts from a wealth of 1, and counts one that lasts to the end", () => {
    const found = drawdownMeasures([-0.1, 0, 0.2, gap, -0.5, 0.5]);
    expect(found.maxDrawdown).toBeCloseTo(-0.5, 14);
    expect(found.meanDrawdown).toBeCloseTo(-0.95 / 5, 14);
    expect(found.ulcerIndex).toBeCloseTo(Math.sqrt((0.01 + 0.01 + 0.25 + 0.0625) / 5), 14);
    expect(found.longestDrawdown).toBe(3);
    expect(found.underWater).toBe(0.8);
    expect(found.lastDrawdown).toBeCloseTo(-0.25, 14);
    expect(found.conventions).toEqual({ n: 5, skipped: 1, ddof: 0, start: "included", returns: "simple" });
    expect(drawdownMeasures([0.1, -0.5, 0.5]).longestDrawdown).toBe(2);
  });

  test("refuses what wealth cannot be compounded from", () => {
    expect(() => drawdownMeasures([0.1, Number.POSITIVE_INFINITY, -0.5])).toThrow(
      new RangeError("drawdownMeasures: return Infinity at row 1 is no simple return; give −1 or above, NaN for a gap"),
    );
    expect(() => drawdownMeasures([gap, -1.5])).toThrow("drawdownMeasures: return -1.5 at row 1 is no simple return");
  });

  test("is 0 where nothing fell and NaN without returns", () => {
    const { conventions: _, ...risen } = drawdownMeasures([0.1]);
    expect(Object.values(risen)).toEqual([0, 0, 0, 0, 0, 0]);
    const { conventions: __, ...none } = drawdownMeasures([]);
    expect(Object.values(none).every(Number.isNaN)).toBe(true);
    expect(drawdownMeasures([-1, gap]).maxDrawdown).toBe(-1);
  });
});

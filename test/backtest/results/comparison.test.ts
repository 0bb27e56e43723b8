import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparison } from "../../../lib/backtest/results/comparison.js";
import { Series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";
import { otherWave, resultOf, wave } from "./result-of.js";

const gap = Number.NaN;

/** Simple returns at the ends of days. */
function returnsOf(values: readonly number[], firstDay: number = 0, step: number = dayMs): Series {
  const times = Float64Array.from(values, (_, row) => (firstDay + 1) * dayMs + row * step);
  return new Series(times, Float64Array.from(values), "returns", "fraction");
}

describe("comparison", () => {
  // r = 0.01 * np.sin(i * i) + 0.0005, b = 0.012 * np.sin(i * i + 0.8) + 0.0002, i = np.arange(1, 241).
  // empyrical-reloaded 0.7.1: cum_returns_final, excess_sharpe(r, b) × √365, beta(r, b). numpy 2.4.6: mean(r − b) × 365,
  // std(r − b, ddof=1) × √365, corrcoef, means where b > 0 and where b < 0. statsmodels 0.15.0: OLS(r, [1, b]) and
  // OLS(r − b, 1).fit(cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True}, use_t=True).
  test("equals empyrical, numpy and statsmodels", () => {
    const found = comparison(resultOf(wave), resultOf(otherWave));
    expect(found.totalReturn).toBeCloseTo(0.15521654868585544, 12);
    expect(found.benchmarkReturn).toBeCloseTo(0.12426375129490275, 12);
    expect(found.excessReturn).toBeCloseTo(0.15521654868585544 - 0.12426375129490275, 12);
    expect(found.activeReturn).toBeCloseTo(0.03622117186187677, 12);
    expect(found.trackingError).toBeCloseTo(0.11594230448549914, 12);
    expect(found.informationRatio).toBeCloseTo(0.3124068649714214, 11);
    expect(found.activeT).toBeCloseTo(0.25778408553674614, 10);
    expect(found.activeP).toBeCloseTo(0.7967953721118223, 10);
    expect(found.beta).toBeCloseTo(0.5882135958583664, 12);
    expect(found.betaError).toBeCloseTo(0.0231133775899035, 12);
    expect(found.alpha).toBeCloseTo(0.00031640795925091806 * 365, 11);
    expect(found.alphaError).toBeCloseTo(0.00032915450764198114 * 365, 11);
    expect(found.alphaT).toBeCloseTo(0.9612748782254946, 9);
    expect(found.alphaP).toBeCloseTo(0.33738956676220755, 9);
    expect(found.correlation).toBeCloseTo(0.733111558348915, 12);
    expect(found.upCapture).toBeCloseTo(0.6294434097519882, 12);
    expect(found.downCapture).toBeCloseTo(0.5515687074245671, 12);
    // Its alpha compounds: (1 + intercept)^365 − 1.
    expect((1 + found.alpha / 365) ** 365 - 1).toBeCloseTo(0.12240155830660626, 11);
    expect(found.conventions).toEqual({
      n: 240,
      skipped: 0,
      periodsPerYear: 365,
      ddof: 1,
      riskFree: 0,
      returns: "simple",
      annualisation: "arithmetic",
      errors: "Newey-West",
      lag: 4,
      sameBarFills: false,
    });
  });

  test("takes the periods that both have, by time and not by place", () => {
    const r = returnsOf([0.5, 0.1, gap, -0.1, 0.2], 0);
    const b = returnsOf([0.1, 0.1, -0.2, 0.3, 0.4], 1);
    // Days 2, 4 and 5 are in both; days 1, 3 and 6 are not.
    const found = comparison(r, b);
    expect([found.conventions.n, found.conventions.skipped]).toEqual([3, 3]);
    expect(found.totalReturn).toBeCloseTo(1.1 * 0.9 * 1.2 - 1, 14);
    expect(found.benchmarkReturn).toBeCloseTo(1.1 * 0.8 * 1.3 - 1, 14);
    expect(found.activeReturn).toBeCloseTo((365 * (0 + 0.1 - 0.1)) / 3, 12);
    expect(found.upCapture).toBeCloseTo(0.3 / 0.4, 14);
    expect(found.downCapture).toBeCloseTo(0.1 / 0.2, 14);
  });

  test("finds the line that a strategy was made of, and itself in itself", () => {
    const anyReturn = fc.integer({ min: -100, max: 100 }).map((value) => value / 1024);
    fc.assert(
      fc.property(
        fc.array(anyReturn, { minLength: 5, maxLength: 50 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (b, slope) => {
          fc.pre(new Set(b).size > 1);
          const found = comparison(returnsOf(b.map((value) => slope * value + 0.001)), returnsOf(b));
          expect(found.beta).toBeCloseTo(slope, 9);
          expect(found.alpha).toBeCloseTo(0.365, 8);
          const same = comparison(returnsOf(b), returnsOf(b));
          expect(same.beta).toBeCloseTo(1, 12);
          expect(same.correlation).toBeCloseTo(1, 12);
          expect([same.excessReturn, same.trackingError, same.informationRatio, same.activeT]).toEqual([
            0,
            0,
            gap,
            gap,
          ]);
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });

  test("is NaN against what does not vary, or has nothing in common", () => {
    const still = comparison(returnsOf([0.1, 0.2, 0.3]), returnsOf([0.1, 0.1, 0.1]));
    expect([still.beta, still.alpha, still.correlation, still.downCapture]).toEqual([gap, gap, gap, gap]);
    expect(still.activeReturn).toBeCloseTo(36.5, 10);
    const apart = comparison(returnsOf([0.1, 0.2]), returnsOf([0.1, 0.2], 9));
    const { conventions, ...values } = apart;
    expect(Object.values(values).every(Number.isNaN)).toBe(true);
    expect(conventions).toMatchObject({ n: 0, skipped: 4 });
  });

  test("refuses other intervals, single rows and other units", () => {
    expect(() => comparison(returnsOf([0.1, 0.2]), returnsOf([0.1, 0.2], 0, dayMs / 24))).toThrow(
      "comparison: rows come every 1d in one and every 1h in the other; bring both to the same (periodReturns)",
    );
    expect(() => comparison(returnsOf([0.1]), returnsOf([]))).toThrow(
      "comparison: results of 1 and 0 rows have no interval; give longer ones",
    );
    const usd = new Series(new Float64Array(0), new Float64Array(0), "equity", "usd");
    expect(() => comparison(usd, returnsOf([]))).toThrow('comparison: "equity" is in usd; give simple returns');
  });
});

import { describe, expect, test } from "vitest";
import { evidence } from "../../../lib/evidence/verdict/evidence.js";
import { returnMeasures } from "../../../lib/statistics/return-measures.js";
import { seededNoise } from "../../series/seeded-noise.js";

function returnsOf(mean: number, size: number, count: number, seed: number = 7): Float64Array {
  const noise = seededNoise(seed);
  return Float64Array.from({ length: count }, () => mean + size * noise());
}

const daily = { periodsPerYear: 365, replications: 200 };
const returns = returnsOf(0.0012, 0.04, 600);

describe("evidence", () => {
  // numpy 2.4.6, scipy 1.17.1 and statsmodels 0.15.0 on the same 600 returns: skew and kurtosis (fisher=False); the
  // formulas of the papers written out; OLS on a constant with cov_type="HAC", the lag by Newey and West 1994 (15),
  // use_correction and use_t.
  test("has the numbers of the papers' formulas, for a year", () => {
    const found = evidence(returns, { ...daily, trials: { trials: 37, sharpeVariance: 0.0025 } });
    expect(found.n).toBe(600);
    expect(found.years).toBeCloseTo(600 / 365, 12);
    expect(found.sharpe).toBeCloseTo(1.7042011308278286, 10);
    expect(found.meanReturn).toBeCloseTo(0.3818455492801343, 12);
    expect(found.skewness).toBeCloseTo(0.03380600986204522, 10);
    expect(found.kurtosis).toBeCloseTo(1.7721681221779542, 10);
    expect(found.probabilisticSharpe).toBeCloseTo(0.9855478102007598, 9);
    expect(found.expectedMaximumSharpe).toBeCloseTo(2.0619060101953064, 9);
    expect(found.deflatedSharpe).toBeCloseTo(0.3232685655896218, 9);
    expect(found.trialSharpeDeviation).toBeCloseTo(0.05 * Math.sqrt(365), 12);
    expect(found.minimumTrackRecordYears).toBeCloseTo(0.9329257035053902, 9);
    expect(found.minimumBacktestYears).toBeCloseTo(1.6042171602633546, 9);
    expect(found.maxDrawdown).toBeCloseTo(-0.11799742521750378, 12);
    expect(found.conventions.hacLag).toBe(15);
    expect(found.meanT).toBeCloseTo(2.540003673859693, 9);
    expect(found.meanP).toBeCloseTo(0.011336618876211867, 9);
    expect(found.conclusion).toBe("luck");
    expect(found.verdict).toBe(
      "Not distinguishable from luck: deflated Sharpe 0.32 after 37 variants, at least 0.95 is asked for",
    );
  });

  test("has intervals around what they are of, the same for the same seed", () => {
    const found = evidence(returns, daily);
    const { sharpe, maxDrawdown } = returnMeasures(returns, 365);
    expect(found.sharpe).toBeCloseTo(sharpe, 12);
    expect(found.maxDrawdown).toBe(maxDrawdown);
    const [lower, upper] = found.sharpeInterval;
    // The error of the ratio is near √(1 / years) = 0.78 for a year; ±1.96 of it.
    expect(upper - lower).toBeGreaterThan(2.2);
    expect(upper - lower).toBeLessThan(4);
    expect(lower).toBeLessThan(found.sharpe);
    expect(upper).toBeGreaterThan(found.sharpe);
    expect(found.maxDrawdownInterval[0]).toBeLessThan(found.maxDrawdownInterval[1]);
    expect(evidence(returns, daily)).toEqual(found);
    expect(evidence(returns, { ...daily, seed: 2 }).sharpeInterval).not.toEqual(found.sharpeInterval);
  });

  test("counts one variant if it is told of none, and then deflates nothing", () => {
    const found = evidence(returns, daily);
    expect(found.trials).toBe(1);
    expect(found.deflatedSharpe).toBe(found.probabilisticSharpe);
    expect(found.expectedMaximumSharpe).toBe(0);
    expect(found.minimumBacktestYears).toBe(0);
    expect(found.trialSharpeDeviation).toBeNaN();
    expect(evidence(returns, { ...daily, trials: { trials: 0, sharpeVariance: Number.NaN } })).toEqual(found);
  });

  // The same formulas, with the variance 1/599 of a ratio without skill over 600 returns in the place of 0.0001.
  test("takes variants that are alike to differ no less than unrelated ones without skill", () => {
    const found = evidence(returns, { ...daily, trials: { trials: 37, sharpeVariance: 0.0001 } });
    expect(found.trialSharpeDeviation).toBeCloseTo(0.01 * Math.sqrt(365), 12);
    expect(found.conventions.trialSharpeDeviation).toBeCloseTo(0.7806080417585364, 12);
    expect(found.expectedMaximumSharpe).toBeCloseTo(1.6849439129843031, 9);
    expect(found.deflatedSharpe).toBeCloseTo(0.5098479988067584, 9);
    const apart = evidence(returns, { ...daily, trials: { trials: 37, sharpeVariance: 0.0025 } });
    expect(apart.conventions.trialSharpeDeviation).toBe(apart.trialSharpeDeviation);
    expect(evidence([0.01], { ...daily, trials: { trials: 2, sharpeVariance: 0.01 } }).conclusion).toBe("not judged");
  });

  test("is no surer of the best of unrelated rules for near copies of one of them", () => {
    // Twenty rules without skill; then a thousand that differ from the first in some bars.
    const ratio = (values: Float64Array) => returnMeasures(values, 1).sharpe;
    const tries = Array.from({ length: 20 }, (_, j) => returnsOf(0, 0.04, 600, 100 + j));
    const noise = seededNoise(5);
    const copies = Array.from({ length: 1000 }, () => tries[0].map((value) => (noise() > 1.6 ? 0 : value)));
    const deflated = [tries, [...tries, ...copies]].map((all) => {
      const ratios = all.map(ratio);
      const mean = ratios.reduce((sum, value) => sum + value, 0) / ratios.length;
      const squares = ratios.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const trials = { trials: all.length, sharpeVariance: squares / (all.length - 1) };
      const best = tries[ratios.slice(0, 20).indexOf(Math.max(...ratios.slice(0, 20)))];
      return evidence(best, { ...daily, trials }).deflatedSharpe;
    });
    expect(deflated[1]).toBeLessThan(deflated[0]);
  });

  test("is no more sure the more was tried", () => {
    const deflated = [1, 2, 10, 100, 1000].map(
      (trials) => evidence(returns, { ...daily, trials: { trials, sharpeVariance: 0.0004 } }).deflatedSharpe,
    );
    expect(deflated).toEqual(deflated.toSorted((one, other) => other - one));
    expect(new Set(deflated).size).toBe(5);
  });

  test("passes over gaps, and does not feel the size of the position", () => {
    const gappy = Float64Array.from([Number.NaN, ...returns, Number.NaN]);
    const found = evidence(gappy, daily);
    const whole = evidence(returns, daily);
    expect(found.conventions.leftOut).toBe(2);
    expect({ ...found, conventions: 0 }).toEqual({ ...whole, conventions: 0 });
    const half = evidence(
      returns.map((value) => value / 2),
      daily,
    );
    expect(half.deflatedSharpe).toBeCloseTo(whole.deflatedSharpe, 10);
    expect(half.meanT).toBeCloseTo(whole.meanT, 10);
  });

  test("tests the timing where it is told what was held", () => {
    const market = returnsOf(0, 0.04, 300, 3);
    const knows = Float64Array.from(market, (_, row) => Math.sign(market[row + 1] ?? 0));
    const earned = Float64Array.from(market, (value, row) => (row === 0 ? Number.NaN : knows[row - 1] * value));
    const found = evidence(earned, { ...daily, timing: { position: knows, market } });
    // All 298 shifts of the 299 pairs do worse.
    expect(found.timingP).toBeCloseTo(1 / 299, 12);
    expect(found.conventions.permutations).toBe(298);
    // No test of luck finds fault with it; that it is too good does.
    expect(found.conclusion).toBe("doubtful");
    expect(found.verdict).toContain("is implausible: look for look-ahead with audit()");
    const always = new Float64Array(300).fill(1);
    expect(evidence(market, { ...daily, timing: { position: always, market } }).timingP).toBe(1);
    expect(evidence(market, daily).timingP).toBeUndefined();
  });

  test("of too little, or of what does not vary, is not judged and has no infinite number", () => {
    for (const few of [[], [0.01], [0.01, 0.02], new Float64Array(200), new Float64Array(200).fill(0.01)]) {
      const found = evidence(few, daily);
      expect(found.conclusion).toBe("not judged");
      for (const value of Object.values(found).flat()) {
        if (typeof value === "number") expect(Math.abs(value)).not.toBe(Number.POSITIVE_INFINITY);
      }
    }
    expect(evidence([], daily).verdict).toBe("Cannot be judged: 0 returns, at least 100 are asked for");
    expect(evidence(new Float64Array(200), daily).verdict).toBe("Cannot be judged: its returns do not vary");
  });

  test("refuses what it cannot judge, and says what to give", () => {
    const judge =
      (options: object, of: unknown = returns) =>
      () =>
        evidence(of as number[], { ...daily, ...options } as never);
    const refusals: readonly [() => unknown, string][] = [
      [judge({}, [0.1, null]), "evidence: return null at row 1 is no number; use NaN for a gap"],
      [judge({}, null), "evidence: null is no list of numbers; give an array"],
      [judge({}, [0.1, -1.5]), "evidence: return -1.5 at row 1 is no simple return; give −1 or above, NaN for a gap"],
      [judge({}, [Number.POSITIVE_INFINITY]), "evidence: return Infinity at row 0 is no simple return;"],
      [judge({ trials: 10 }), "evidence: trials 10 is no object; give { trials, sharpeVariance } as ledger.summary()"],
      [judge({ trials: { trials: Number.NaN } }), "evidence: trials NaN is not a number of variants tried"],
      [judge({ trials: { trials: -1 } }), "evidence: trials -1 is not a number of variants tried"],
      [judge({ trials: { trials: 9, sharpeVariance: -1 } }), "evidence: sharpeVariance -1 of 9 trials is not possible"],
      [judge({ trials: { trials: 9 } }), "evidence: sharpeVariance undefined of 9 trials is not possible"],
      [judge({ trades: Number.NaN }), "evidence: trades NaN is no count; leave it out where it is not known"],
      [judge({ trades: -4 }), "evidence: trades -4 is no count"],
      [judge({ timing: { position: returns } }), "evidence: timing lacks position or market; give both, or leave it"],
    ];
    for (const [call, message] of refusals) expect(call).toThrow(message);
  });

  test("says its verdict, its main numbers and its warnings as text", () => {
    const found = evidence(returns, { ...daily, sameBarFills: true });
    expect(String(found)).toMatch(
      /^Not tradable: decisions were filled at the close they were made at\nSharpe ratio 1\.70 for a year, 95 % interval -?\d\.\d\d to \d\.\d\d; probabilistic 0\.986, deflated 0\.986\nWarning: Decisions were filled at the close they were made at, which nobody can do\.$/,
    );
  });

  test("refuses what it cannot use", () => {
    expect(() => evidence(returns, { ...daily, periodsPerYear: 0 })).toThrow(
      "evidence: periodsPerYear 0 is not above 0; give the returns in a year",
    );
    expect(() => evidence(returns, { ...daily, seed: 0.5 })).toThrow("evidence: seed 0.5 is no seed");
    expect(() => evidence([0.1, Number.POSITIVE_INFINITY], daily)).toThrow("is no simple return");
    expect(() => evidence(returns, { ...daily, trials: { trials: 3, sharpeVariance: Number.NaN } })).toThrow(
      "evidence: sharpeVariance NaN of 3 trials is not possible; give the variance of their Sharpe ratios per period",
    );
  });
});

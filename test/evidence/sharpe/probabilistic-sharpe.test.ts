import fc from "fast-check";
import { expect, test } from "vitest";
import { probabilisticSharpe } from "../../../lib/evidence/sharpe/probabilistic-sharpe.js";
import { sharpeMoments } from "../../../lib/evidence/sharpe/sharpe-moments.js";
import { fourStrategies } from "./returns.js";

// Bailey & López de Prado 2012, the fund with two years of monthly returns: Sharpe ratio 1.59 a year, 0.458 a month,
// skewness −2.448, kurtosis 10.164. As if normal 0.982, with its moments 0.913; to more digits by scipy 1.17.1.
const fund = { sharpe: 0.458, n: 24 };

test("a fund of the paper is likely good, less so with its skewness and kurtosis", () => {
  const normal = probabilisticSharpe(fund);
  const actual = probabilisticSharpe({ ...fund, skewness: -2.448, kurtosis: 10.164 });
  expect([normal.toFixed(3), actual.toFixed(3)]).toEqual(["0.982", "0.913"]);
  expect(normal).toBeCloseTo(0.9816749190910771, 13);
  expect(actual).toBeCloseTo(0.913361083860933, 13);
});

// numpy 2.4.6 and scipy 1.17.1 by the formula, with ddof 1, population skewness and raw kurtosis.
test("returns are judged by their own moments", () => {
  const returns = [0.01, -0.02, 0.03, 0.005, -0.01, 0.04, -0.035, 0.02, 0.015, -0.005, 0.012, 0.008];
  expect(probabilisticSharpe(returns)).toBeCloseTo(0.8085416927967612, 13);
  expect(probabilisticSharpe(returns, { benchmark: 0.1 })).toBeCloseTo(0.7122905497740563, 13);
});

test("returns and their numbers give the same, at any scale of the returns", () => {
  for (const returns of fourStrategies) {
    const probability = probabilisticSharpe(returns, { benchmark: 0.05 });
    expect(probabilisticSharpe(sharpeMoments(returns), { benchmark: 0.05 })).toBe(probability);
    const scaled = returns.map((value) => 3 * value);
    expect(probabilisticSharpe(scaled, { benchmark: 0.05 })).toBeCloseTo(probability, 12);
  }
});

test("it is one half at the ratio seen, and falls as the benchmark rises", () => {
  const ratio = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(ratio, ratio, fc.double({ min: 1e-3, max: 1, noNaN: true }), (sharpe, benchmark, more) => {
      const sample = { sharpe, n: 100, skewness: -0.5, kurtosis: 6 };
      expect(probabilisticSharpe(sample, { benchmark: sharpe })).toBe(0.5);
      const [low, high] = [benchmark, benchmark + more].map((at) => probabilisticSharpe(sample, { benchmark: at }));
      expect(high).toBeLessThanOrEqual(low);
    }),
    { seed: 12 },
  );
});

test("related returns are less sure, where they repeat themselves", () => {
  const repeated = fourStrategies[0].flatMap((value) => [value, value, value]);
  const related = probabilisticSharpe(repeated, { method: "hac", lag: 6 });
  expect(related).toBeLessThan(probabilisticSharpe(repeated));
  expect(related).toBeGreaterThan(0.5);
});

test("nothing is said of what does not vary, and a kurtosis that is not raw is refused", () => {
  expect(probabilisticSharpe([0.01, 0.01, 0.01])).toBeNaN();
  expect(probabilisticSharpe({ sharpe: NaN, n: 10 })).toBeNaN();
  expect(() => probabilisticSharpe({ sharpe: 0.1, n: 10, kurtosis: 0 })).toThrow(
    "probabilisticSharpe: kurtosis 0 is below 1 + skewness², which no returns have; give it raw, 3 for a normal",
  );
});

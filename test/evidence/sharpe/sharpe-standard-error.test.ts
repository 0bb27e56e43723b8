import { expect, test } from "vitest";
import { sharpeStandardError } from "../../../lib/evidence/sharpe/sharpe-standard-error.js";
import { fourStrategies } from "./returns.js";

// By hand from Lo's formula: √((1 + 0.5²/2) / 60) = √0.01875, √((1 + 3²/2) / 12) = √(5.5 / 12).
test("of normal returns it is Lo's", () => {
  const options = { method: "normal", ddof: 0 } as const;
  expect(sharpeStandardError({ sharpe: 0.5, n: 60 }, options)).toBeCloseTo(Math.sqrt(0.01875), 14);
  expect(sharpeStandardError({ sharpe: 3, n: 12, skewness: 1, kurtosis: 9 }, options)).toBeCloseTo(
    Math.sqrt(5.5 / 12),
    14,
  );
});

// By hand: 1 + 2.448 × 0.458 + 9.164 / 4 × 0.458² = 2.6017554…, over 23 or over 24.
test("skewness and kurtosis widen it, over n − 1 unless n is asked for", () => {
  const fund = { sharpe: 0.458, n: 24, skewness: -2.448, kurtosis: 10.164 };
  const variance = 1 + 2.448 * 0.458 + 2.291 * 0.209764;
  expect(sharpeStandardError(fund)).toBeCloseTo(Math.sqrt(variance / 23), 14);
  expect(sharpeStandardError(fund, { ddof: 0 })).toBeCloseTo(Math.sqrt(variance / 24), 14);
  expect(sharpeStandardError({ sharpe: 0.458, n: 24 })).toBe(sharpeStandardError(fund, { method: "normal" }));
});

// statsmodels 0.15.0: OLS(psi, ones).fit(cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": …}).bse of
// psi = z − s/2 (z² − 1), z = (r − r.mean()) / r.std(ddof=0), s = r.mean() / r.std(ddof=1).
test("of related returns it is Newey and West's", () => {
  const [returns] = fourStrategies;
  expect(sharpeStandardError(returns, { method: "hac", lag: 3, ddof: 0 })).toBeCloseTo(0.09221169786427791, 13);
  expect(sharpeStandardError(returns, { method: "hac", lag: 3 })).toBeCloseTo(0.09338641653277908, 13);
});

// numpy 2.4.6, from the definition: delta method on the first two raw moments with their Newey–West covariance of three
// lags, which takes the ratio with ddof 0, 1/(2n) = 1 % larger.
test("of related returns it is that of the method of moments", () => {
  const error = sharpeStandardError(fourStrategies[0], { method: "hac", lag: 3, ddof: 0 });
  expect(Math.abs(error / 0.09231700266299059 - 1)).toBeLessThan(0.005);
});

test("without lags related returns are those of any distribution", () => {
  for (const returns of fourStrategies) {
    const error = sharpeStandardError(returns, { method: "hac", lag: 0 });
    expect(error).toBeCloseTo(sharpeStandardError(returns), 13);
  }
});

test("a ratio that is not there has no error", () => {
  for (const method of ["nonNormal", "normal", "hac"] as const) {
    expect(sharpeStandardError([0.01, 0.01], { method })).toBeNaN();
    expect(sharpeStandardError([NaN, 0.01], { method })).toBeNaN();
    expect(sharpeStandardError([], { method })).toBeNaN();
  }
  expect(sharpeStandardError({ sharpe: 0.1, n: 1 })).toBeNaN();
});

test("what cannot be answered is refused", () => {
  expect(() => sharpeStandardError({ sharpe: 0.1, n: 10 }, { method: "hac" })).toThrow(
    'sharpeStandardError: method "hac" looks at returns in time; give the returns',
  );
  expect(() => sharpeStandardError([0.1], { method: "iid" as "normal" })).toThrow(
    'sharpeStandardError: unknown method "iid"; known: nonNormal, normal, hac',
  );
  expect(() => sharpeStandardError({ sharpe: 0.1, n: 10, kurtosis: 0.4 })).toThrow(
    "sharpeStandardError: kurtosis 0.4 is below 1 + skewness², which no returns have; give it raw, 3 for a normal",
  );
  expect(() => sharpeStandardError({ sharpe: 0.1, n: -1 })).toThrow(
    "sharpeStandardError: n -1 is not a number of returns",
  );
});

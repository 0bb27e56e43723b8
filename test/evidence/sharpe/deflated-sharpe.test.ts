import { expect, test } from "vitest";
import { deflatedSharpe } from "../../../lib/evidence/sharpe/deflated-sharpe.js";
import { probabilisticSharpe } from "../../../lib/evidence/sharpe/probabilistic-sharpe.js";
import { sharpeMoments } from "../../../lib/evidence/sharpe/sharpe-moments.js";
import { fourStrategies } from "./returns.js";

// Bailey & López de Prado 2014, numerical example: annual Sharpe ratio 2.5 over five years of 250 days, skewness −3,
// kurtosis 10, annual ratios of the trials of variance 1/2.
const found = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skewness: -3, kurtosis: 10 };
const varianceOfTrialSharpes = 0.5 / 250;

test("the strategy of the paper is not good enough after a hundred trials, and is after 46", () => {
  const after = (trials: number) => deflatedSharpe(found, { trials, varianceOfTrialSharpes });
  expect(after(100).probability.toFixed(4)).toBe("0.9004");
  expect(after(100).expectedMaximum.toFixed(4)).toBe("0.1132");
  expect(after(46).probability.toFixed(4)).toBe("0.9505");
  // The same by numpy 2.4.6 and scipy 1.17.1.
  expect(after(100).probability).toBeCloseTo(0.9003968344493903, 12);
  expect(after(46).probability).toBeCloseTo(0.9505017068755787, 12);
});

test("with normal returns the paper allows 88 trials", () => {
  const { probability } = deflatedSharpe(
    { ...found, skewness: 0, kurtosis: 3 },
    { trials: 88, varianceOfTrialSharpes },
  );
  expect(probability.toFixed(4)).toBe("0.9505");
});

// The formula with 10 − 3 gives 0.90178, as vectorbt up to 1.1.0 did and 1.2.0 does no more.
test("the excess in the place of the kurtosis is no kurtosis here", () => {
  const { probability } = deflatedSharpe(found, { trials: 100, varianceOfTrialSharpes });
  expect(Math.abs(probability - 0.90178)).toBeGreaterThan(1e-3);
  expect(() => deflatedSharpe({ ...found, kurtosis: 7 }, { trials: 100, varianceOfTrialSharpes })).toThrow(
    "kurtosis 7 is below 1 + skewness², which no returns have; give it raw, 3 for a normal",
  );
});

// vectorbt 1.2.0 on the four columns as daily returns: .vbt.returns(freq="1D").deflated_sharpe_ratio(ddof=1).
test("the best of a panel is as vectorbt has it", () => {
  const trialSharpes = fourStrategies.map((returns) => sharpeMoments(returns).sharpe);
  const theirs = [0.793099630004263, 0.7890242814978976, 0.063240066335641, 0.5469855514434351];
  fourStrategies.forEach((returns, j) => {
    const { probability, trials, n } = deflatedSharpe(returns, { trialSharpes });
    expect(probability).toBeCloseTo(theirs[j], 10);
    expect([trials, n]).toEqual([4, 40]);
  });
});

test("a single trial is only as doubtful as its own returns", () => {
  const [returns] = fourStrategies;
  const { sharpe } = sharpeMoments(returns);
  const alone = deflatedSharpe(returns, { trialSharpes: [sharpe] });
  expect(alone).toEqual({
    probability: probabilisticSharpe(returns),
    expectedMaximum: 0,
    sharpe,
    n: 40,
    trials: 1,
    varianceOfTrialSharpes: NaN,
  });
  expect(deflatedSharpe(returns, { trials: 1 })).toEqual(alone);
});

test("effective trials and an own variance go before those of the ratios", () => {
  const trialSharpes = [0.1, 0.2, 0.3, NaN];
  expect(deflatedSharpe(found, { trialSharpes }).trials).toBe(3);
  expect(deflatedSharpe(found, { trialSharpes }).varianceOfTrialSharpes).toBeCloseTo(0.01, 15);
  expect(deflatedSharpe(found, { trialSharpes, trials: 2.5 }).trials).toBe(2.5);
  expect(deflatedSharpe(found, { trialSharpes, varianceOfTrialSharpes: 0.5 }).varianceOfTrialSharpes).toBe(0.5);
});

test("trials that are not told are refused", () => {
  expect(() => deflatedSharpe(found, {})).toThrow(
    "deflatedSharpe: no number of trials; give trials, or the trialSharpes of all variants tried",
  );
  expect(() => deflatedSharpe(found, { trials: 10 })).toThrow(
    "deflatedSharpe: no variance of the Sharpe ratios of 10 trials; give varianceOfTrialSharpes or trialSharpes",
  );
  expect(() => deflatedSharpe(found, { trialSharpes: [] })).toThrow("deflatedSharpe: trials 0 is not");
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { movingAverageCross } from "../../../lib/backtest/signals/moving-average-cross.js";
import { grid } from "../../../lib/backtest/sweep/grid.js";
import { sweep } from "../../../lib/backtest/sweep/sweep.js";
import { plateau } from "../../../lib/backtest/validation/plateau.js";
import { currentLedger, startLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import type { Ledger } from "../../../lib/evidence/ledger/ledger.js";
import { overfittingProbability } from "../../../lib/evidence/overfitting/overfitting-probability.js";
import { averageCorrelation } from "../../../lib/evidence/sharpe/average-correlation.js";
import { deflatedSharpe } from "../../../lib/evidence/sharpe/deflated-sharpe.js";
import { realityCheck } from "../../../lib/evidence/superiority/reality-check.js";
import { superiorPredictiveAbility } from "../../../lib/evidence/superiority/superior-predictive-ability.js";
import { returnMeasures } from "../../../lib/statistics/return-measures.js";
import { seededNoise } from "../../series/seeded-noise.js";
import { candlesOf } from "../candles-of.js";

const noise = seededNoise(3);
let price = 100;
const candles = candlesOf(
  Array.from({ length: 400 }, () => {
    const open = price;
    price *= Math.exp(0.02 * noise());
    return [open, Math.max(open, price), Math.min(open, price), price] as const;
  }),
);
const parameters = grid({ fast: [3, 5, 8], slow: [10, 20] });
const run = (options: { keepReturns?: boolean; returnIntervalMs?: number; trial?: false } = {}) =>
  sweep("movingAverageCross", { candles }, { parameters, keepReturns: true, workers: 1, ...options });
const quick = { replications: 200, blocks: 8 };

let before: Ledger;
beforeEach(() => {
  before = startLedger();
});
afterEach(() => {
  startLedger(before);
});

describe("the evidence of a sweep", () => {
  test("is that of its returns, each by its own function", async () => {
    const result = await run();
    const matrix = result.returns ?? { times: new Float64Array(), intervalMs: 1, names: [], columns: [] };
    const found = result.evidence(quick);
    const ratios = matrix.columns.map((column) => returnMeasures(column, 1).sharpe);
    const best = ratios.indexOf(Math.max(...ratios));
    // Unrelated rules without skill would differ by 1 / (n − 1), these related ones differ less.
    const n = matrix.columns[best].filter((value) => value === value).length;
    const deflated = deflatedSharpe(matrix.columns[best], { trials: 6, varianceOfTrialSharpes: 1 / (n - 1) });
    expect(deflatedSharpe(matrix.columns[best], { trialSharpes: ratios }).varianceOfTrialSharpes).toBeLessThan(
      deflated.varianceOfTrialSharpes,
    );
    expect(found.best).toEqual(result.rows[best]);
    expect(found.combinations).toBe(6);
    expect(found.evidence.trials).toBe(6);
    expect(found.evidence.deflatedSharpe).toBeCloseTo(deflated.probability, 9);
    expect(found.evidence.expectedMaximumSharpe).toBeCloseTo(deflated.expectedMaximum * Math.sqrt(8760), 9);
    expect(found.evidence.trades).toBe(result.rows[best].trades);
    expect(found.overfittingProbability).toBe(overfittingProbability(matrix, { blocks: 8 }).probability);
    expect(found.superiorityP).toBe(superiorPredictiveAbility(matrix, { replications: 200 }).p);
    expect(found.realityCheckP).toBe(realityCheck(matrix, { replications: 200 }).p);
    expect(found.averageCorrelation).toBe(averageCorrelation(matrix));
    expect(found.effectiveTrials).toBeLessThan(6);
    expect(found.deflatedSharpeOfEffective).toBeGreaterThanOrEqual(found.evidence.deflatedSharpe);
    const shaped = plateau(
      result.rows.map((row) => ({ ...row })),
      { parameters: ["fast", "slow"], by: "sharpe" },
    );
    expect(found.plateau.row).toBe(shaped.row);
    expect(found.plateau.neighbourMedian).toBeCloseTo(shaped.neighbourMedian, 4);
    expect(found.skipped).toBe(1);
    expect(found.verdict).toMatch(/; probability of overfitting \d+ %: choosing the best /);
    expect(result.evidence(quick)).toEqual(found);
  });

  test("counts what else was tried on the market, and all combinations if none was recorded", async () => {
    const result = await run();
    backtest(movingAverageCross(candles.close, { fast: 4, slow: 30 }), candles);
    expect(currentLedger().size).toBe(7);
    expect(result.evidence(quick).evidence.trials).toBe(7);
    startLedger();
    const unrecorded = await run({ trial: false });
    expect(currentLedger().size).toBe(0);
    expect(unrecorded.evidence(quick).evidence.trials).toBe(6);
  });

  test("says which returns it is of, those of the row being of bars", async () => {
    const [bars, days] = [await run(), await run({ returnIntervalMs: 24 * 3_600_000 })].map((of) => of.evidence(quick));
    expect(bars.conventions).toEqual({ returns: "kept", intervalMs: 3_600_000, periodsPerYear: 8760 });
    expect(bars.evidence.sharpe).toBeCloseTo(bars.best.sharpe, 4);
    expect(days.conventions).toEqual({ returns: "kept", intervalMs: 24 * 3_600_000, periodsPerYear: 365 });
    expect(days.evidence.sharpe).not.toBeCloseTo(days.best.sharpe, 4);
    expect(String(days)).toContain(" for a year, of returns of 1d, deflated ");
  });

  test("needs returns, and two combinations that traded", async () => {
    const without = await run({ keepReturns: false });
    expect(() => without.evidence()).toThrow(
      "evidence: the sweep kept no returns; run it with keepReturns or returnIntervalMs",
    );
    const one = await sweep(
      "movingAverageCross",
      { candles },
      { parameters: [{ fast: 3, slow: 10 }], keepReturns: true },
    );
    expect(() => one.evidence()).toThrow("evidence: 1 of 1 combinations have a Sharpe ratio; two are needed");
  });
});

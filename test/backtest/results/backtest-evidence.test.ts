import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import { movingAverageCross } from "../../../lib/backtest/signals/moving-average-cross.js";
import { currentLedger, startLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import type { Ledger } from "../../../lib/evidence/ledger/ledger.js";
import { evidence } from "../../../lib/evidence/verdict/evidence.js";
import type { Candles } from "../../../lib/series/candles.js";
import { Series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { seededNoise } from "../../series/seeded-noise.js";
import { candlesOf, flatCandles, fundingOf, positionOf } from "../candles-of.js";

/** Hourly bars of a random walk that open where the one before closed. */
function walk(bars: number, seed: number = 3): Candles {
  const noise = seededNoise(seed);
  let price = 100;
  return candlesOf(
    Array.from({ length: bars }, () => {
      const open = price;
      price *= Math.exp(0.02 * noise());
      return [open, Math.max(open, price), Math.min(open, price), price] as const;
    }),
  );
}

const candles = walk(600);
const cross = (fast: number) => movingAverageCross(candles.close, { fast, slow: 40, short: true });
const quick = { replications: 200, permutations: 200 };

let before: Ledger;
beforeEach(() => {
  before = startLedger();
});
afterEach(() => {
  startLedger(before);
});

describe("a backtest counts itself", () => {
  test("once, by its numbers, under its name or that of its decision", () => {
    const one = backtest(cross(5), candles);
    backtest(cross(5), candles, { trial: "again" });
    backtest(cross(10), candles, { trial: "slower" });
    backtest(cross(15), candles, { trial: false });
    const { trials } = currentLedger();
    expect(trials.map(({ name, repeats }) => [name, repeats])).toEqual([
      [cross(5).name, 1],
      ["slower", 0],
    ]);
    const { sharpe, totalReturn, volatility, maxDrawdown, conventions } = one.measures;
    expect(trials[0]).toEqual({ ...one.trial, repeats: 1 });
    expect(one.trial).toMatchObject({ n: 599, periodsPerYear: 8760, totalReturn, volatility, maxDrawdown });
    expect(one.trial.sharpe).toBeCloseTo(sharpe / Math.sqrt(conventions.periodsPerYear), 15);
    expect(one.trial.data).toMatchObject({ assets: ["BTC"], rows: 600, from: hourMs, to: 600 * hourMs });
  });

  test("as a portfolio by the assets of all legs", () => {
    const other = walk(600, 8);
    const leg = { decision: cross(5), candles };
    const result = backtestPortfolio({ a: leg, b: { decision: cross(7), candles: other } }, { maxLeverage: 2 });
    expect(currentLedger().trials.map(({ name }) => name)).toEqual([`${cross(5).name}, ${cross(7).name}`]);
    expect(result.evidence(quick).timingP).toBeUndefined();
  });
});

describe("Backtest.evidence", () => {
  test("is that of its returns, with the variants tried on the market", () => {
    const results = [5, 8, 12, 20].map((fast) => backtest(cross(fast), candles));
    const [first] = results;
    const found = first.evidence(quick);
    const { sharpeVariance } = currentLedger().summary(first.trial.data, 8760);
    const expected = evidence(first.returns.values, {
      ...quick,
      periodsPerYear: 8760,
      trials: { trials: 4, sharpeVariance },
    });
    expect(found.trials).toBe(4);
    expect(found.deflatedSharpe).toBe(expected.deflatedSharpe);
    expect(found.sharpe).toBeCloseTo(first.measures.sharpe, 9);
    expect(found.sharpeInterval).toEqual(expected.sharpeInterval);
    expect(found.maxDrawdown).toBe(first.measures.maxDrawdown);
    expect(found.trades).toBe(first.trades.length);
    expect(found.breakEvenBps).toBe(first.measures.breakEvenBps);
    // 5 bps of fee and 2 of slippage, both of nearly the same notional.
    expect(found.chargedBps).toBeCloseTo(7, 2);
    expect(found.warnings).toContain(
      "No funding was charged: holding a perpetual costs or earns it several times a day.",
    );
  });

  test("counts itself also if it was kept out of the ledger, and takes a count of your own", () => {
    backtest(cross(5), candles);
    const hidden = backtest(cross(9), candles, { trial: false });
    expect(hidden.evidence(quick).trials).toBe(2);
    expect(currentLedger().size).toBe(1);
    const own = hidden.evidence({ ...quick, trials: { trials: 50, sharpeVariance: 1e-4 } });
    expect(own.trials).toBe(50);
  });

  test("is not moved by what was tried on other assets or after", () => {
    const result = backtest(cross(5), candles, { funding: fundingOf({ 8: 0 }), missingFunding: "zero" });
    const elsewhere = { ...candles, close: candles.close.with(candles.close.values) };
    const eth = new Series(candles.times, candles.close.values, "close", "price", { asset: "ETH" });
    backtest(cross(8), { ...elsewhere, close: eth });
    const found = result.evidence(quick);
    expect([found.trials, found.trialsElsewhere]).toEqual([1, 1]);
    expect(found.warnings.some((warning) => warning.includes("without a rate met a position"))).toBe(true);
    expect(found.warnings.some((warning) => warning.startsWith("No funding"))).toBe(false);
  });

  test("finds the timing of a decision that knows the next bar, and none in one that always holds", () => {
    const { open } = candles;
    const knows = new Series(
      candles.times,
      open.values.map((_, row) => ((open.values[row + 2] ?? 0) > (open.values[row + 1] ?? 0) ? 1 : 0)),
      "knows",
      "fraction",
    );
    const result = backtest(knows, candles, { feeBps: 0, slippageBps: 0 });
    const found = result.evidence(quick);
    expect(found.timingP).toBeCloseTo(1 / 201, 12);
    expect(result.evidence({ ...quick, timing: false }).timingP).toBeUndefined();
    const always = backtest(positionOf(new Array(600).fill(1)), candles, {
      rebalance: "always",
      feeBps: 0,
      slippageBps: 0,
    });
    expect(always.evidence(quick).timingP).toBeGreaterThan(0.5);
  });

  test("finds the timing of same-bar fills, and says that they cannot be had", () => {
    const { close } = candles;
    const knows = close.with(
      close.values.map((price, row) => ((close.values[row + 1] ?? 0) > price ? 1 : 0)),
      { unit: "fraction" },
    );
    const found = backtest(knows, candles, { fill: "same close", feeBps: 0, slippageBps: 0 }).evidence(quick);
    expect(found.timingP).toBeCloseTo(1 / 201, 12);
    expect(found.conclusion).toBe("not tradable");
  });

  test("of an account that was liquidated or never traded says so", () => {
    const falls = flatCandles(
      ...Array.from({ length: 200 }, (_, row) => [100 - row / 3, 100 - (row + 1) / 3] as const),
    );
    const ruined = backtest(positionOf(new Array(200).fill(3)), falls, { maxLeverage: 3 });
    expect(ruined.liquidation).toBeDefined();
    expect(ruined.evidence(quick).warnings).toContain(
      "The account was liquidated; the numbers are those of the time before.",
    );
    const never = backtest(positionOf(new Array(600).fill(0)), candles);
    expect(never.evidence(quick).verdict).toBe("Cannot be judged: its returns do not vary");
    expect(never.evidence(quick).chargedBps).toBeNaN();
    expect(backtest(positionOf([]), flatCandles()).evidence(quick).conclusion).toBe("not judged");
  });
});

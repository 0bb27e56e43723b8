import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { grid } from "../../../lib/backtest/sweep/grid.js";
import type { Parameters } from "../../../lib/backtest/sweep/parameters.js";
import { measureNames } from "../../../lib/backtest/sweep/pass/pass-measures.js";
import { type BuiltInStrategy, builtIn } from "../../../lib/backtest/sweep/strategies/built-in.js";
import type { SweepData } from "../../../lib/backtest/sweep/strategies/fused-strategy.js";
import { sweep } from "../../../lib/backtest/sweep/sweep.js";
import { startLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import { randomMarket, walkData } from "./random-market.js";

beforeAll(() => void startLedger());

const runs = { seed: 20_250_701, numRuns: 60 };
const both = { short: [false, true] };
const cases: Readonly<Record<BuiltInStrategy, readonly Parameters[]>> = {
  movingAverageCross: grid(
    { fast: [1, 2, 5], slow: [3, 6, 13], ...both, waitForCross: [false, true] },
    (one) => one.fast < one.slow,
  ),
  zScoreReversion: grid({ window: [2, 5, 12], enter: [0.7, 1.2], leave: [0, 0.5], ...both }),
  breakout: grid({ enter: [1, 4, 9], leave: [1, 3], ...both }),
  momentum: grid({ lookback: [1, 4, 9], threshold: [0, 0.03], ...both }),
};
const names = Object.keys(cases) as BuiltInStrategy[];

/** Difference, relative to values above 1; none where both are gaps, infinite where one is. */
function apart(value: number, expected: number): number {
  if (Number.isNaN(expected) || Number.isNaN(value))
    return Number.isNaN(expected) && Number.isNaN(value) ? 0 : Infinity;
  return Math.abs(value - expected) / Math.max(1, Math.abs(expected));
}

async function expectPlain(
  strategy: BuiltInStrategy,
  data: SweepData,
  rules: { feeBps?: number; slippageBps?: number },
): Promise<number> {
  const { candles, funding } = data;
  let liquidated = 0;
  const result = await sweep(strategy, data, { ...rules, parameters: cases[strategy], keepReturns: true, workers: 1 });
  expect(result.counts.fused).toBe(cases[strategy].length);
  cases[strategy].forEach((parameters, place) => {
    const plain = backtest(builtIn(strategy).position(data.input ?? candles.close, parameters), candles, {
      ...rules,
      ...(funding && { funding }),
    });
    const row = result.rows[place];
    expect(row).toMatchObject(parameters);
    liquidated += plain.liquidation === undefined ? 0 : 1;
    for (const name of measureNames) {
      const expected = name === "finalEquity" ? (plain.equity.values.at(-1) as number) : plain.measures[name];
      expect(
        apart(row[name], expected),
        `${name} ${row[name]}, not ${expected}, of ${JSON.stringify(parameters)}`,
      ).toBeLessThan(1e-11);
    }
    const kept = result.returns?.columns[place] as Float32Array;
    expect(kept.length).toBe(plain.returns.length);
    const furthest = plain.returns.values.reduce((most, value, t) => Math.max(most, apart(kept[t], value)), 0);
    expect(furthest, "returns kept in single precision").toBeLessThan(6e-8);
  });
  expect(result.counts.liquidated).toBe(liquidated);
  return liquidated;
}

describe.each(names)("%s, fused", (strategy) => {
  test("equals backtest of its position, with costs, funding, flips and liquidations", async () => {
    let liquidated = 0;
    await fc.assert(
      fc.asyncProperty(randomMarket, fc.nat(40), fc.nat(40), async (data, feeBps, slippageBps) => {
        liquidated += await expectPlain(strategy, data, { feeBps, slippageBps });
      }),
      runs,
    );
    expect(liquidated).toBeGreaterThan(0);
  });

  test("equals it over thousands of bars, where blocks of bars are passed at once", async () => {
    await expectPlain(strategy, walkData(1500), {});
    await expectPlain(strategy, walkData(1500, 5, 0.2), { feeBps: 30 });
  });
});

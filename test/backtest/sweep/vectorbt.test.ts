import { beforeAll, expect, test } from "vitest";
import { builtIn } from "../../../lib/backtest/sweep/strategies/built-in.js";
import { sweep } from "../../../lib/backtest/sweep/sweep.js";
import { startLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import { walkData } from "./random-market.js";

beforeAll(() => void startLedger());

/*
 * vectorbt 1.2.0, numba engine, on the closes of walk(600, 7) at hours of 1970:
 *   fast, slow = vbt.MA.run(close, f), vbt.MA.run(close, s)
 *   vbt.Portfolio.from_signals(close, fast.ma_crossed_above(slow), fast.ma_crossed_below(slow),
 *                              init_cash=10000, fees=0.001, slippage=0.0005, freq="1h")
 * total_return, sharpe_ratio, max_drawdown, final_value, trades.closed.count, annualized_volatility, and the mean of
 * asset_value > 0.
 */
const expected = [
  {
    fast: 2,
    slow: 3,
    totalReturn: -0.443355195344422,
    sharpe: -22.24874064125681,
    maxDrawdown: -0.443355195344423,
    finalEquity: 5566.44804655578,
    trades: 124,
    volatility: 0.38098308045257956,
    exposure: 0.4633333333333333,
  },
  {
    fast: 3,
    slow: 9,
    totalReturn: -0.2104501061808179,
    sharpe: -8.830723230484347,
    maxDrawdown: -0.2398443868618021,
    finalEquity: 7895.498938191821,
    trades: 42,
    volatility: 0.38232453638979325,
    exposure: 0.47,
  },
  {
    fast: 5,
    slow: 20,
    totalReturn: -0.13008531078731195,
    sharpe: -5.344707534657108,
    maxDrawdown: -0.16191529151621553,
    finalEquity: 8699.14689212688,
    trades: 21,
    volatility: 0.36799088547262593,
    exposure: 0.43,
  },
  {
    fast: 10,
    slow: 50,
    totalReturn: -0.09943627293508707,
    sharpe: -4.278327756230437,
    maxDrawdown: -0.12183170017496037,
    finalEquity: 9005.63727064913,
    trades: 9,
    volatility: 0.3436018334963467,
    exposure: 0.38333333333333336,
  },
  {
    fast: 20,
    slow: 60,
    totalReturn: -0.11070463655992571,
    sharpe: -5.14397748957773,
    maxDrawdown: -0.14339774053642496,
    finalEquity: 8892.953634400743,
    trades: 6,
    volatility: 0.3228523953578976,
    exposure: 0.35,
  },
];
const parameters = expected.map(({ fast, slow }) => ({ fast, slow, waitForCross: true }));
const rules = { accounting: "vectorbt", feeBps: 10, slippageBps: 5 } as const;

test("vectorbt's accounting gives vectorbt's numbers", async () => {
  const data = walkData(600, 7);
  const result = await sweep("movingAverageCross", data, { ...rules, parameters });
  result.rows.forEach((row, place) => {
    for (const [name, value] of Object.entries(expected[place])) {
      expect(
        Math.abs(row[name as "sharpe"] - value) / Math.abs(value),
        `${name} of ${row.fast}/${row.slow}`,
      ).toBeLessThan(1e-11);
    }
  });
  expect(result.best("sharpe")).toMatchObject({ fast: 10, slow: 50 });
  expect(result.sameBarFills).toBe(true);
  expect(result.conventions).toMatchObject({ fill: "same close", firstReturn: "from initial equity" });
  expect(result.assumptions[0]).toMatch(/^Same-bar fills/);
  expect(String(result)).toMatch(/^Sweep: 5 combinations × 600 bars \(same-bar fills\)\n/);
});

test("a function of positions is filled by the same rules", async () => {
  const data = walkData(600, 7);
  const fused = await sweep("movingAverageCross", data, { ...rules, parameters });
  const { position } = builtIn("movingAverageCross");
  const called = await sweep(({ candles }, one: (typeof parameters)[number]) => position(candles.close, one), data, {
    ...rules,
    parameters,
  });
  expect(called.rows).toEqual(fused.rows);
  expect(called.counts).toMatchObject({ fused: 0, plain: 5 });
});

test("what vectorbt's accounting does not know is refused", async () => {
  const data = walkData(20);
  const run = (changes: object, options: object): Promise<unknown> =>
    sweep("movingAverageCross", { ...data, ...changes }, { ...rules, parameters: [{ fast: 2, slow: 3 }], ...options });
  await expect(run({ funding: data.candles.close }, {})).rejects.toThrow(
    'sweep: accounting "vectorbt" knows no funding; leave it out',
  );
  await expect(run({}, { maxLeverage: 2 })).rejects.toThrow(
    'sweep: accounting "vectorbt" does not know the option maxLeverage; it takes feeBps, slippageBps and initialEquity',
  );
  const { close } = data.candles;
  const gapped = {
    ...data.candles,
    close: close.with(close.values.map((price, row) => (row === 4 ? Number.NaN : price))),
  };
  await expect(run({ candles: gapped }, {})).rejects.toThrow(
    'sweep: accounting "vectorbt" needs a close above 0 in every bar and has NaN at row 4 (1970-01-01T05:00Z); take a part without gaps',
  );
  const short = [{ fast: 2, slow: 3, short: true }];
  await expect(run({}, { parameters: short })).rejects.toThrow(
    'sweep: combination fast=2, slow=3, short=true failed: a position below 0; accounting "vectorbt" is long only: set short to false',
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BacktestOptions, backtest } from "../../../lib/backtest/engine/backtest.js";
import { buyAndHold } from "../../../lib/backtest/signals/buy-and-hold.js";
import type { Candles } from "../../../lib/series/candles.js";
import type { Series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, fundingOf, positionOf } from "../candles-of.js";

const runs = { seed: 20_250_701, numRuns: 300 };
const options: BacktestOptions = { maxLeverage: 3, missingFunding: "zero", feeBps: 7, slippageBps: 11 };

/** One bar: gap at the open, move to the close, upper and lower wick, all as factors; or a missing bar. */
const bar = fc.option(
  fc.tuple(
    fc.double({ min: 0.9, max: 1.1, noNaN: true }),
    fc.double({ min: 0.6, max: 1.5, noNaN: true }),
    fc.double({ min: 1, max: 1.3, noNaN: true }),
    fc.double({ min: 0.7, max: 1, noNaN: true }),
  ),
  { freq: 8 },
);
const target = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(-1, 0, 1, 1) },
  { weight: 4, arbitrary: fc.double({ min: -3, max: 3, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const rate = fc.oneof(fc.double({ min: -0.05, max: 0.05, noNaN: true }), fc.constant(Number.NaN));
const row = fc.record({ bar, target, rate });
const rows = fc.array(row, { minLength: 1, maxLength: 40 });
type Row = { bar: readonly [number, number, number, number] | null; target: number; rate: number };

function market(list: readonly Row[], scale = 1): { candles: Candles; position: Series; funding: Series } {
  let price = 100 * scale;
  const candles = candlesOf(
    list.map(({ bar: factors }) => {
      if (factors === null) return null;
      const open = price * factors[0];
      const close = open * factors[1];
      price = close;
      return [open, Math.max(open, close) * factors[2], Math.min(open, close) * factors[3], close];
    }),
  );
  const position = positionOf(list.map((each) => each.target));
  const funding = fundingOf(Object.fromEntries(list.map((each, index) => [index + 1, each.rate])));
  return { candles, position, funding };
}

const relative = (value: number, expected: number, scale = Math.abs(expected)): number =>
  Math.abs(value - expected) / Math.max(scale, 1);

describe("backtest", () => {
  test("splits its net profit into gross, fees, slippage and funding, in total and by trade", () => {
    fc.assert(
      fc.property(rows, fc.nat(3), (list, maxMissingBars) => {
        const { candles, position, funding } = market(list);
        const result = backtest(position, candles, { ...options, funding, maxMissingBars });
        const { gross, fees, slippage, funding: paid, net } = result.costs;
        const size = Math.abs(gross) + fees + slippage + Math.abs(paid) + 10_000;
        const final = result.equity.values[list.length - 1];
        expect(relative(gross - fees - slippage + paid, net, size)).toBeLessThan(1e-12);
        expect(relative(10_000 + net, final, size)).toBeLessThan(1e-11);
        const trades = [...result.trades, ...result.openTrades];
        for (const trade of trades) {
          const side = trade.side === "long" ? 1 : -1;
          const moved = side * trade.units * (trade.exitPrice - trade.entryPrice);
          const value = trade.units * (trade.exitPrice + trade.entryPrice);
          expect(relative(trade.gross - trade.slippage, moved, value)).toBeLessThan(1e-12);
          expect(trade.exitTime).toBeGreaterThanOrEqual(trade.entryTime);
        }
      }),
      runs,
    );
  });

  test("never lets equity below zero, and its returns multiply to what the equity did", () => {
    fc.assert(
      fc.property(rows, fc.nat(3), (list, maxMissingBars) => {
        const { candles, position, funding } = market(list);
        const result = backtest(position, candles, { ...options, funding, maxMissingBars });
        let wealth = 1;
        let lowest = 0;
        for (let index = 0; index < list.length; index++) {
          expect(result.equity.values[index]).toBeGreaterThanOrEqual(0);
          const value = result.returns.values[index];
          if (!Number.isNaN(value)) wealth *= 1 + value;
          lowest = Math.min(lowest, result.drawdown.values[index]);
        }
        const final = result.equity.values[list.length - 1];
        expect(wealth).toBeCloseTo(final / 10_000, 10);
        expect(result.liquidation === undefined).toBe(final > 0);
        if (result.measures.conventions.n > 0) expect(result.measures.maxDrawdown).toBeCloseTo(lowest, 10);
      }),
      runs,
    );
  });

  test("does not see the future: changing every row after n leaves the first n of all it returns", () => {
    fc.assert(
      fc.property(rows, rows, fc.nat(40), fc.nat(3), fc.nat(2), (list, other, cut, maxMissingBars, delayBars) => {
        const n = Math.min(cut, list.length);
        const run = (each: readonly Row[]): ReturnType<typeof backtest> => {
          const { candles, position, funding } = market(each);
          const delayed = positionOf([...position.values], delayBars * hourMs);
          return backtest(delayed, candles, { ...options, funding, maxMissingBars });
        };
        const whole = run(list);
        for (const changed of [run([...list.slice(0, n), ...other]), ...(n === 0 ? [] : [run(list.slice(0, n))])]) {
          for (const name of ["equity", "returns", "position", "drawdown"] as const) {
            expect([...changed[name].values.subarray(0, n)]).toEqual([...whole[name].values.subarray(0, n)]);
          }
          // A trade that ends at an open at time n was decided by row n, but its price is of the row after.
          const past = (result: typeof whole): unknown => result.trades.filter(({ exitTime }) => exitTime < n * hourMs);
          expect(past(changed)).toEqual(past(whole));
        }
      }),
      runs,
    );
  });

  test("without costs, fully long throughout, earns the price's return since the first open it could buy at", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const present = list.map((each) => ({ ...each, bar: each.bar ?? ([1, 1, 1, 1] as const) }));
        const { candles } = market(present);
        const result = backtest(buyAndHold(candles), candles, { feeBps: 0, slippageBps: 0 });
        const last = list.length - 1;
        const expected = last === 0 ? 1 : candles.close.values[last] / candles.open.values[1];
        expect(relative(result.equity.values[last] / 10_000, expected)).toBeLessThan(1e-12);
      }),
      runs,
    );
  });

  test("gives the same returns when all prices, or the initial equity, are multiplied", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 1e-4, max: 1e5, noNaN: true }), (list, factor) => {
        const plain = market(list);
        const scaled = market(list, factor);
        const a = backtest(plain.position, plain.candles, { ...options, funding: plain.funding });
        const b = backtest(scaled.position, scaled.candles, { ...options, funding: scaled.funding });
        const c = backtest(plain.position, plain.candles, {
          ...options,
          funding: plain.funding,
          initialEquity: 10_000 * factor,
        });
        for (const each of [b, c]) {
          expect(each.liquidation?.time).toBe(a.liquidation?.time);
          a.returns.values.forEach((value, index) => {
            if (Number.isNaN(value)) expect(each.returns.values[index]).toBeNaN();
            else expect(relative(each.returns.values[index], value)).toBeLessThan(1e-8);
          });
        }
      }),
      runs,
    );
  });

  test("without costs, a short loses what a long of the same size earns, funding included", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { candles, funding } = market(list);
        const side = (value: number): ReturnType<typeof backtest> =>
          backtest(positionOf([value]), candles, {
            feeBps: 0,
            slippageBps: 0,
            funding,
            missingFunding: "zero",
            maxMissingBars: Number.POSITIVE_INFINITY,
          });
        const long = side(0.2);
        const short = side(-0.2);
        fc.pre(long.liquidation === undefined && short.liquidation === undefined);
        long.equity.values.forEach((value, index) => {
          expect(relative(value + short.equity.values[index], 20_000)).toBeLessThan(1e-10);
        });
      }),
      runs,
    );
  });

  test("without a position earns nothing at any price, rate or cost", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { candles, funding } = market(list);
        const result = backtest(positionOf(list.map(() => 0)), candles, {
          ...options,
          missingFunding: "throw",
          funding,
        });
        expect(result.equity.values.every((value) => value === 10_000)).toBe(true);
        expect(result.trades).toEqual([]);
      }),
      runs,
    );
  });

  test("charges twice the fees at twice the rate where one fill is made", () => {
    const { candles } = market(Array.from({ length: 5 }, () => ({ bar: [1, 1.1, 1, 1], target: 1, rate: 0 })));
    const fees = [5, 10].map((feeBps) => backtest(buyAndHold(candles), candles, { feeBps }).costs.fees);
    expect(fees[1] / fees[0]).toBeCloseTo(2, 12);
  });

  test("does not write to what it is given", () => {
    const { candles, position, funding } = market([
      { bar: [1, 1.1, 1, 1], target: 1, rate: 0.01 },
      { bar: [1, 1.1, 1, 1], target: Number.NaN, rate: 0.01 },
    ]);
    const before = JSON.stringify([candles, position, funding]);
    backtest(position, candles, { funding });
    expect(JSON.stringify([candles, position, funding])).toBe(before);
  });
});

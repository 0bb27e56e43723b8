import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BacktestOptions, backtest } from "../../../lib/backtest/engine/backtest.js";
import type { Signals } from "../../../lib/backtest/exits/signals.js";
import type { Stops } from "../../../lib/backtest/exits/stops.js";
import type { Candles } from "../../../lib/series/candles.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, flatCandles, free, positionOf } from "../candles-of.js";

type Bar = readonly [open: number, high: number, low: number, close: number];
type Fill = readonly [row: number, reason: string, price: number];

const still: Bar = [100, 100, 100, 100];
const event = (values: readonly number[], delayMs?: number): Series =>
  series({ times: values.map((_, row) => (row + 1) * hourMs), values, name: "event", unit: "number", delayMs });
const fillRule = fc.constantFrom("next open" as const, "next close" as const, "same close" as const);

/** Rows, reasons and prices of the fills. */
function fills(decision: Series | Signals, bars: readonly Bar[], options: BacktestOptions): readonly Fill[] {
  const { orders } = backtest(decision, candlesOf(bars), { ...free, ...options });
  return orders.map(({ row, reason, price }) => [row, reason, price]);
}

describe("a stop on a target", () => {
  const stops = { stopLoss: 0.05 };

  test("closes inside the bar at the stop, and the target stays undone until it changes", () => {
    const bars: readonly Bar[] = [
      still,
      [100, 101, 98, 99],
      [99, 99, 90, 92],
      [92, 97, 91, 96],
      [96, 96, 96, 96],
      still,
    ];
    expect(fills(positionOf([1, 1, 1, 1, 1, 1]), bars, { stops })).toEqual([
      [1, "target", 100],
      [2, "stop loss", 95],
    ]);
    expect(fills(positionOf([1, 1, 1, 0.5, 1, 1]), bars, { stops })).toEqual([
      [1, "target", 100],
      [2, "stop loss", 95],
      [4, "target", 96],
      [5, "target", 100],
    ]);
  });

  test("works in the bar of the entry, from the open it was entered at", () => {
    expect(fills(positionOf([1]), [still, [100, 102, 94, 100]], { stops })).toEqual([
      [1, "target", 100],
      [1, "stop loss", 95],
    ]);
  });

  // Entered at the close of bar 1, after its low of 80.
  test("does not see the bar at whose close the position was entered", () => {
    const bars: readonly Bar[] = [still, [100, 120, 80, 100], [100, 101, 96, 97], [97, 97, 94, 94]];
    expect(fills(positionOf([1]), bars, { stops, fill: "next close" })).toEqual([
      [1, "target", 100],
      [3, "stop loss", 95],
    ]);
  });

  test("fills at the open where that gaps beyond, before the rest of the bar", () => {
    expect(fills(positionOf([-1]), [still, still, [108, 120, 70, 90]], { stops })).toEqual([
      [1, "target", 100],
      [2, "stop loss", 108],
    ]);
  });

  test("counts from the mean entry price, slippage included, and pays slippage itself", () => {
    const bars: readonly Bar[] = [still, [100, 100, 94, 95]];
    const { orders } = backtest(positionOf([1]), candlesOf(bars), { feeBps: 0, slippageBps: 100, stops });
    expect(orders[0].price).toBeCloseTo(101, 9);
    expect(orders[1].quoted).toBeCloseTo(95.95, 9);
    expect(orders[1].price).toBeCloseTo(95.95 * 0.99, 9);
    expect(orders[1].liquidity).toBe("taker");
  });

  // Ten times levered, all is gone at 90; the stop at 95 comes first, unless the bar opens below 90.
  test("saves an account from liquidation, but not across a gap", () => {
    const options = { stops, maxLeverage: 10 };
    expect(fills(positionOf([10]), [still, [100, 100, 80, 85]], options).at(-1)).toEqual([1, "stop loss", 95]);
    const gapped = fills(positionOf([10]), [still, still, [89, 89, 80, 85]], options);
    expect(gapped.at(-1)?.[1]).toBe("liquidation");
  });
});

describe("a trailing stop", () => {
  test("follows the best price of the bars before and the open", () => {
    const bars: readonly Bar[] = [
      still,
      [100, 110, 95, 108], // entered at 100; its own high of 110 is not yet in the stop of 90
      [108, 130, 100, 101], // stop 99
      [120, 121, 116, 118], // best 130: stop 117
    ];
    expect(fills(positionOf([1]), bars, { stops: { trailingStop: 0.1 } })).toEqual([
      [1, "target", 100],
      [3, "trailing stop", 117],
    ]);
  });

  test("of a short follows the lowest", () => {
    const bars: readonly Bar[] = [still, [100, 105, 80, 85], [85, 87.9, 84, 84], [84, 88.5, 80, 81]];
    expect(fills(positionOf([-1]), bars, { stops: { trailingStop: 0.1 } })).toEqual([
      [1, "target", 100],
      [3, "trailing stop", 88],
    ]);
  });
});

describe("a take-profit", () => {
  // 100 coins, sold at 110 as a maker: 11,000 × 1 bps = 1.1; bought at 100.1 as a taker.
  test("is a resting order: its own price, no slippage, the maker's fee", () => {
    const { orders } = backtest(
      series({ times: [hourMs], values: [100], name: "signal", unit: "base" }),
      candlesOf([still, [100, 115, 99, 112]]),
      { fees: { takerBps: 5, makerBps: 1 }, slippageBps: 0, initialEquity: 1e6, stops: { takeProfit: 0.1 } },
    );
    expect(orders[1]).toMatchObject({ reason: "take profit", liquidity: "maker", slippage: 0 });
    expect(orders[1].price).toBeCloseTo(110, 9);
    expect(orders[1].fee).toBeCloseTo(1.1, 9);
    expect(orders[0].liquidity).toBe("taker");
  });

  test("gives way to a stop in the same bar", () => {
    const bars: readonly Bar[] = [still, still, [100, 120, 90, 110]];
    expect(fills(positionOf([1]), bars, { stops: { stopLoss: 0.05, takeProfit: 0.1 } }).at(-1)).toEqual([
      2,
      "stop loss",
      95,
    ]);
  });
});

describe("a time stop", () => {
  test("closes at the open after so many bars", () => {
    const result = backtest(positionOf([1]), flatCandles([1, 1], [1, 2], [3, 4], [5, 6], [7, 8], [9, 10]), {
      ...free,
      stops: { maxBars: 3 },
    });
    expect(result.trades[0]).toMatchObject({
      entryTime: hourMs,
      exitTime: 4 * hourMs,
      exitPrice: 7,
      exitReason: "time stop",
      bars: 3,
    });
  });

  test("counts from a fill at a close too", () => {
    const result = backtest(positionOf([1]), flatCandles([1, 1], [1, 2], [3, 4], [5, 6], [7, 8], [9, 10]), {
      ...free,
      fill: "next close",
      stops: { maxBars: 2 },
    });
    expect(result.trades[0]).toMatchObject({
      entryPrice: 2,
      entryTime: 2 * hourMs,
      exitTime: 4 * hourMs,
      exitPrice: 7,
    });
  });
});

describe("signals", () => {
  const bars: readonly Bar[] = Array.from({ length: 8 }, (_, row) => [100 + row, 100 + row, 100 + row, 100 + row]);

  test("enter, exit and reverse at the opens after them", () => {
    const signals = {
      longEntry: event([1, 0, 0, 0, 0, 1]),
      longExit: event([0, 0, 1]),
      shortEntry: event([0, 0, 0, 1]),
    };
    const { orders } = backtest(signals, candlesOf(bars), free);
    expect(orders.map(({ row, side, position }) => [row, side, Math.sign(position)])).toEqual([
      [1, "buy", 1],
      [3, "sell", 0],
      [4, "sell", -1],
      [6, "buy", 1],
    ]);
  });

  test("enter with the size of their row", () => {
    const size = series({ times: [hourMs, 4 * hourMs], values: [0.5, 0.25], name: "size", unit: "fraction" });
    const flat = Array.from({ length: 6 }, () => still);
    const { position } = backtest(
      { longEntry: event([1, 0, 0, 1]), longExit: event([0, 1]), size },
      candlesOf(flat),
      free,
    );
    expect([...position.values]).toEqual([0, 0.5, 0, 0, 0.25, 0.25]);
  });

  test("may enter again after a stop, on the next signal", () => {
    const falling: readonly Bar[] = [still, [100, 100, 94, 94], [94, 94, 94, 94], [94, 95, 93, 95], [95, 95, 95, 95]];
    const options = { stops: { stopLoss: 0.05 } };
    expect(fills({ longEntry: event([1, 0, 1]) }, falling, options)).toEqual([
      [1, "target", 100],
      [1, "stop loss", 95],
      [3, "target", 94],
    ]);
  });

  // The short entry falls on the close of the third bar, which is missing, and waits; the stop comes inside the fourth.
  test("that wait to enter the other side still do so after a stop", () => {
    const signals = { longEntry: event([1]), shortEntry: event([0, 1]) };
    const nan: Bar = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    const gapped: readonly Bar[] = [still, still, nan, [100, 100, 94, 96], [96, 96, 96, 96]];
    const options = { stops: { stopLoss: 0.05 }, fill: "next close", maxMissingBars: 1 } as const;
    expect(fills(signals, gapped, options)).toEqual([
      [1, "target", 100],
      [3, "stop loss", 95],
      [3, "target", 96],
    ]);
    // One that waits to leave has nothing left to do.
    expect(fills({ longEntry: event([1]), longExit: event([0, 1]) }, gapped, options)).toEqual([
      [1, "target", 100],
      [3, "stop loss", 95],
    ]);
  });

  test("say the same as the targets that they amount to", () => {
    const step = fc.tuple(
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.double({ min: 0.8, max: 1.2, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fillRule,
        fc.constantFrom(0, 0.5, 1, 1.5),
        (steps, fill, late) => {
          let price = 100;
          const pairs = steps.map(([, , , , change]) => {
            const open = price;
            price *= change;
            return [open, price] as const;
          });
          const candles = flatCandles(...pairs);
          // Worked by hand from the rules: an exit beats an entry of its side, two entries cancel, opposite ones
          // reverse.
          let side = 0;
          const targets = steps.map(([longEntry, longExit, shortEntry, shortExit]) => {
            const goesLong = longEntry && !longExit;
            const goesShort = shortEntry && !shortExit;
            if ((side === 1 && longExit) || (side === -1 && shortExit)) side = 0;
            if (goesLong !== goesShort) side = goesLong ? 1 : -1;
            return side;
          });
          const delayMs = late * hourMs;
          const column = (index: 0 | 1 | 2 | 3): Series =>
            event(
              steps.map((each) => (each[index] ? 1 : 0)),
              delayMs,
            );
          const signals = { longEntry: column(0), longExit: column(1), shortEntry: column(2), shortExit: column(3) };
          const bySignals = backtest(signals, candles, { fill });
          const byTargets = backtest(positionOf(targets, delayMs), candles, { fill });
          expect([...bySignals.equity.values]).toEqual([...byTargets.equity.values]);
          expect(bySignals.trades).toEqual(byTargets.trades);
        },
      ),
      { seed: 16, numRuns: 150 },
    );
  });

  test("that are missing leave the account flat and are counted", () => {
    const result = backtest({ longEntry: event([1, 0, Number.NaN, 0]) }, candlesOf(bars), free);
    expect(result.orders.map(({ row }) => row)).toEqual([1, 3]);
    expect(result.counts.missingPositions).toBe(1);
    const kept = backtest({ longEntry: event([1, 0, Number.NaN, 0]) }, candlesOf(bars), {
      ...free,
      missingPosition: "hold",
    });
    expect(kept.orders.map(({ row }) => row)).toEqual([1]);
  });
});

const factor = fc.double({ min: 0.85, max: 1.18, noNaN: true });
const wick = fc.double({ min: 1, max: 1.1, noNaN: true });
const barOf = fc.tuple(factor, factor, wick, wick);
const distance = fc.option(fc.double({ min: 0.02, max: 0.3, noNaN: true }), { nil: undefined });
const stopsOf: fc.Arbitrary<Stops> = fc
  .record({
    stopLoss: distance,
    takeProfit: distance,
    trailingStop: distance,
    maxBars: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  })
  .map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)));

function barsFrom(list: readonly (readonly [number, number, number, number])[]): readonly Bar[] {
  let price = 100;
  return list.map(([gap, change, up, down]) => {
    const open = price * gap;
    const close = open * change;
    price = close;
    return [open, Math.max(open, close) * up, Math.min(open, close) / down, close];
  });
}

/** The first exit of a position entered at the open of row 1, told bar by bar in the words of the rules. */
function firstExit(
  bars: readonly Bar[],
  side: number,
  { stopLoss, takeProfit, trailingStop, maxBars }: Stops,
): Fill | undefined {
  const entry = bars[1][0];
  const isWorse = (price: number, level: number): boolean => (side > 0 ? price <= level : price >= level);
  let best = entry;
  for (let row = 1; row < bars.length; row++) {
    const [open, high, low] = bars[row];
    const [good, bad] = side > 0 ? [high, low] : [low, high];
    best = side > 0 ? Math.max(best, open) : Math.min(best, open);
    const levels: [string, number][] = [];
    if (stopLoss !== undefined) levels.push(["stop loss", entry * (1 - side * stopLoss)]);
    if (trailingStop !== undefined) levels.push(["trailing stop", best * (1 - side * trailingStop)]);
    levels.sort((a, b) => side * (b[1] - a[1]));
    const [name, level] = levels[0] ?? ["none", side * Number.NEGATIVE_INFINITY];
    const goal = entry * (1 + side * (takeProfit ?? Number.POSITIVE_INFINITY));
    if (isWorse(open, level)) return [row, name, open];
    if (isWorse(goal, open)) return [row, "take profit", goal];
    if (row - 1 >= (maxBars ?? Number.POSITIVE_INFINITY)) return [row, "time stop", open];
    if (isWorse(bad, level)) return [row, name, level];
    if (isWorse(goal, good)) return [row, "take profit", goal];
    best = side > 0 ? Math.max(best, high) : Math.min(best, low);
  }
  return undefined;
}

describe("stops", () => {
  const bars = fc.array(barOf, { minLength: 2, maxLength: 25 }).map(barsFrom);

  test("close where a plain telling of the rules does", () => {
    fc.assert(
      fc.property(bars, stopsOf, fc.constantFrom(1, -1), (list, stops, side) => {
        const coins = series({ times: [hourMs], values: [side], name: "signal", unit: "base" });
        const { orders } = backtest(coins, candlesOf(list), { ...free, initialEquity: 1e6, stops });
        const expected = firstExit(list, side, stops);
        const found = orders[1] && [orders[1].row, orders[1].reason, orders[1].price];
        expect(found?.slice(0, 2)).toEqual(expected?.slice(0, 2));
        if (expected !== undefined) expect(orders[1].price).toBeCloseTo(expected[2], 9);
        expect(orders.length).toBe(expected === undefined ? 1 : 2);
      }),
      { seed: 17, numRuns: 400 },
    );
  });

  test("do not see the future: changing all bars after n leaves the first n of all series and orders", () => {
    const decisions = fc.array(fc.constantFrom(-1, 0, 1, 0.5), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(bars, bars, fc.nat(25), stopsOf, decisions, fillRule, (list, other, cut, stops, targets, rule) => {
        const n = Math.min(cut, list.length);
        const run = (each: readonly Bar[]): ReturnType<typeof backtest> => {
          const candles: Candles = candlesOf(each);
          return backtest(positionOf(targets.slice(0, each.length)), candles, { stops, fill: rule, maxLeverage: 2 });
        };
        const whole = run(list);
        const changed = run([...list.slice(0, n), ...other].slice(0, 25));
        for (const name of ["equity", "returns", "position", "drawdown"] as const) {
          expect([...changed[name].values.subarray(0, n)]).toEqual([...whole[name].values.subarray(0, n)]);
        }
        const past = (result: typeof whole): unknown => result.orders.filter(({ row }) => row < n);
        expect(past(changed)).toEqual(past(whole));
      }),
      { seed: 18, numRuns: 200 },
    );
  });

  test("split the profit without a rest, and never leave equity below zero", () => {
    fc.assert(
      fc.property(bars, stopsOf, (list, stops) => {
        const targets = list.map((_, row) => [3, -3, 3, 0][row % 4]);
        const result = backtest(positionOf(targets), candlesOf(list), {
          stops,
          maxLeverage: 3,
          feeBps: 8,
          slippageBps: 6,
        });
        const { gross, fees, slippage, funding, liquidation, net } = result.costs;
        expect(gross - fees - slippage + funding - liquidation).toBeCloseTo(net, 6);
        expect(10_000 + net).toBeCloseTo(result.equity.values[list.length - 1], 6);
        expect(result.equity.values.every((value) => value >= 0)).toBe(true);
      }),
      { seed: 19, numRuns: 200 },
    );
  });
});

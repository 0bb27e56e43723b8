import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareSlippage, type SlippageModel, slippageRate } from "../../../lib/backtest/costs/slippage.js";
import { type Contract, contractTerms } from "../../../lib/backtest/margin/contract.js";
import type { Candles } from "../../../lib/series/candles.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { closeTo, flatCandles } from "../candles-of.js";

const linear = contractTerms({ margin: "linear", size: 0.1 });

function withVolume(candles: Candles, volumes: readonly number[], delayMs = 0): Candles {
  const { times } = candles;
  const volume = series({ times, values: volumes, name: "volume", unit: "base", ...(delayMs > 0 ? { delayMs } : {}) });
  return { ...candles, volume };
}

const candlesAt = (...closes: readonly number[]): Candles =>
  flatCandles(...closes.map((close) => (Number.isNaN(close) ? null : ([close, close] as const))));

function rates(model: SlippageModel, candles: Candles, openInterest?: Series, contract?: Contract): Float64Array {
  const terms = contract === undefined ? linear : contractTerms(contract);
  const prepared = prepareSlippage(model, candles, { terms, ...(openInterest && { openInterest }) });
  return candles.times.map((_, row) => slippageRate(row, 1, prepared));
}

describe("prepareSlippage", () => {
  test("of a number is the same for every row and size", () => {
    const prepared = prepareSlippage(3, candlesAt(100, 101), { terms: linear });
    expect(prepared).toEqual({ base: 3e-4 });
    expect(slippageRate(0, 1e9, prepared)).toBe(3e-4);
  });

  // Log returns of 1, 3, 2 at closes e^0, e^1, e^4, e^6: deviations of (1, 3) √2, of (3, 2) √0.5. The close of row 2 is
  // known in row 3.
  test("of volatility is a multiple of the deviation of the returns before the row", () => {
    const candles = candlesAt(1, Math.E, Math.E ** 4, Math.E ** 6, 1);
    const model = { kind: "volatility", multiple: 0.1, window: 2 } as const;
    closeTo(rates(model, candles), [Number.NaN, Number.NaN, Number.NaN, 0.1 * Math.SQRT2, 0.1 * Math.SQRT1_2], 12);
  });

  test("of volatility is unknown after a gap, unless fewer returns are enough", () => {
    const candles = candlesAt(100, 101, 103, Number.NaN, 104, 105, 103, 101);
    const model = { kind: "volatility", multiple: 1, window: 3 } as const;
    expect([...rates(model, candles)].findIndex((rate) => !Number.isNaN(rate))).toBe(-1);
    const known = [...rates({ ...model, minCount: 2 }, candles)].map((rate) => !Number.isNaN(rate));
    // Returns at rows 1, 2, 5, 6, 7: two of three at rows 2, 3, 6 and 7, known one row later.
    expect(known).toEqual([false, false, false, true, true, false, false, true]);
  });

  // The same deviation √2 as above; mean volume of rows 1 and 2 is (30 + 50) / 2 = 40. A quarter of it, 10, costs
  // 0.5 × √2 × √(10 / 40) = 0.3536, and 2 bps at any size.
  test("of impact over volume follows the square root of size over mean volume", () => {
    const candles = withVolume(candlesAt(1, Math.E, Math.E ** 4, Math.E ** 6), [10, 30, 50, 999]);
    const model = { kind: "impact", coefficient: 0.5, over: "volume", window: 2, bps: 2 } as const;
    const prepared = prepareSlippage(model, candles, { terms: linear });
    expect(slippageRate(3, 10, prepared)).toBeCloseTo(2e-4 + 0.5 * Math.SQRT2 * 0.5, 12);
    expect(slippageRate(3, -40, prepared)).toBeCloseTo(2e-4 + 0.5 * Math.SQRT2, 12);
    expect(slippageRate(2, 10, prepared)).toBeNaN();
  });

  // In daily form: hourly deviation × √24, size over 24 times the hourly volume.
  test("of impact over volume is the same in hours as in days", () => {
    const candles = withVolume(candlesAt(100, 101, 103, 102), [10, 30, 50, 20]);
    const prepared = prepareSlippage({ kind: "impact", coefficient: 1, over: "volume", window: 2 }, candles, {
      terms: linear,
    });
    const first = Math.log(101 / 100);
    const second = Math.log(103 / 101);
    const hourly = Math.abs(second - first) / Math.SQRT2;
    const daily = hourly * Math.sqrt(24) * Math.sqrt(7 / (24 * 40));
    expect(slippageRate(3, 7, prepared)).toBeCloseTo(daily, 12);
  });

  // Deviation √2 of an hour, √48 of a day; 5,000 coins open at the end of row 2; 50 coins: 0.2 × √48 × √(50 / 5,000).
  test("of impact over open interest takes the deviation of a day and the last value known", () => {
    const candles = candlesAt(1, Math.E, Math.E ** 4, Math.E ** 6);
    const oi = series({ times: candles.times, values: [1, 1, 5000, 7], name: "oi", unit: "base" });
    const model = { kind: "impact", coefficient: 0.2, over: "open interest", window: 2 } as const;
    const prepared = prepareSlippage(model, candles, { terms: linear, openInterest: oi });
    expect(slippageRate(3, 50, prepared)).toBeCloseTo(0.2 * Math.sqrt(48) * 0.1, 12);
  });

  test("turns open interest of any unit into the contract's own, at the last close", () => {
    const candles = candlesAt(100, 104, 101, 200, 201);
    const model = { kind: "impact", coefficient: 1, over: "open interest", window: 2 } as const;
    const oi = (value: number, unit: "base" | "usd" | "contracts"): Series =>
      series({ times: candles.times, values: Array(5).fill(value), name: "oi", unit });
    const coins = rates(model, candles, oi(1000, "base"));
    // Close of row 3: 200. 1,000 coins are 200,000 dollars, or 10,000 contracts of 0.1.
    expect(rates(model, candles, oi(200_000, "usd"))[4]).toBeCloseTo(coins[4], 12);
    expect(rates(model, candles, oi(10_000, "contracts"))[4]).toBeCloseTo(coins[4], 12);
    // Of an inverse contract one unit is a dollar, 1 / 200 of a coin.
    const inverse = { margin: "inverse", size: 100 } as const;
    const expected = coins[4] / Math.sqrt(200);
    expect(rates(model, candles, oi(1000, "base"), inverse)[4]).toBeCloseTo(expected, 12);
    expect(rates(model, candles, oi(200_000, "usd"), inverse)[4]).toBeCloseTo(expected, 12);
    expect(rates(model, candles, oi(2000, "contracts"), inverse)[4]).toBeCloseTo(expected, 12);
  });

  test("is unknown where volume or open interest is missing or nothing, and waits for what comes late", () => {
    const candles = candlesAt(100, 101, 99, 103, 102, 101);
    const model = { kind: "impact", coefficient: 1, over: "open interest", window: 2 } as const;
    const values = [1, 1, Number.NaN, 0, 5, 5];
    const oi = series({ times: candles.times, values, name: "oi", unit: "base" });
    const known = (each: Series): boolean[] => [...rates(model, candles, each)].map((rate) => rate === rate);
    expect(known(oi)).toEqual([false, false, false, false, false, true]);
    const late = series({
      times: candles.times,
      values: [1, 1, 1, Number.NaN, 1, 1],
      name: "oi",
      unit: "base",
      delayMs: 1,
    });
    // One bar of delay on top: row t takes the value of row t − 2.
    expect(known(late)).toEqual([false, false, false, true, true, false]);
    const sparse = series({ times: [4 * hourMs], values: [3], name: "oi", unit: "base" });
    expect(known(sparse)).toEqual([false, false, false, false, true, false]);
  });

  test("does not see the bar of the fill nor any later one", () => {
    const price = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 1, max: 100, noNaN: true }) },
      fc.constant(Number.NaN),
    );
    const rows = fc.array(fc.tuple(price, price), { minLength: 1, maxLength: 25 });
    const models: readonly SlippageModel[] = [
      { kind: "volatility", multiple: 1, window: 4, minCount: 2 },
      { kind: "impact", coefficient: 1, over: "volume", window: 3, minCount: 2 },
    ];
    fc.assert(
      fc.property(rows, rows, fc.nat(25), fc.constantFrom(...models), (list, other, cut, model) => {
        const run = (each: typeof list): Float64Array =>
          rates(
            model,
            withVolume(
              candlesAt(...each.map(([close]) => close)),
              each.map(([, volume]) => volume),
            ),
          );
        const n = Math.min(cut, list.length - 1);
        const whole = run(list);
        // Row n is decided by the rows before it: it stays when row n and all after are replaced.
        const changed = run([...list.slice(0, n), ...other]);
        expect([...changed.subarray(0, n + 1)]).toEqual([...whole.subarray(0, n + 1)]);
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  test("of volatility does not depend on the level of prices, and impact not on the unit of size", () => {
    const closes = [100, 103, 99, 104, 108];
    const model = { kind: "volatility", multiple: 1, window: 3 } as const;
    closeTo(rates(model, candlesAt(...closes.map((close) => close * 50))), [...rates(model, candlesAt(...closes))], 12);
    const impact = { kind: "impact", coefficient: 1, over: "volume", window: 3 } as const;
    const at = (scale: number): number =>
      slippageRate(
        4,
        7 * scale,
        prepareSlippage(
          impact,
          withVolume(
            candlesAt(...closes),
            [5, 6, 7, 8, 9].map((each) => each * scale),
          ),
          {
            terms: linear,
          },
        ),
      );
    expect(at(1000)).toBeCloseTo(at(1), 12);
  });

  test("of no rows, and of one, knows nothing", () => {
    const model = { kind: "volatility", multiple: 1, window: 2 } as const;
    expect(rates(model, candlesAt())).toHaveLength(0);
    expect([...rates(model, candlesAt(100))]).toEqual([Number.NaN]);
  });

  test.each<[SlippageModel, string]>([
    [-1, "backtest: slippageBps -1 is out of range; give basis points of at least 0 and below 10000"],
    [Number.NaN, "slippageBps NaN"],
    [10_000, "slippageBps 10000"],
    [{ kind: "spread" } as unknown as SlippageModel, 'unknown slippage kind "spread"; known: volatility, impact'],
    [
      { kind: "volatility", multiple: -1, window: 5 },
      "slippage multiple -1 is out of range; give a number of 0 or more",
    ],
    [{ kind: "volatility", multiple: 1, window: 1 }, "backtest: 1 returns have no standard deviation; give at least 2"],
    [{ kind: "volatility", multiple: 1, window: 2.5 }, "window 2.5"],
    [{ kind: "volatility", multiple: 1, window: 5, minCount: 6 }, "minCount 6 is more than the 5 rows"],
    [{ kind: "impact", coefficient: Number.NaN, over: "volume" }, "impact coefficient NaN is out of range"],
    [{ kind: "impact", coefficient: 1, over: "depth" as "volume" }, 'unknown impact over "depth"; known: volume, open'],
    [{ kind: "impact", coefficient: 1, over: "volume", bps: -2 }, "impact bps -2 is out of range"],
    [{ kind: "impact", coefficient: 1, over: "volume" }, "impact over volume without volume; load candles with volume"],
    [{ kind: "impact", coefficient: 1, over: "open interest" }, "without open interest; give openInterest"],
  ])("refuses %j", (model, message) => {
    expect(() => prepareSlippage(model, candlesAt(1, 2, 3), { terms: linear, owner: "backtest" })).toThrow(message);
  });

  test("refuses open interest that is no size, or contracts of no size", () => {
    const model = { kind: "impact", coefficient: 1, over: "open interest" } as const;
    const candles = candlesAt(1, 2, 3);
    const oi = (unit: "price" | "contracts"): Series =>
      series({ times: candles.times, values: [1, 1, 1], name: "oi", unit });
    expect(() => rates(model, candles, oi("price"))).toThrow(
      "prepareSlippage: open interest has unit price; give it in base, usd or contracts",
    );
    expect(() => rates(model, candles, oi("contracts"), { margin: "linear" })).toThrow(
      "prepareSlippage: open interest in contracts needs the contract's size; give contract.size",
    );
  });
});

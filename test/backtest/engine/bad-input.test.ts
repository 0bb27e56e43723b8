import { describe, expect, test } from "vitest";
import { type BacktestOptions, backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import type { Leg } from "../../../lib/backtest/engine/options.js";
import type { Candles } from "../../../lib/series/candles.js";
import { Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, flatCandles, fundingOf, positionOf } from "../candles-of.js";

const candles = flatCandles([100, 101], [101, 102], [102, 101]);
const decision = positionOf([1, 1, 1]);
/** As it is called from code without types. */
const run = (options: unknown, given: unknown = decision, on: unknown = candles): unknown =>
  backtest(given as Series, on as Candles, options as BacktestOptions);
const runLegs = (legs: unknown, options?: unknown): unknown =>
  backtestPortfolio(legs as Record<string, Leg>, options as BacktestOptions);

describe("backtest refuses", () => {
  test.each([
    [{ nonsense: 1 }, 'backtest: unknown option "nonsense"; known: fees, feeBps, slippage, slippageBps, fill, stops'],
    [{ stops: { stopLos: 0.1 } }, 'backtest: unknown field of stops "stopLos"; known: stopLoss, takeProfit'],
    [{ fees: { takerBps: 1, feeBps: 2 } }, 'backtest: unknown field of fees "feeBps"; known: takerBps, makerBps'],
    [
      { slippage: { kind: "volatility", multiple: 1, windw: 3 } },
      'backtest: unknown field of slippage "windw"; known: kind, multiple, window, minCount, coefficient, over, bps',
    ],
    [
      { slippage: { kind: "volatility", multiple: 1, bps: 3 } },
      'backtest: unknown field of volatility slippage "bps"; known: kind, multiple, window, minCount',
    ],
    [{ contract: { margin: "linear", sise: 1 } }, 'backtest: unknown field of contract "sise"; known: margin, size'],
    [
      { maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: 0.1, amount: 1 }] },
      'backtest: unknown field of a maintenance tier "amount"; known: upTo, rate',
    ],
  ])("a name it does not know, naming those it does: %j", (options, message) => {
    expect(() => run(options)).toThrow(RangeError);
    expect(() => run(options)).toThrow(message);
  });

  test("a name that is not known of signals and legs", () => {
    const longEntry = series({ times: decision.times, values: [1, 0, 0], name: "in", unit: "number" });
    expect(() => run({}, { longEntry, longExitt: longEntry })).toThrow(
      'backtest: unknown signal "longExitt"; known: longEntry, longExit, shortEntry, shortExit, size, opposite',
    );
    expect(() => runLegs({ a: { decision, candles, fundng: decision } })).toThrow(
      'backtestPortfolio: unknown field of leg "a" "fundng"; known: decision, candles, funding, contract, mark',
    );
    expect(() => runLegs({ a: { decision, candles } }, { funding: decision })).toThrow(
      'backtestPortfolio: unknown option "funding"',
    );
  });

  test.each([
    [{ initialEquity: "10" }, 'backtest: initialEquity "10" is no number; give dollars above 0'],
    [{ maxLeverage: "2" }, 'backtest: maxLeverage "2" is no number; give a number above 0'],
    [{ feeBps: "x" }, 'backtest: feeBps "x" is no number; give 0 or more'],
    [{ fees: { takerBps: "1" } }, 'backtest: takerBps "1" is no number'],
    [{ stops: { stopLoss: "0.1" } }, 'backtest: stopLoss "0.1" is no number; give a fraction, 0.05 for 5 %'],
    [{ slippage: { kind: "volatility", multiple: "1" } }, 'backtest: slippage multiple "1" is no number'],
    [{ maintenance: 0.01 }, "backtest: maintenance 0.01 is no list of tiers; give [{ upTo, rate }, …]"],
    [{ fees: 5 }, "backtest: 5 holds no field of fees; give an object, known: takerBps, makerBps, fixed, minimum"],
    [{ stops: "x" }, 'backtest: "x" holds no field of stops; give an object'],
    [{ slippage: "square" }, 'backtest: "square" holds no field of slippage; give an object'],
    [{ contract: "inverse" }, 'backtest: "inverse" holds no field of contract; give an object, known: margin, size'],
    [{ trial: 5 }, "backtest: trial 5 is no name; give text, or false to count no trial"],
    [{ trial: "" }, 'backtest: trial "" is no name; give text, or false to count no trial'],
    [{ slippage: null }, 'backtest: option "slippage" is null; give a value, or leave it out'],
    [{ funding: null }, 'backtest: option "funding" is null; give a value, or leave it out'],
    [{ mark: null }, 'backtest: option "mark" is null; give a value, or leave it out'],
    [{ mark: decision }, "backtest: intervalMs of mark candles undefined is not a length of time"],
    [{ funding: [0.1] }, "backtest: funding a list (Array) is no Series; make one with series()"],
    [{ openInterest: [1] }, "backtest: openInterest a list (Array) is no Series; make one with series()"],
    [null, "backtest: null holds no option; give an object"],
  ])("what is of another kind: %j", (options, message) => {
    expect(() => run(options)).toThrow(message);
  });

  test.each([
    [undefined, "backtest: decision undefined is no Series and no signals; give targets at bar ends"],
    [null, 'backtest: field "decision" is null; give a value'],
    [[1, 2], "backtest: decision a list (Array) is no Series and no signals"],
    [{ times: [1], values: [1] }, "backtest: decision { times, values } is no Series; make one with series()"],
    [{ longEntry: [true] }, "backtest: longEntry a list (Array) is no Series; make one with series()"],
    [{ longEntry: decision, size: "1" }, 'backtest: size, which is no number, "1" is no Series'],
  ])("as a decision %j", (given, message) => {
    // Not `run`, whose default stands for undefined.
    expect(() => backtest(given as unknown as Series, candles)).toThrow(new TypeError(message).message);
  });

  test("what is no candles", () => {
    expect(() => backtest(decision, undefined as unknown as Candles)).toThrow(
      "backtest: undefined given as candles has no Float64Array of times; give { times, intervalMs, open, high, low, close }",
    );
    expect(() => run({}, decision, { candles })).toThrow("backtest: { candles } given as candles has no");
    expect(() => run({}, decision, { ...candles, times: [...candles.times] })).toThrow("has no Float64Array of times");
    expect(() => run({}, decision, { ...candles, high: undefined })).toThrow(
      new TypeError("backtest: high of candles undefined is no Series; make one with series()"),
    );
    expect(() => run({}, decision, { ...candles, intervalMs: undefined })).toThrow(
      "backtest: intervalMs of candles undefined is not a length of time; give milliseconds above 0",
    );
    expect(() => runLegs([{ decision, candles }])).toThrow(
      "backtestPortfolio: a list (Array) given as legs has no names; give { btc: { decision, candles }, … }",
    );
    expect(() => runLegs(undefined)).toThrow("backtestPortfolio: undefined given as legs has no names");
    expect(() => runLegs({ a: null })).toThrow('backtestPortfolio: null holds no field of leg "a"; give an object');
    expect(() => runLegs({ a: { decision } })).toThrow(
      'backtestPortfolio: undefined given as candles of leg "a" has no Float64Array of times',
    );
  });

  test("columns that are not on the bar ends of the candles", () => {
    const { close } = candles;
    expect(() => run({}, decision, { ...candles, close: close.rows(0, 2) })).toThrow(
      "backtest: close of candles has 2 rows for 3 bar ends; align it to them",
    );
    const late = series({ times: close.times.map((time) => time + 1), values: close.values, name: "c", unit: "price" });
    expect(() => run({}, decision, { ...candles, close: late })).toThrow(
      "backtest: close of candles is at 1970-01-01T01:00:00.001Z at row 0, where a bar ends at 1970-01-01T01:00Z",
    );
  });

  test("prices that are no bar, but not those off by rounding", () => {
    const bar = (open: number, high: number, low: number, close: number): Candles =>
      candlesOf([
        [100, 101, 99, 100],
        [open, high, low, close],
      ]);
    const two = positionOf([1, 1]);
    for (const [second, shown] of [
      [bar(100, 99, 101, 100), "open 100, high 99, low 101, close 100"],
      [bar(103, 101, 99, 100), "open 103, high 101, low 99, close 100"],
      [bar(100, 101, 99, 98), "open 100, high 101, low 99, close 98"],
    ] as const) {
      const message = `backtest: ${shown} of the candles at row 1 (1970-01-01T02:00Z) are no bar; repair it`;
      expect(() => backtest(two, second)).toThrow(message);
    }
    expect(() => backtest(two, bar(100, 100, 100, 100))).not.toThrow();
    expect(() => backtest(two, bar(100, 100 * (1 - 5e-10), 99, 99.5))).not.toThrow();
    expect(() => backtest(two, bar(100, 100 * (1 - 2e-9), 99, 99.5))).toThrow("are no bar");
    expect(() => backtest(two, bar(100, 101, 99, 100), { mark: bar(100, 99, 101, 100) })).toThrow(
      "of the mark candles at row 1",
    );
  });

  test("what would be known before its time", () => {
    const early = positionOf([1, 1, 1], -hourMs);
    const message = 'backtest: "signal" has delayMs -3600000, known before its time; give 0 or more milliseconds';
    expect(() => backtest(early, candles)).toThrow(message);
    const event = early.with(early.values, { unit: "number" });
    expect(() => backtest({ longEntry: event }, candles)).toThrow(message);
    const openInterest = new Series(candles.times, Float64Array.of(1, 2, 3), "open interest", "base", { delayMs: -1 });
    const slippage = { kind: "impact", coefficient: 1, over: "open interest", window: 2 } as const;
    expect(() => backtest(decision, candles, { openInterest, slippage })).toThrow('"open interest" has delayMs -1');
  });

  test("nothing that it took before", () => {
    const maxMissingBars = Number.POSITIVE_INFINITY;
    const given = { feeBps: 1, fees: undefined, maxMissingBars, funding: fundingOf({ 1: 0, 2: 0, 3: 0 }) };
    expect(backtest(decision, candles, given).orders).toHaveLength(1);
  });
});

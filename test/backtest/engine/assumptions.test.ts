import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { flatCandles, free, positionOf } from "../candles-of.js";

const quiet = { ...free, trial: false } as const;
const candles = flatCandles(...Array.from({ length: 20 }, () => [100, 100] as const));

const said = (assumptions: readonly string[]): readonly string[] =>
  assumptions.filter((sentence) => sentence.startsWith("Decisions "));

describe("of decisions that end before the candles", () => {
  // Decided at 01:00 to 10:00 of bars that end at 01:00 to 20:00.
  test("a sentence tells when, and for how many bars the last was kept", () => {
    const { assumptions, position } = backtest(positionOf(new Array(10).fill(1)), candles, quiet);
    expect(said(assumptions)).toEqual([
      "Decisions end at 1970-01-01T10:00Z, 10 bars before the last: what they last said is kept.",
    ]);
    expect(position.values[19]).toBe(1);
    const signals = { longEntry: positionOf([0, 1]), longExit: positionOf([0]) };
    expect(said(backtest(signals, candles, quiet).assumptions)).toEqual([
      "Decisions end at 1970-01-01T02:00Z, 18 bars before the last: what they last said is kept.",
    ]);
  });

  test("nothing is said of a few bars, nor of the time that passes between decisions", () => {
    expect(said(backtest(positionOf(new Array(17).fill(1)), candles, quiet).assumptions)).toEqual([]);
    expect(said(backtest(positionOf(new Array(16).fill(1)), candles, quiet).assumptions)).toHaveLength(1);
    const every = (hours: readonly number[]) =>
      series({ times: hours.map((hour) => hour * hourMs), values: hours.map(() => 1), name: "s", unit: "fraction" });
    expect(said(backtest(every([1, 6, 12, 14]), candles, quiet).assumptions)).toEqual([]);
    expect(said(backtest(every([1, 6, 11, 14]), candles, quiet).assumptions)).toHaveLength(1);
    expect(said(backtest(positionOf([]), candles, quiet).assumptions)).toEqual([]);
  });

  test("several legs are counted", () => {
    const half = (rows: number) => ({ decision: positionOf(new Array(rows).fill(0.3)), candles });
    expect(said(backtestPortfolio({ a: half(12), b: half(20), c: half(5) }, quiet).assumptions)).toEqual([
      "Decisions of 2 legs end early, first at 1970-01-01T05:00Z, 15 bars before the last: what they last said is kept.",
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { drawdowns } from "../../../lib/backtest/results/drawdowns.js";
import { series } from "../../../lib/series/series.js";
import { dayMs, isoTime } from "../../../lib/series/time.js";
import { drawdownMeasures } from "../../../lib/statistics/drawdown-measures.js";
import { firstEnd, resultOf, wave } from "./result-of.js";

const gap = Number.NaN;
const day = (row: number): number => firstEnd + row * dayMs;

describe("drawdowns", () => {
  // quantstats 0.0.86, drawdown_details(to_drawdown_series(r)), with r on the days from 2025-01-01 on: the four deepest,
  // their first and last day below the high, and that of the lowest. A bar of a day ends at the midnight after it.
  test.each([
    [1, "2025-04-25", "2025-05-10", "2025-05-27", -5.939785],
    [2, "2025-07-25", "2025-08-06", "2025-08-25", -5.730683],
    [3, "2025-06-11", "2025-06-20", "2025-07-09", -5.259326],
    [4, "2025-01-02", "2025-02-11", "2025-03-01", -4.848384],
  ])("number %d is that of quantstats", (rank, start, valley, end, percent) => {
    const found = drawdowns(resultOf(wave))[rank - 1];
    // The day before the first one below ends when that one starts, and the lowest one ends a day after it starts.
    expect(isoTime(found.peakTime)).toBe(start);
    expect(isoTime(found.troughTime - dayMs)).toBe(valley);
    expect(isoTime((found.recoveryTime ?? 0) - 2 * dayMs)).toBe(end);
    expect(found.depth * 100).toBeCloseTo(percent, 6);
    expect(found.rank).toBe(rank);
    expect(found.bars).toBe(((found.recoveryTime ?? 0) - found.peakTime) / dayMs);
    expect(found.barsDown).toBe((found.troughTime - found.peakTime) / dayMs);
  });

  test("are ten at most by default, the longest of all being that of the measures", () => {
    expect(drawdowns(resultOf(wave)).length).toBe(10);
    const all = drawdowns(resultOf(wave), { worst: 1000 });
    expect(Math.max(...all.map(({ bars }) => bars))).toBe(drawdownMeasures(wave).longestDrawdown);
    expect(drawdowns(resultOf(wave), { worst: 1 })).toEqual(all.slice(0, 1));
  });

  // 900, 900, 1080, 540, 810: from the initial 1000 to 1080, and from 1080 on.
  test("of a backtest start from the initial equity, and may not be over", () => {
    expect(drawdowns(resultOf([-0.1, 0, 0.2, -0.5, 0.5]))).toEqual([
      { rank: 1, peakTime: day(2), troughTime: day(3), recoveryTime: undefined, depth: -0.5, bars: 2, barsDown: 1 },
      {
        rank: 2,
        peakTime: day(-1),
        troughTime: day(0),
        recoveryTime: day(2),
        depth: expect.closeTo(-0.1, 14),
        bars: 3,
        barsDown: 1,
      },
    ]);
  });

  test("of a series start from its first value, and look past gaps", () => {
    const equity = series({
      times: [1, 2, 3, 4, 5].map(day),
      values: [gap, 100, gap, 80, 100],
      name: "equity",
      unit: "usd",
    });
    expect(drawdowns(equity)).toEqual([
      {
        rank: 1,
        peakTime: day(2),
        troughTime: day(4),
        recoveryTime: day(5),
        depth: expect.closeTo(-0.2, 14),
        bars: 3,
        barsDown: 2,
      },
    ]);
    const scaled = equity.with(equity.values.map((value) => value * 1024));
    expect(drawdowns(scaled)).toEqual(drawdowns(equity));
  });

  test("are none where nothing fell, and of one row have no time to start at", () => {
    expect(drawdowns(resultOf([0.1, 0.1]))).toEqual([]);
    expect(drawdowns(resultOf([]))).toEqual([]);
    expect(drawdowns(resultOf([-0.1]))[0].peakTime).toBeNaN();
    expect(() => drawdowns(resultOf([]), { worst: 0 })).toThrow("drawdowns: worst 0 is not a number of rows");
  });
});

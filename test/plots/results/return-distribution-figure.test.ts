import { describe, expect, test } from "vitest";
import { returnDistributionFigure } from "../../../lib/plots/results/return-distribution-figure.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { resultOf } from "../../backtest/results/result-of.js";
import { footer, label } from "./footer.js";

const returns = [0.01, -0.04, 0, 0.03, -0.02, 0, -0.01, 0.02];
const result = resultOf(returns);

const traceOf = (figure: ReturnType<typeof returnDistributionFigure>, name: string): { x: number[]; y: number[] } =>
  figure.data.find((trace) => trace.name === name) as unknown as { x: number[]; y: number[] };

describe("returnDistributionFigure", () => {
  // Six returns that are not 0, from −0.04 to 0.03: quartiles ∓0.0175, so that the rule's width 2 × 0.035 / 6^(1/3) =
  // 0.0385 would make two bins; a tenth of the range, 0.007, is taken. Edges at multiples of it: −0.04 lies in
  // (−0.042, −0.035], 0.03 in (0.028, 0.035].
  test("counts returns in bins with an edge at 0, and returns of exactly 0 by themselves", () => {
    const bars = traceOf(returnDistributionFigure(result), "returns");
    expect(bars.y).toEqual([1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1]);
    expect(bars.x.at(0)).toBe(-0.0385);
    expect(bars.x.at(-1)).toBe(0.0315);
    expect(traceOf(returnDistributionFigure(result), "exactly 0")).toMatchObject({ x: [0], y: [2] });
  });

  // Sorted −0.04, −0.02, −0.01, 0, 0, 0.01, 0.02, 0.03: place 7 × 0.05 = 0.35 gives −0.04 + 0.35 × 0.02 = −0.033; up to it
  // there is one return, −0.04. Mean −0.01 / 8; the other moments by numpy 2.4.6.
  test("marks the quantile and the expected shortfall, and says the moments", () => {
    const figure = returnDistributionFigure(result);
    expect(figure.layout.shapes).toEqual([
      expect.objectContaining({ x0: -0.033, x1: -0.033 }),
      expect.objectContaining({ x0: -0.04, x1: -0.04 }),
    ]);
    expect(footer(figure)).toContain("5% quantile −3.30%; expected shortfall (ES, mean up to it) −4.00%");
    expect(footer(figure)).toContain("8 bars: mean −0.125%, standard deviation 2.23%, skewness −0.33, kurtosis 2.34");
    expect(footer(figure)).toContain("(normal: 3) ");
    expect(footer(figure)).toContain("2 returns of exactly 0");
  });

  // Two values ±d about 0 with n = 2: deviation d√2, width 2d / 10; the density at the middle is 1 / (d√2 √(2π)), times
  // n × width = 0.4 d: 0.4 / (2√π) = 0.112838.
  test("draws the normal as the count expected in a bin", () => {
    const { x, y } = traceOf(returnDistributionFigure(resultOf([0.01, -0.01])), "normal");
    expect(x[60]).toBeCloseTo(0, 12);
    expect(y[60]).toBeCloseTo(0.112838, 6);
  });

  // Hours of 31 days, +0.1 % in the first hour of each: 1.001 − 1 on every day.
  test("takes days where bars are shorter, and bars or weeks if asked", () => {
    const times = Array.from({ length: 31 * 24 }, (_, hour) => Date.UTC(2025, 0, 1) + (hour + 1) * hourMs);
    const level = series({
      times,
      values: times.map((_, hour) => 1.001 ** (1 + Math.floor(hour / 24))),
      name: "level",
      unit: "usd",
    });
    expect(footer(returnDistributionFigure(level))).toContain("31 days: mean 0.097%");
    expect(footer(returnDistributionFigure(level, { period: "bar" }))).toContain("743 bars: mean");
    expect(label(returnDistributionFigure(level, { period: "week" }))).toContain("Weeks");
  });

  test("cuts a bar of zeros that would dwarf the others and says so", () => {
    const idle = returnDistributionFigure(resultOf([...returns, ...new Array<number>(50).fill(0)]));
    expect(footer(idle)).toContain("52 returns of exactly 0, whose bar is cut");
    expect((idle.layout.yaxis as { range: number[] }).range[1]).toBeLessThan(52);
  });

  test("draws a result that never moved", () => {
    const still = returnDistributionFigure(resultOf([0, 0, 0]));
    expect(JSON.parse(JSON.stringify(still))).toEqual(still);
    expect(footer(still)).toContain("skewness –");
  });

  test("says coins and same-bar fills", () => {
    const equity = result.equity.with(result.equity.values, { name: "equity (same-bar fills)", unit: "base" });
    const figure = returnDistributionFigure({ ...result, equity });
    expect(label(figure)).toContain("Bars (same-bar fills)");
    expect(JSON.stringify(figure.layout.xaxis)).toContain("return in coins of a bar (%)");
  });

  // 100, 50, 0, 0: −50 %, −100 %, and nothing of nothing.
  test("takes no return of a level of 0 and refuses one below 0", () => {
    const lost = resultOf([0, -0.5, -1, 0]).equity;
    expect(footer(returnDistributionFigure(lost))).toContain("2 bars: mean −75.000%");
    for (const period of ["bar", "day"] as const) {
      expect(() => returnDistributionFigure(resultOf([0, -2]).equity, { period })).toThrow(
        /"equity" is -1000 at 2025-01-03 \(row 1\), and a level below 0 has no returns/,
      );
    }
  });

  test("refuses too few returns, an unknown period, a level that is no tail and what is no result", () => {
    expect(() => returnDistributionFigure(resultOf([0.1]))).toThrow(
      "returnDistributionFigure: 1 return of a bar has no distribution; at least 2 are needed",
    );
    expect(() => returnDistributionFigure(result, { period: "hour" as "day" })).toThrow(
      'returnDistributionFigure: unknown period "hour"; known: bar, day, week, month, year',
    );
    expect(() => returnDistributionFigure(result, { level: 0.5 })).toThrow("level 0.5 is no tail");
    expect(() => returnDistributionFigure({} as never)).toThrow(/^returnDistributionFigure: \{\} has no equity/);
  });
});

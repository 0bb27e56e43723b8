import { describe, expect, test } from "vitest";
import { rollingFigure } from "../../../lib/plots/results/rolling-figure.js";
import { dayMs } from "../../../lib/series/time.js";
import { periodsPerYear, returnMeasures } from "../../../lib/statistics/return-measures.js";
import { resultOf } from "../../backtest/results/result-of.js";
import { footer, label } from "./footer.js";

/** A daily result with its measures. */
function daily(returns: readonly number[]) {
  const result = resultOf(returns);
  return { ...result, measures: returnMeasures(result.returns.values, periodsPerYear(dayMs)) };
}

const gap = Number.NaN;
const result = daily([gap, 0.01, 0.03, 0.01, 0.03, gap, 0.01, 0.03, 0.03, 0.03]);

describe("rollingFigure", () => {
  // Of 0.01 and 0.03: mean 0.02, deviation √(2 × 0.01²) = 0.0141421; ratio √2 × √365 = 27.0185, volatility 0.270185.
  // The gap at the sixth row leaves windows of one return, and of two equal returns the ratio is not defined.
  test("shows ratio and volatility of each window for a year, and breaks where there is none", () => {
    const { data } = rollingFigure(result, { window: 2 });
    const sharpe = data.find(({ name }) => name === "Sharpe ratio");
    const volatility = data.find(({ name }) => name === "volatility");
    const ratio = 27.0185;
    expect(sharpe?.y).toEqual([null, null, ratio, ratio, ratio, null, null, ratio, null, null]);
    expect(volatility?.y).toEqual([null, null, 0.270185, 0.270185, 0.270185, null, null, 0.270185, 0, 0]);
    expect(sharpe).toMatchObject({ connectgaps: false, yaxis: "y" });
    expect((sharpe as { x: string[] }).x[1]).toBe("2025-01-03 00:00");
  });

  // Two values have skewness 0 and kurtosis 1: variance (1 − 0 × √2 + 0 × 2) / (2 − 1) = 1 per period, √365 = 19.10497
  // for a year; 1.959964 × 19.10497 = 37.44506; 27.01851 ∓ 37.44506.
  test("has a band of 1.96 standard errors for each stretch without a gap", () => {
    const bands = rollingFigure(result, { window: 2 }).data.filter(({ name }) => String(name).endsWith("95%"));
    expect(bands).toHaveLength(4);
    expect(bands.map(({ fill }) => fill)).toEqual([undefined, "tonexty", undefined, "tonexty"]);
    expect(bands[0]?.y).toEqual([-10.4265, -10.4265, -10.4265]);
    expect(bands[1]?.y).toEqual([64.4636, 64.4636, 64.4636]);
  });

  test("has a swatch of the band in the band's own colour", () => {
    const figure = rollingFigure(result, { window: 2 });
    const { fillcolor } = figure.data.find(({ name }) => name === "upper 95%") as { fillcolor: string };
    expect(label(figure)).toContain(`<span style="color:${fillcolor}">■</span> 95%`);
  });

  test("says the window in rows and time, and the ratio of all rows, which is dashed", () => {
    const figure = rollingFigure(result, { window: "3d" });
    expect(footer(figure)).toContain("Each point looks back on 3 rows (3d)");
    expect(footer(figure)).toContain(`Dashed: Sharpe ratio of all rows, ${result.measures.sharpe.toFixed(2)}`);
    expect(figure.layout.shapes).toEqual([
      expect.objectContaining({ y0: Number(result.measures.sharpe.toPrecision(6)) }),
    ]);
  });

  test("looks back on 90 days, or on a quarter of a shorter result", () => {
    const long = daily(Array.from({ length: 400 }, (_, row) => 0.01 * Math.sin(row)));
    expect(footer(rollingFigure(long))).toContain("90 rows (90d)");
    expect(footer(rollingFigure(result))).toContain("2 rows (2d)");
  });

  test("marks same-bar fills in its label and its footer", () => {
    const marked = {
      ...result,
      returns: result.returns.with(result.returns.values, { name: "returns (same-bar fills)" }),
    };
    expect(footer(rollingFigure(marked))).toContain("which nobody can trade");
    expect(JSON.stringify(rollingFigure(marked).layout.annotations)).toContain(
      "Sharpe ratio for a year (same-bar fills)",
    );
    expect(JSON.stringify(rollingFigure(result))).not.toContain("same-bar");
  });

  test("says that returns are in coins where the account is", () => {
    const coins = { ...result, equity: result.equity.with(result.equity.values, { unit: "base" }) };
    expect(JSON.stringify(rollingFigure(coins).layout.annotations)).toContain("Sharpe ratio for a year in coins");
  });

  test("draws a result that never changes, without a ratio", () => {
    const flat = rollingFigure(daily(new Array<number>(10).fill(0)), { window: 3 });
    expect(flat.data.map(({ name }) => name)).toEqual(["Sharpe ratio", "volatility"]);
    expect(JSON.stringify(flat)).not.toContain("NaN");
  });

  test("refuses what is no result, too few rows and a window that does not fit", () => {
    expect(() => rollingFigure(result.returns as never)).toThrow(
      /^rollingFigure: \{ times.* has no returns and measures/,
    );
    expect(() => rollingFigure(daily([gap, 0.1]))).toThrow(
      "rollingFigure: 2 rows are too few for a window; at least 8 are needed",
    );
    for (const window of [1, 11, 2.5, "30d"]) {
      expect(() => rollingFigure(result, { window })).toThrow(
        /^rollingFigure: window .* is no number of rows from 2 to 10/,
      );
    }
  });
});

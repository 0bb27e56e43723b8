import { describe, expect, test } from "vitest";
import { regimeFigure } from "../../../lib/plots/market/regime-figure.js";
import { series } from "../../../lib/series/series.js";
import { flatCandles, hourly } from "../figures.js";
import { said } from "../said.js";

/** A figure of hourly bars from 2025-07-01 01:00 with these codes, prices and open interest. */
function figureOf(codes: readonly number[], prices: readonly number[] = codes.map(() => 1)) {
  const times = hourly(codes.length);
  const openInterest = series({ times, values: codes.map(() => 5), name: "total", unit: "base", asset: "BTC" });
  const regimes = { times, codes: Int8Array.from(codes), horizon: 1 };
  return regimeFigure({ candles: flatCandles(times, prices), openInterest, regimes });
}

const shapesOf = (figure: { layout: Readonly<Record<string, unknown>> }) =>
  figure.layout.shapes as { x0: string; x1: string; layer: string; yref: string; fillcolor: string }[];

describe("regimeFigure", () => {
  // Bars end at 01:00 .. 06:00. Long buildup over the first two, neutral, short buildup over the last two but one gap.
  test("shades each stretch from the start of its first bar to the end of its last, and no neutral one", () => {
    const shapes = shapesOf(figureOf([1, 1, 0, 2, -1, 2])).filter(({ yref }) => yref !== "y2 domain");
    expect(shapes.map(({ x0, x1 }) => [x0, x1])).toEqual([
      ["2025-07-01 00:00", "2025-07-01 02:00"],
      ["2025-07-01 03:00", "2025-07-01 04:00"],
      ["2025-07-01 05:00", "2025-07-01 06:00"],
    ]);
    expect(shapes.every(({ layer, yref }) => layer === "below" && yref === "y domain")).toBe(true);
    expect(shapes[0]?.fillcolor).toBe("rgba(0,114,178,0.3)");
    expect(shapes[1]?.fillcolor).toBe("rgba(213,94,0,0.3)");
  });

  test("gives each regime a lane of its own, by name, from price up to price down", () => {
    const figure = figureOf([1, 3, 4, 2]);
    const lanes = figure.data.filter((trace) => trace.type === "heatmap");
    expect(lanes.map(({ name }) => name)).toEqual([
      "long buildup",
      "short covering",
      "long unwinding",
      "short buildup",
    ]);
    expect(lanes.map(({ y }) => y)).toEqual([[3], [2], [1], [0]]);
    expect(lanes.map(({ z }) => z)).toEqual([[[1, 0, 0, 0]], [[0, 1, 0, 0]], [[0, 0, 1, 0]], [[0, 0, 0, 1]]]);
    expect(lanes[0]?.x0).toBe("2025-07-01 00:30");
    expect(lanes[0]?.dx).toBe(3_600_000);
    const { ticktext, tickvals } = figure.layout.yaxis2 as { ticktext: string[]; tickvals: number[] };
    expect(ticktext).toEqual(["long buildup", "short covering", "long unwinding", "short buildup"]);
    expect(tickvals).toEqual([3, 2, 1, 0]);
  });

  test("breaks the price at a gap and tells the regime under the pointer", () => {
    const [price] = figureOf([1, -1, 0], [100, Number.NaN, 102]).data;
    expect(price?.y).toEqual([100, null, 102]);
    expect(price?.text).toEqual(["long buildup", "not told", "neutral"]);
  });

  // 301 stretches of one bar each, of two regimes in turn, and then 299 bars of a third.
  test("takes many short stretches together, fainter, and says so", () => {
    const codes = [...Array.from({ length: 301 }, (_, bar) => 1 + (bar % 2)), ...Array.from({ length: 299 }, () => 3)];
    const figure = figureOf(codes);
    const shapes = shapesOf(figure);
    expect(shapes.length).toBeLessThanOrEqual(150);
    expect(shapes.at(-1)).toMatchObject({ x1: "2025-07-26 00:00", fillcolor: "rgba(86,180,233,0.3)" });
    expect(shapes[0]?.fillcolor).toBe("rgba(0,114,178,0.15)");
    expect(JSON.stringify(figure.layout.annotations)).toContain("Shading: the regime that prevails in each 4h");
  });

  // Bars end at 01:00 .. 06:00; those at 01:00, 02:00 and 05:00 have no regime, that at 03:00 is neutral.
  test("greys the lanes where no regime is told, which a neutral bar does not, and counts the bars", () => {
    const figure = figureOf([-1, -1, 0, 2, -1, 2]);
    const untold = shapesOf(figure).filter(({ yref }) => yref === "y2 domain");
    expect(untold.map(({ x0, x1 }) => [x0, x1])).toEqual([
      ["2025-07-01 00:00", "2025-07-01 02:00"],
      ["2025-07-01 04:00", "2025-07-01 05:00"],
    ]);
    expect(said(figure)).toContain("3 of 6 bars have a regime");
    expect(said(figure)).toContain("not told");
    expect(said(figureOf([0, 1]))).not.toMatch(/not told|have a regime/);
  });

  test("draws nothing of no bars, and one of one", () => {
    expect(shapesOf(figureOf([]))).toEqual([]);
    expect(shapesOf(figureOf([4]))).toHaveLength(1);
  });

  test("refuses regimes of other bars", () => {
    const times = hourly(3);
    const openInterest = series({ times, values: [1, 1, 1], name: "total", unit: "base" });
    const regimes = { times: hourly(2), codes: Int8Array.of(1, 1), horizon: 1 };
    expect(() => regimeFigure({ candles: flatCandles(times, [1, 1, 1]), openInterest, regimes })).toThrow(
      "regimeFigure: 2 regimes for 3 bars of other times; classify these candles",
    );
  });
});

import { describe, expect, test } from "vitest";
import { type Regimes, regimes } from "../../../lib/analytics/regimes/regimes.js";
import { quadrantFigure } from "../../../lib/plots/market/quadrant-figure.js";
import { series } from "../../../lib/series/series.js";
import { hourly } from "../figures.js";
import { said } from "../said.js";

/** Regimes with these changes, bands of 0.1 % each, asset BTC. */
function regimesOf(codes: readonly number[], price: readonly number[], openInterest: readonly number[]): Regimes {
  const times = hourly(codes.length);
  const part = (name: string, values: readonly number[]) =>
    series({ times, values, name, unit: "fraction", asset: "BTC" });
  const band = codes.map(() => 0.001);
  return {
    times,
    codes: Int8Array.from(codes),
    priceChange: part("price change", price),
    openInterestChange: part("open interest change", openInterest),
    priceBand: part("price band", band),
    openInterestBand: part("open interest band", band),
    horizon: 1,
  };
}

const six = regimesOf(
  [-1, 1, 2, 3, 4, 0],
  [Number.NaN, 0.02, -0.01, 0.03, -0.02, 0.0005],
  [Number.NaN, 0.01, 0.02, -0.01, -0.03, 0.02],
);

interface Corner {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly xanchor: string;
}

const cornersOf = (figure: { layout: Readonly<Record<string, unknown>> }): Corner[] =>
  (figure.layout.annotations as Corner[]).filter(({ text }) => text.includes("<b>"));

describe("quadrantFigure", () => {
  test("draws each bar with a regime at its changes, a shape and a colour for each regime", () => {
    const { data } = quadrantFigure(six);
    expect(data.map(({ name, x, y }) => [name, x, y])).toEqual([
      ["neutral", [0.0005], [0.02]],
      ["long buildup", [0.02], [0.01]],
      ["short buildup", [-0.01], [0.02]],
      ["short covering", [0.03], [-0.01]],
      ["long unwinding", [-0.02], [-0.03]],
    ]);
    const markers = data.map(({ marker }) => marker as { symbol: string; color: string });
    expect(new Set(markers.map(({ symbol }) => symbol)).size).toBe(5);
    expect(new Set(markers.map(({ color }) => color)).size).toBe(5);
    expect(data[1]?.text).toEqual(["2025-07-01 02:00 UTC: price +2.00%, OI +1.00%"]);
  });

  // Five bars with a regime, one in each: 20 % each. The one without is in no count.
  test("writes counts and percents in the corners of their quadrants, and the neutral ones above", () => {
    const figure = quadrantFigure(six);
    expect(cornersOf(figure).map(({ text, x, y }) => [text.replace(/<[^>]*>/g, " ").trim(), x, y])).toEqual([
      ["▲   long buildup  1 (20.0%)", 1, 1],
      ["▼   short buildup  1 (20.0%)", 0, 1],
      ["◆   short covering  1 (20.0%)", 1, 0],
      ["✖   long unwinding  1 (20.0%)", 0, 0],
    ]);
    expect(said(figure)).toContain("neutral 1 (20.0%)");
    expect(said(figure)).toContain("5 of 6 bars have a regime");
  });

  // Ranks of price 4 2 5 1 3, of open interest 3 4.5 2 1 4.5; deviations from 3 multiply to 0.5; 0.5 / √(10 × 9.5) = 0.051.
  test("says the rank correlation of the changes over the bars with a regime", () => {
    const { title } = quadrantFigure(six).layout.xaxis as { title: { text: string } };
    expect(title.text).toBe("change of price (%), rank correlation +0.05");
  });

  // A price change of 0.5 % would lie between the others and move their ranks.
  test("leaves a bar without one of the changes out of the ranks", () => {
    const more = regimesOf(
      [...six.codes, 0],
      [...six.priceChange.values, 0.005],
      [...six.openInterestChange.values, Number.NaN],
    );
    const { title } = quadrantFigure(more).layout.xaxis as { title: { text: string } };
    expect(title.text).toBe("change of price (%), rank correlation +0.05");
  });

  // The largest price change is 3 %, and 1.06 times that leaves room for its mark; the bar of 9 % has no regime.
  test("ends the axes at the largest change of a bar with a regime, and at no less than two dead bands", () => {
    const rangeOf = (given: Regimes) => (quadrantFigure(given).layout.xaxis as { range: number[] }).range;
    expect(rangeOf(six)[1]).toBeCloseTo(0.0318, 12);
    const untold = regimesOf([-1, 1, 3], [0.09, 0.03, 0.03], [0.01, 0.01, -0.01]);
    expect(rangeOf(untold)[1]).toBeCloseTo(0.0318, 12);
    const wide = { ...six, priceBand: six.priceBand.with(new Float64Array(6).fill(0.04)) };
    expect(rangeOf(wide)).toEqual([-0.0848, 0.0848]);
  });

  test("shades the dead band of both, and says their widths", () => {
    const figure = quadrantFigure(six);
    expect((figure.layout.shapes as unknown[]).slice(0, 2)).toEqual([
      expect.objectContaining({ xref: "x", x0: -0.001, x1: 0.001, yref: "y domain" }),
      expect.objectContaining({ xref: "paper", yref: "y", y0: -0.001, y1: 0.001 }),
    ]);
    expect(said(figure)).toContain("Dead band shaded: price ±0.1%, open interest ±0.1%");
  });

  // Widths of 0.1, 0.2 and 0.6 % have the median 0.2 %.
  test("shades the median of a band that varies, and says so", () => {
    const varying = { ...six, priceBand: six.priceBand.with(Float64Array.of(NaN, NaN, NaN, 0.001, 0.002, 0.006)) };
    const figure = quadrantFigure(varying);
    expect((figure.layout.shapes as { x1: number }[])[0]?.x1).toBe(0.002);
    expect(said(figure)).toContain("Dead band in the median of the bars: price ±0.2%");
  });

  // 200 bars of 1 % and one of 50 %: the 99 % quantile is 1 %, and a quarter more is where the axis ends.
  test("draws a bar far beyond the others at the edge, where it tells its own change", () => {
    const rows = Array.from({ length: 201 }, (_, row) => row);
    const figure = quadrantFigure(
      regimesOf(
        rows.map(() => 1),
        rows.map((row) => (row === 7 ? 0.5 : 0.01)),
        rows.map(() => 0.01),
      ),
    );
    const trace = figure.data[1] as { x: number[]; text: string[] };
    expect([trace.x[6], trace.x[7]]).toEqual([0.01, 0.0125]);
    expect(trace.text[7]).toBe("2025-07-01 08:00 UTC: price +50.00%, OI +1.00%");
    expect(said(figure)).toContain("Beyond the axes, drawn at their edge: 1 of the bars");
  });

  test("counts all bars where it draws a part of them", () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => row);
    const figure = quadrantFigure(
      regimesOf(
        rows.map((row) => (row % 5 === 0 ? 2 : 1)),
        rows.map((row) => (row % 5 === 0 ? -0.01 : 0.01) * Math.exp(Math.sin(row))),
        rows.map((row) => 0.01 * Math.exp(Math.cos(row * row))),
      ),
      { points: 500 },
    );
    const drawn = figure.data.reduce((sum, { x }) => sum + (x as unknown[]).length, 0);
    expect(drawn).toBeLessThanOrEqual(500);
    expect(drawn).toBeGreaterThan(450);
    expect(cornersOf(figure)[0]?.text).toContain("4,000 (80.0%)");
    expect(said(figure)).toMatch(/Points show \d+ of 5,000 bars/);
  });

  test("takes what regimes() gives, over a horizon of several bars", () => {
    const times = hourly(5);
    const price = series({ times, values: [100, 101, 102, 103, 99], name: "close", unit: "price" });
    const openInterest = series({ times, values: [5, 5, 6, 6, 5], name: "total", unit: "base", asset: "ETH" });
    const figure = quadrantFigure(regimes(price, openInterest, { horizon: 2 }));
    expect(said(figure)).toContain("ETH price–OI quadrants over 2h");
    expect(said(figure)).toContain("3 of 5 bars have a regime");
  });

  test("draws bars of which none has a regime, one bar and none at all", () => {
    expect(said(quadrantFigure(regimesOf([-1], [Number.NaN], [Number.NaN])))).toContain("0 of 1 bars have a regime");
    expect(said(quadrantFigure(regimesOf([], [], [])))).toContain("0 of 0 bars have a regime");
    const still = quadrantFigure(regimesOf([0, 0], [0, 0], [0, 0]));
    expect(JSON.stringify(still)).not.toContain("null");
  });

  test("refuses fewer points than it can spread", () => {
    expect(() => quadrantFigure(six, { points: 99 })).toThrow(
      "quadrantFigure: points 99 is out of range; give a whole number from 100",
    );
  });
});

import { describe, expect, test } from "vitest";
import { weightedFunding } from "../../../lib/analytics/funding/weighted-funding.js";
import { fundingFigure } from "../../../lib/plots/market/funding-figure.js";
import { panel } from "../../../lib/series/panel.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs, t0 } from "../figures.js";
import { said } from "../said.js";

const gap = Number.NaN;
const eight = 8 * hourMs;
/** Settlements from 2025-07-01 08:00, and rows at the same times. */
const settlements = (count: number) => Float64Array.from({ length: count }, (_, row) => t0 + (row + 1) * eight);

const rate = (venue: string, values: readonly number[]): Series =>
  series({ times: settlements(values.length), values, name: `${venue} funding`, unit: "fraction", venue });

const weights = panel({
  times: settlements(3),
  unit: "usd",
  columns: { okx: [300, 300, 300], bybit: [100, 100, 100], gate: [100, 100, 100] },
  identities: {
    okx: { venue: "okx", asset: "BTC" },
    bybit: { venue: "bybit", asset: "BTC" },
    gate: { venue: "gate", asset: "BTC" },
  },
});
const two = [rate("okx", [1e-4, 2e-4, gap]), rate("bybit", [5e-4, -1.2e-4, gap])];
const three = [...two, rate("gate", [0, 0, 0])];
/** Each rate at its settlement alone, so that the third row has none. */
const hold = { intervalHours: 8, maxAgeMs: 0 };

const named = (figure: { data: readonly Readonly<Record<string, unknown>>[] }, name: string) =>
  figure.data.filter((trace) => trace.name === name);

describe("fundingFigure", () => {
  // By hand: (300 × 1 + 100 × 5) / 400 = 2 and (300 × 2 − 100 × 1.2) / 400 = 1.2 in 0.01 %; times 1095 in a year 21.90 % and
  // 13.14 %. Their mean is 0.016 %, 17.52 % a year.
  test("draws the mean for eight hours, and tells it for a year", () => {
    const figure = fundingFigure(weightedFunding(two, weights, hold));
    const [mean] = named(figure, "weighted mean");
    expect(mean).toMatchObject({ x: ["2025-07-01 08:00", "2025-07-01 16:00"], y: [2e-4, 1.2e-4], yaxis: "y" });
    expect(mean?.text).toEqual(["21.9", "13.1"]);
    expect(mean?.hovertemplate).toBe("%{y} per 8 h, %{text}% a year");
    expect(said(figure)).toContain(
      "Mean 0.0160% per 8 h, 17.5% a year; above zero, where longs pay shorts, in 100% of the rows",
    );
    expect(said(figure)).toContain("OI-weighted funding of BTC");
  });

  test("stands before the spread from the lowest to the highest rate, with their venues", () => {
    const figure = fundingFigure(weightedFunding(two, weights, hold), { rates: two, ...hold });
    const [low] = named(figure, "lowest");
    const [high] = named(figure, "highest");
    expect(low).toMatchObject({ y: [1e-4, -1.2e-4], text: ["okx", "bybit"] });
    expect(high).toMatchObject({ y: [5e-4, 2e-4], text: ["bybit", "okx"], fill: "tonexty" });
    expect(figure.data.indexOf(high as (typeof figure.data)[number])).toBeLessThan(
      figure.data.indexOf(named(figure, "weighted mean")[0] as (typeof figure.data)[number]),
    );
  });

  // A rate that is held for hours: four hours' 0.01 % is 0.02 % for eight.
  test("brings rates to eight hours with the options of the mean", () => {
    const four = { intervalHours: 4 };
    const figure = fundingFigure(weightedFunding(two, weights, { ...four, maxAgeMs: 0 }), { rates: two, ...four });
    expect(named(figure, "highest")[0]?.y).toEqual([1e-3, 4e-4]);
  });

  // Of 300 rows bybit pays 1 % in one: 0.01 % is the 99 % quantile, and the axis ends a twentieth of its range higher.
  test("does not let one rate of one venue press the mean flat, and says how far it goes", () => {
    const times = settlements(300);
    const even = Array.from(times, () => 1e-4);
    const rates = [rate("okx", even), rate("bybit", even.with(9, 0.01))];
    const columns = { okx: times.map(() => 1e6), bybit: times.map(() => 1) };
    const identities = { okx: { venue: "okx" }, bybit: { venue: "bybit" } };
    const weighted = weightedFunding(rates, panel({ times, unit: "usd", columns, identities }), hold);
    const figure = fundingFigure(weighted, { rates, ...hold });
    const { range } = figure.layout.yaxis as { range: [number, number] };
    expect(range[0]).toBeLessThan(0);
    expect(range[1]).toBeCloseTo(1.05e-4, 6);
    expect(said(figure)).toContain("The spread goes beyond the axis, from 0.010% to 1.000%");
  });

  // gate has a fifth of the weights and no rate: 400 of 500 is 80 %.
  test("marks coverage below the whole in a strip and in the footer, and only then", () => {
    const partial = fundingFigure(weightedFunding(two, weights, hold));
    expect(named(partial, "coverage")[0]).toMatchObject({ y: [0.8, 0.8, 0], yaxis: "y2" });
    expect(said(partial)).toContain("Coverage below 100% in 2 of 2 rows, least 80.0%; no mean in 1 of 3 rows");
    const whole = fundingFigure(weightedFunding(three.slice(2), weights.select(["gate"]), hold));
    expect(named(whole, "coverage")).toEqual([]);
    expect(said(whole)).toContain("every perpetual has a rate wherever there is a mean");
  });

  test("lies below the price where it is given, and has a line at zero", () => {
    const price = series({ times: settlements(3), values: [1, 2, 3], name: "close", unit: "price", asset: "BTC" });
    const figure = fundingFigure(weightedFunding(two, weights, hold), { price });
    expect(named(figure, "price")[0]).toMatchObject({ y: [1, 2, 3], yaxis: "y" });
    expect(named(figure, "weighted mean")[0]?.yaxis).toBe("y2");
    expect(named(figure, "coverage")[0]?.yaxis).toBe("y3");
    expect(figure.layout.shapes).toEqual([expect.objectContaining({ type: "line", yref: "y2", y0: 0, y1: 0 })]);
    expect(said(figure)).toContain("Price (USD per BTC)");
  });

  test("draws no row, one, and none with a mean", () => {
    const none = fundingFigure(weightedFunding(two, weights.rows(0, 0), hold), { rates: two });
    expect(said(none)).toContain("No row has a mean rate");
    const one = fundingFigure(weightedFunding(two, weights.rows(0, 1), hold), { rates: two, ...hold });
    expect(named(one, "weighted mean")[0]?.y).toEqual([2e-4]);
    expect(said(fundingFigure(weightedFunding(two, weights.rows(2, 3), hold)))).toContain("No row has a mean rate");
  });

  // At the third settlement no rate is in force.
  test("has neither keys, nor ticks, nor a spread where no rate is in force", () => {
    const none = fundingFigure(weightedFunding(two, weights.rows(2, 3), hold), { rates: two, ...hold });
    expect(said(none)).not.toMatch(/—|lowest to highest|in all/);
    expect(said(none)).toContain("Spread: no rate is in force");
    expect(none.layout).toMatchObject({
      shapes: [],
      xaxis: { showticklabels: false },
      yaxis: { showticklabels: false },
    });
    const gaps = [rate("okx", [gap, gap, gap]), rate("bybit", [gap, gap, gap])];
    expect(fundingFigure(weightedFunding(gaps, weights, hold)).layout.xaxis).toMatchObject({
      range: ["2025-07-01 08:00", "2025-07-02 00:00"],
    });
    expect(JSON.parse(JSON.stringify(none))).toEqual(none);
  });

  test("has a swatch of the spread in the spread's own colour", () => {
    const figure = fundingFigure(weightedFunding(two, weights, hold), { rates: two, ...hold });
    const { fillcolor } = named(figure, "highest")[0] as { fillcolor: string };
    expect(said(figure)).toContain(`<span style="color:${fillcolor}">■</span> lowest to highest`);
  });

  test("refuses a price that is none, and rates in another unit", () => {
    const weighted = weightedFunding(two, weights, hold);
    const usd = series({ times: settlements(1), values: [1], name: "total", unit: "usd" });
    expect(() => fundingFigure(weighted, { price: usd })).toThrow(
      'fundingFigure: price "total" is in usd; give a series of unit price',
    );
    expect(() => fundingFigure(weighted, { rates: [usd, usd] })).toThrow('fundingPer8Hours: "total" is in usd');
  });
});

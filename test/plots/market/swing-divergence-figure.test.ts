import { describe, expect, test } from "vitest";
import { swingDivergence } from "../../../lib/analytics/divergence/swing-divergence.js";
import { swingDivergenceFigure } from "../../../lib/plots/market/swing-divergence-figure.js";
import { series } from "../../../lib/series/series.js";
import { hourly } from "../figures.js";
import { said } from "../said.js";

/**
 * Highs at rows 1 (price 5), 3 (7) and 5 (6), lows at rows 2 (3) and 4 (4), each known one row later. Open interest at the
 * highs 10, 8, 9: a higher high on less (regular bearish), then a lower high on more (hidden bearish). At the lows 20 and
 * 15: a higher low on less, hidden bullish of an oscillator.
 */
const times = hourly(7);
const close = series({ times, values: [1, 5, 3, 7, 4, 6, 2], name: "close", unit: "price", asset: "BTC" });
const openInterest = series({ times, values: [9, 10, 20, 8, 15, 9, 9], name: "oi", unit: "base" });
const divergence = swingDivergence(close, openInterest, { by: { kind: "rows", left: 1, right: 1 } });
const input = { close, openInterest, divergence };
const named = (figure: { readonly data: readonly Readonly<Record<string, unknown>>[] }, name: string) =>
  figure.data.filter((trace) => trace.name === name);

describe("swingDivergenceFigure", () => {
  test("joins the swings on the price and the same instants on open interest, solid if regular, dashed if hidden", () => {
    const figure = swingDivergenceFigure(input);
    const highs = ["2025-07-01 02:00", "2025-07-01 04:00"];
    expect(named(figure, "regular bearish")).toEqual([
      expect.objectContaining({ yaxis: "y", x: highs, y: [5, 7], line: expect.objectContaining({ dash: "solid" }) }),
      expect.objectContaining({ yaxis: "y2", x: highs, y: [10, 8] }),
    ]);
    expect(named(figure, "hidden bearish")[0]).toMatchObject({ y: [7, 6], line: { dash: "dash" } });
    expect(named(figure, "hidden bullish")).toEqual([
      expect.objectContaining({ x: ["2025-07-01 03:00", "2025-07-01 05:00"], y: [3, 4] }),
      expect.objectContaining({ y: [20, 15] }),
    ]);
  });

  test("marks the later swing by direction and, later, the instant it became known", () => {
    const figure = swingDivergenceFigure(input);
    const [bearish] = named(figure, "bearish, later swing");
    expect(bearish).toMatchObject({
      x: ["2025-07-01 04:00", "2025-07-01 06:00"],
      y: [7, 6],
      marker: { symbol: "triangle-down" },
    });
    // Rows 4 and 6, one after the swings.
    expect(named(figure, "bearish, known")[0]).toMatchObject({
      x: ["2025-07-01 05:00", "2025-07-01 07:00"],
      y: [4, 2],
      marker: { symbol: "x" },
    });
    expect(named(figure, "bullish, later swing")[0]).toMatchObject({ marker: { symbol: "triangle-up" } });
    expect(said(figure)).toContain("× when it became known");
  });

  test("keeps lines apart that do not hang together", () => {
    const pair = { ...(divergence.events[0] as (typeof divergence.events)[number]) };
    const [line] = named(swingDivergenceFigure({ ...input, divergence: { events: [pair, pair] } }), "regular bearish");
    expect(line).toMatchObject({ y: [5, 7, null, 5, 7], connectgaps: false });
  });

  // The latest is known at row 6 and begins at row 3 (04:00): the figure begins a row before it.
  test("shows the time of the latest where there are more than asked for", () => {
    const figure = swingDivergenceFigure(input, { most: 1 });
    expect(figure.data[0]?.x).toEqual(
      ["03:00", "04:00", "05:00", "06:00", "07:00"].map((hour) => `2025-07-01 ${hour}`),
    );
    expect(said(figure)).toContain("The time of the latest 1 of 3 divergences");
    expect(named(figure, "regular bearish")).toEqual([]);
    expect(() => swingDivergenceFigure(input, { most: 0 })).toThrow("swingDivergenceFigure: most 0 is not a number");
  });

  test("says that there is none rather than nothing", () => {
    const figure = swingDivergenceFigure({ ...input, divergence: { events: [] } });
    expect(figure.data).toHaveLength(2);
    expect(said(figure)).toContain("No divergence in this period");
  });
});

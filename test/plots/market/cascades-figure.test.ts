import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CascadeEvent } from "../../../lib/analytics/cascades/cascade-events.js";
import { cascades } from "../../../lib/analytics/cascades/cascades.js";
import { okabeIto } from "../../../lib/plots/drawing/palette.js";
import { cascadesFigure } from "../../../lib/plots/market/cascades-figure.js";
import { series } from "../../../lib/series/series.js";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { flatCandles, hourly, hourMs, t0 } from "../figures.js";
import { said } from "../said.js";

const length = 100;
const times = hourly(length);
/** 1000, 999, 998 … */
const prices = Array.from(times, (_, row) => 1000 - row);
const candles = flatCandles(times, prices);
const openInterest = series({
  times,
  values: prices.map((price) => 2 * price),
  name: "oi",
  unit: "base",
  asset: "BTC",
});

/** From row 10 (11:00) to row 14, known at row 12, ten minutes late. */
const fall: CascadeEvent = {
  rank: 1,
  side: "long",
  startTime: t0 + 11 * hourMs,
  knownAt: t0 + 13 * hourMs + 600_000,
  troughTime: t0 + 15 * hourMs,
  recoveredAt: undefined,
  rows: 4,
  coinsBefore: 100,
  coinsAfter: 80,
  coinsChange: -20,
  coinsFraction: -0.2,
  usdChange: -30,
  usdPositions: -20,
  usdRevaluation: -10,
  usdFraction: -0.3,
  priceReturn: -0.05,
  adverseExcursion: -0.06,
  extremeTime: t0 + 14 * hourMs,
  venues: 1,
  breadth: 1,
  takerImbalance: Number.NaN,
  mostLost: "binance",
};
const squeeze: CascadeEvent = {
  ...fall,
  rank: 2,
  side: "short",
  startTime: t0 + 61 * hourMs,
  knownAt: t0 + 64 * hourMs,
  troughTime: t0 + 63 * hourMs,
  coinsFraction: -0.1,
};
const input = (events: readonly CascadeEvent[]) => ({ candles, openInterest, cascades: { events } });

describe("cascadesFigure", () => {
  // Row 10 ends at 11:00, price 990; at 13:10 the last row seen is row 12, price 988.
  test("marks the start and, apart from it, the moment each became known, on the price of that moment", () => {
    const { data } = cascadesFigure(input([fall, squeeze]));
    const [start] = data.filter(({ name, yaxis }) => name === "long cascades, start" && yaxis === "y");
    expect(start).toMatchObject({ x: ["2025-07-01 11:00"], y: [990], marker: { symbol: "circle-open" } });
    const [known, knownHeld] = data.filter(({ name }) => name === "long cascades, known");
    expect(known).toMatchObject({
      x: ["2025-07-01 13:10"],
      y: [988],
      marker: { symbol: "triangle-down", color: okabeIto.vermillion },
    });
    expect(knownHeld).toMatchObject({ yaxis: "y2", y: [1976] });
    const squeezed = data.find(({ name }) => name === "short cascades, known");
    expect(squeezed).toMatchObject({ x: ["2025-07-03 16:00"], y: [937], marker: { symbol: "triangle-up" } });
    expect(squeezed?.marker).not.toMatchObject({ color: okabeIto.vermillion });
  });

  test("hangs sizes where each became known too, with their labels", () => {
    const { data, layout } = cascadesFigure(input([fall]));
    const [stem, mark] = data.filter(({ name }) => name === "long cascades, size");
    expect(stem?.x).toEqual(["2025-07-01 13:10", "2025-07-01 13:10"]);
    expect(mark).toMatchObject({ x: ["2025-07-01 13:10"], y: [-0.2], marker: { symbol: "triangle-down" } });
    expect(layout.annotations).toContainEqual(expect.objectContaining({ yref: "y3", x: "2025-07-01 13:10" }));
  });

  test("shades each fall from start to trough over all strips", () => {
    const { shapes } = cascadesFigure(input([fall, squeeze])).layout as { shapes: unknown[] };
    expect(shapes).toEqual([
      expect.objectContaining({ type: "rect", yref: "paper", x0: "2025-07-01 11:00", x1: "2025-07-01 15:00" }),
      expect.objectContaining({ x0: "2025-07-03 13:00", x1: "2025-07-03 15:00" }),
    ]);
  });

  // 2 h 10 m and 3 h.
  test("says what the marks mean, how late they were known, and what is hindsight", () => {
    const text = said(cascadesFigure(input([fall, squeeze])));
    expect(text).toContain("▼ longs, ▲ shorts forced out: when it was known, 130m to 3h after the start");
    expect(text).toContain("hindsight");
  });

  test("labels the largest with rank and size, and says less where they would lie over each other", () => {
    const texts = (events: readonly CascadeEvent[], labels?: number) =>
      (cascadesFigure(input(events), { labels }).layout.annotations as { text: string; yref: string; y: number }[])
        .filter(({ yref }) => yref === "y3")
        .map(({ text, y }) => `${text} at ${y}`);
    expect(texts([fall, squeeze])).toEqual(["#1 −20.0% at -0.2", "#2 −10.0% at -0.1"]);
    expect(texts([fall, squeeze], 1)).toEqual(["#1 −20.0% at -0.2"]);
    // 15 and 2 of 99 hours beside the largest.
    const beside = (rank: number, hours: number) => ({ ...fall, rank, knownAt: fall.knownAt + hours * hourMs });
    expect(texts([fall, beside(2, 15), beside(3, 2)])).toEqual(["#1 −20.0% at -0.2", "#2 at -0.2"]);
  });

  // From start (hour 61) to known (hour 64) it takes 3 h: the 12 h before it and the 24 h after it are shown.
  test("shows one event closely, with a line where it was known", () => {
    const figure = cascadesFigure(input([fall, squeeze]), { rank: 2 });
    const x = figure.data[0]?.x as string[];
    expect([x[0], x.at(-1)]).toEqual(["2025-07-03 01:00", "2025-07-04 16:00"]);
    expect(figure.layout.shapes).toContainEqual(expect.objectContaining({ type: "line", x0: "2025-07-03 16:00" }));
    expect(JSON.stringify(figure.layout.annotations)).toContain("known 3h later");
    expect(figure.layout.annotations).toContainEqual(
      expect.objectContaining({ text: "#2 −10.0%", x: "2025-07-03 16:00", xanchor: "left", xshift: 4 }),
    );
    expect(figure.data.some(({ name }) => String(name).startsWith("long"))).toBe(false);
    expect(() => cascadesFigure(input([fall]), { rank: 3 })).toThrow(
      "cascadesFigure: no cascade of rank 3 in these candles; there are 1",
    );
  });

  test("leaves out what lies outside the candles, and says so where there is none", () => {
    const outside = { ...fall, startTime: t0 - hourMs };
    const figure = cascadesFigure(input([outside]));
    expect(figure.data).toHaveLength(2);
    expect(said(figure)).toContain("No cascade in this period");
    expect((figure.layout.title as { text: string }).text).toBe("BTC: no cascade found");
  });

  test("draws no NaN where price or open interest is missing at an event", () => {
    const holes = openInterest.with(openInterest.values.map((value, row) => (row === 10 ? Number.NaN : value)));
    const figure = cascadesFigure({ candles, openInterest: holes, cascades: { events: [fall] } });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const starts = figure.data.filter(({ name }) => name === "long cascades, start").map(({ y }) => y);
    expect(starts).toEqual([[990], []]);
  });

  test("refuses shares for open interest and half a label", () => {
    const shares = series({ times, values: prices, name: "okx", unit: "fraction" });
    expect(() => cascadesFigure({ candles, openInterest: shares, cascades: { events: [] } })).toThrow(
      'cascadesFigure: open interest "okx" is in fraction; give coins, dollars or contracts',
    );
    expect(() => cascadesFigure(input([]), { labels: 1.5 })).toThrow(
      "cascadesFigure: labels 1.5 is not a number of labels; give a whole number of at least 0",
    );
  });
});

const archive = "../shared/data/binance-archive";

describe.skipIf(!existsSync(archive))(
  "on the real archive (skipped where ../shared/data/binance-archive is absent)",
  () => {
    // sum_open_interest of the files, by pandas: 92545.752 at 20:00 and 72613.782 at 00:00, which is −21.537 %.
    test("the crash of October 2025 begins at 20:00 on the 10th and was known at 22:00", async () => {
      const market = await loadBinanceArchive({ path: archive, asset: "BTC", from: "2025-09-25", to: "2025-10-12" });
      const found = cascades({ oi: market.openInterest, price: market.candles.close });
      const figure = cascadesFigure({
        candles: market.candles,
        openInterest: market.openInterest.column("binance"),
        cascades: found,
      });
      const marked = Object.fromEntries(figure.data.map(({ name, x }) => [name as string, x]));
      expect(marked["long cascades, start"]).toEqual(["2025-10-10 20:00"]);
      expect(marked["long cascades, known"]).toEqual(["2025-10-10 22:00"]);
      expect(said(figure)).toContain("#1 −21.5%");
    });
  },
);

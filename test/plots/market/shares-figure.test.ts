import { describe, expect, test } from "vitest";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import { sharesFigure } from "../../../lib/plots/market/shares-figure.js";
import type { Identity } from "../../../lib/series/identity.js";
import { panel } from "../../../lib/series/panel.js";
import { hourly } from "../figures.js";
import { said } from "../said.js";

const four = panel({
  times: hourly(3),
  unit: "fraction",
  columns: {
    small: [0.1, 0.1, Number.NaN],
    large: [0.6, 0.5, Number.NaN],
    tiny: [0.05, 0.05, Number.NaN],
    middle: [0.25, 0.35, Number.NaN],
  },
});

const labels = (layout: Readonly<Record<string, unknown>>): string[] =>
  (layout.annotations as { text: string; xref: string; x: number }[])
    .filter(({ x }) => x === 1)
    .map(({ text }) => text.replace(/<[^>]*>/g, ""));

describe("sharesFigure", () => {
  // 30,000 hours of four columns, each without every 70th hour at its own place, and all of them without 900 hours.
  test("stays small with many gaps, keeps the long one and says how many are not drawn", () => {
    const times = hourly(30_000);
    const columns = Object.fromEntries(
      ["a", "b", "c", "d"].map((name, place) => [
        name,
        Float64Array.from(times, (_, row) =>
          row % 70 === 10 * (place + 1) || (row >= 12_000 && row < 12_900) ? Number.NaN : 0.25 + 1e-7 * row,
        ),
      ]),
    );
    const figure = sharesFigure(panel({ times, unit: "fraction", columns }));
    const [first] = figure.data as unknown as { x: string[]; y: (number | null)[] }[];
    expect(first?.y.length).toBeLessThan(700);
    // The two ends of the long gap.
    expect(first?.y.filter((value) => value === null)).toHaveLength(2);
    expect(said(figure)).toMatch(/41[56] gaps too short to be drawn are joined/);
  });

  test("stacks the largest first and leaves a gap empty", () => {
    const { data } = sharesFigure(four);
    expect(data.map(({ name }) => name)).toEqual(["large", "middle", "small", "tiny"]);
    expect(data[0]).toMatchObject({
      stackgroup: "shares",
      y: [0.6, 0.5, null],
      x: expect.arrayContaining(["2025-07-01 01:00"]),
    });
  });

  test("says missing at a gap, where plotly would say 0 %", () => {
    expect(sharesFigure(four).data[0]?.hovertemplate).toEqual(["%{y:.1%}", "%{y:.1%}", "missing"]);
  });

  // By hand: small + tiny = 0.1 + 0.05.
  test("takes those beyond the top together, and counts them", () => {
    const { data } = sharesFigure(four, { top: 2 });
    expect(data.map(({ name }) => name)).toEqual(["large", "middle", "2 others"]);
    expect(data[2]?.y).toEqual([0.15, 0.15, null]);
  });

  test("shortens long names in the middle, so that two of them stay apart", () => {
    const columns = { "cirrus BTCUSDT": [0.6], "cirrus BTCUSDC": [0.4] };
    const { layout } = sharesFigure(panel({ times: hourly(1), unit: "fraction", columns }));
    expect(labels(layout)).toEqual(["■ cirru…CUSDT 60%", "■ cirru…CUSDC 40%"]);
  });

  test("keeps the name of a single one beyond the top", () => {
    expect(sharesFigure(four, { top: 3 }).data.map(({ name }) => name)).toEqual(["large", "middle", "small", "tiny"]);
  });

  test("writes names with their last share beside the areas, at least a line apart", () => {
    const { layout } = sharesFigure(four);
    expect(labels(layout)).toEqual(["■ large 50%", "■ middle 35%", "■ small 10%", "■ tiny 5%"]);
    const places = (layout.annotations as { x: number; y: number }[]).filter(({ x }) => x === 1).map(({ y }) => y);
    const { t, b } = layout.margin as { t: number; b: number };
    const line = 15 / ((layout.height as number) - t - b);
    for (let index = 1; index < places.length; index++) {
      expect((places[index] as number) - (places[index - 1] as number)).toBeGreaterThan(line - 1e-9);
    }
    expect(Math.max(...places)).toBeLessThanOrEqual(1);
  });

  test("says in its title what the columns are, as their identities tell", () => {
    const title = (identities: Readonly<Record<string, Identity>>) => {
      const columns = Object.fromEntries(Object.keys(identities).map((name) => [name, [0.5]]));
      const figure = sharesFigure(panel({ times: hourly(1), unit: "fraction", columns, identities }));
      return (figure.layout.title as { text: string }).text.replace("<br>", " ");
    };
    const settled = { USDT: { asset: "BTC", settle: "USDT" }, BTC: { asset: "BTC", settle: "BTC" } };
    expect(title(settled)).toBe("Shares of BTC open interest by settlement currency");
    expect(title({ okx: { venue: "okx", asset: "BTC" }, bybit: { venue: "bybit", asset: "ETH" } })).toBe(
      "Shares of open interest by venue",
    );
    const contracts = { a: { venue: "okx", instrument: "x" }, b: { venue: "okx", instrument: "y" } };
    expect(title(contracts)).toBe("Shares of open interest by contract");
    expect(title({ a: {}, b: {} })).toBe("Shares of open interest");
  });

  test("takes the shares of settlement currencies", () => {
    const identity = (settle: string) => ({ venue: "okx", settle, asset: "BTC" });
    const oi = panel({
      times: hourly(1),
      unit: "usd",
      columns: { usdt: [30], usdc: [10], swap: [30], coin: [30] },
      identities: { usdt: identity("USDT"), usdc: identity("USDC"), swap: identity("USDT"), coin: identity("BTC") },
    });
    const figure = sharesFigure(shares(sumBy(oi, "settle")));
    expect(labels(figure.layout)).toEqual(["■ USDT 60%", "■ BTC 30%", "■ USDC 10%"]);
    expect(JSON.stringify(figure.layout.title)).toContain("settlement currency");
  });

  test("draws an empty panel and one row", () => {
    const empty = panel({ times: [], unit: "fraction", columns: { a: [], b: [] } });
    expect(sharesFigure(empty).data[0]?.x).toEqual([]);
    expect(labels(sharesFigure(empty).layout)).toEqual(["■ a", "■ b"]);
    expect(sharesFigure(four.rows(0, 1)).data[0]?.y).toEqual([0.6]);
  });

  test("refuses another unit and an impossible top", () => {
    const usd = panel({ times: [1], unit: "usd", columns: { a: [1] } });
    expect(() => sharesFigure(usd)).toThrow("sharesFigure: the panel is in usd; give what shares() returns");
    expect(() => sharesFigure(four, { top: 8 })).toThrow("sharesFigure: top 8 is not a whole number from 1 to 7");
  });
});

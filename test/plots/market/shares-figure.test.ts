import { describe, expect, test } from "vitest";
import { sharesFigure } from "../../../lib/plots/market/shares-figure.js";
import { panel } from "../../../lib/series/panel.js";
import { hourly } from "../figures.js";

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

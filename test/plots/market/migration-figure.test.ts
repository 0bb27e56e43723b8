import { describe, expect, test } from "vitest";
import { shareMigration } from "../../../lib/analytics/shares/share-migration.js";
import { migrationFigure } from "../../../lib/plots/market/migration-figure.js";
import { panel } from "../../../lib/series/panel.js";
import { hourly, hourMs, t0 } from "../figures.js";
import { said } from "../said.js";

const gap = Number.NaN;

/** Open interest an hour apart, from 2025-07-01 01:00 to 02:00. */
function migrationOf(columns: Readonly<Record<string, readonly [number, number]>>) {
  const oi = panel({ times: hourly(2), unit: "usd", columns });
  return shareMigration(oi, t0 + hourMs, t0 + 2 * hourMs);
}

/**
 * By hand: shares 50, 30, 20 % become 40, 30, 30 %; nobody came or left, so all of it is within. a loses 10 points, which
 * c alone gains.
 */
const three = migrationOf({ a: [50, 40], b: [30, 30], c: [20, 30] });

const trace = (figure: { data: readonly Readonly<Record<string, unknown>>[] }, name: string) =>
  figure.data.find((each) => each.name === name) as {
    x: number[];
    y: number[];
    text: string[];
    orientation: string;
  };

const labels = (figure: { layout: Readonly<Record<string, unknown>> }, axis: "yaxis" | "yaxis2" = "yaxis") =>
  (figure.layout[axis] as { ticktext: string[] }).ticktext;

describe("migrationFigure", () => {
  test("has a bar for each column in points, the largest gain on top", () => {
    const figure = migrationFigure(three);
    expect(labels(figure)).toEqual(["c", "b", "a"]);
    expect(trace(figure, "within")).toMatchObject({ orientation: "h", x: [10, 0, -10], y: [0, 1, 2] });
    expect(trace(figure, "entry").x).toEqual([0, 0, 0]);
    expect(trace(figure, "in all").x).toEqual([10, 0, -10]);
    expect(trace(figure, "in all").text[0]).toBe("c: 20.00% → 30.00%");
    expect((figure.layout.yaxis as { range: number[] }).range).toEqual([2.5, -0.5]);
  });

  test("writes the changes beyond the ends of the bars, gains to the right and losses to the left", () => {
    const figure = migrationFigure(three);
    const trimmed = (name: string) => trace(figure, name).text.map((text) => text.trim());
    expect(trimmed("gained")).toEqual(["+10.00", "+0.00"]);
    expect(trimmed("lost")).toEqual(["−10.00"]);
    expect([trace(figure, "gained").x, trace(figure, "lost").x]).toEqual([[10, 0], [-10]]);
    expect([trace(figure, "gained").y, trace(figure, "lost").y]).toEqual([[0, 1], [2]]);
  });

  test("shortens long names in the middle, in bars and in flows", () => {
    const figure = migrationFigure(migrationOf({ "dune BTC-USDT-PERP": [60, 40], "dune BTC-USDC-PERP": [40, 60] }));
    expect(labels(figure)).toEqual(["dune BT…C-PERP", "dune BT…T-PERP"]);
    expect(said(figure)).toContain("dune B…T-PERP → dune B…C-PERP");
  });

  // By hand: a holds all of 40 and then half of 80, the other half is b's who came. Within 0, entry −50 and +50 points.
  test("splits entries off, and marks who came and who left", () => {
    const came = migrationFigure(migrationOf({ a: [40, 40], b: [gap, 40] }));
    expect(labels(came)).toEqual(["b (new)", "a"]);
    expect([trace(came, "within").x, trace(came, "entry").x, trace(came, "exit").x]).toEqual([
      [0, 0],
      [50, -50],
      [0, 0],
    ]);
    expect(said(came)).toContain(
      "Within: 0.00 points moved among those that stayed; entry: 50.00 points to 1 new; exit: none",
    );
    const left = migrationFigure(migrationOf({ a: [40, 40], b: [40, gap] }));
    expect(labels(left)).toEqual(["a", "b (left)"]);
    expect(trace(left, "exit").x).toEqual([50, -50]);
    expect(said(left)).toContain("entry: none; exit: 50.00 points of 1 that left");
  });

  // HHI: 0.25 + 0.09 + 0.04 = 0.38, and 0.16 + 0.09 + 0.09 = 0.34.
  test("says what moved in all, when, and what it did to the concentration", () => {
    const text = said(migrationFigure(three));
    expect(text).toContain("Who gained share: 10.00 points moved in 1 h");
    expect(text).toContain("From 2025-07-01 01:00 to 2025-07-01 02:00 UTC");
    expect(text).toContain("HHI 0.3800 → 0.3400: within −0.0400, entry +0.0000, exit +0.0000");
  });

  // By hand: a loses 10 and b 20 points of 100; c gains 30. Flows b → c 20 and a → c 10.
  test("draws the largest flows on the same scale, named to the left of zero", () => {
    const figure = migrationFigure(migrationOf({ a: [40, 30], b: [40, 20], c: [20, 50] }));
    expect(trace(figure, "flow")).toMatchObject({ x: [20, 10], y: [0, 1], text: ["20.00", "10.00"], yaxis: "y2" });
    const names = (figure.layout.annotations as { text: string; yref: string; xref: string; x: number }[]).filter(
      ({ xref }) => xref === "x",
    );
    expect(names.map(({ text, x, yref }) => [text, x, yref])).toEqual([
      ["b → c", 0, "y2"],
      ["a → c", 0, "y2"],
    ]);
    expect(migrationFigure(three, { flows: 0 }).data.some(({ name }) => name === "flow")).toBe(false);
  });

  test("takes the smallest changes together beyond the top, but never a single one", () => {
    const four = migrationOf({ a: [40, 30], b: [30, 31], c: [20, 28], d: [10, 11] });
    const figure = migrationFigure(four, { top: 2 });
    expect(labels(figure)).toEqual(["c", "a", "2 others"]);
    expect(trace(figure, "in all").x).toEqual([8, -10, 2]);
    expect(labels(migrationFigure(four, { top: 3 }))).toEqual(["c", "b", "d", "a"]);
  });

  test("draws no change and shows tags as text", () => {
    const still = migrationFigure(migrationOf({ "<b>a</b>": [1, 2], b: [1, 2] }));
    expect(still.data.some(({ name }) => name === "flow")).toBe(false);
    expect(labels(still)).toEqual(["&lt;b&gt;a&lt;/b&gt;", "b"]);
    expect(said(still)).toContain("0.00 points moved");
  });

  test("refuses an impossible number of bars or flows", () => {
    expect(() => migrationFigure(three, { top: 0 })).toThrow(
      "migrationFigure: top 0 is out of range; give a whole number from 1",
    );
    expect(() => migrationFigure(three, { flows: -1 })).toThrow(
      "migrationFigure: flows -1 is out of range; give a whole number from 0",
    );
  });
});

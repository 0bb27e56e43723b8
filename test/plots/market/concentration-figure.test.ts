import { describe, expect, test } from "vitest";
import { concentration } from "../../../lib/analytics/shares/concentration.js";
import { concentrationFigure } from "../../../lib/plots/market/concentration-figure.js";
import { panel } from "../../../lib/series/panel.js";
import { hourly } from "../figures.js";
import { said } from "../said.js";

const gap = Number.NaN;

/** Open interest of two venues; the second misses the second hour, both the third. */
const oi = panel({
  times: hourly(4),
  unit: "usd",
  columns: { binance: [30, 30, gap, 10], okx: [10, gap, gap, 10] },
  identities: { binance: { venue: "binance", asset: "BTC" }, okx: { venue: "okx", asset: "BTC" } },
});

/** Without the dots of points that have no neighbour. */
const lines = (figure: ReturnType<typeof concentrationFigure>) => figure.data.filter(({ mode }) => mode !== "markers");

describe("concentrationFigure", () => {
  // 0.75² + 0.25² = 0.625, as 1.6 equal venues; one alone is 1; two equal ones 0.5, as 2.
  test("draws the index, the least it could be, and the number of equal venues", () => {
    const figure = concentrationFigure(concentration(oi, { over: "reporting" }));
    expect(lines(figure).map(({ name, y, yaxis }) => [name, y, yaxis])).toEqual([
      ["1 / N", [0.5, 1, null, 0.5], "y"],
      ["HHI", [0.625, 1, null, 0.5], "y"],
      ["1 / HHI", [1.6, 1, null, 2], "y2"],
    ]);
    expect(lines(figure)[2]).toMatchObject({ text: ["2", "1", "NaN", "2"], hovertemplate: "%{y} of %{text}" });
    expect(figure.data[0]?.line).toMatchObject({ dash: "dot", shape: "hv" });
    expect(said(figure)).toContain("Concentration of BTC open interest over venues");
    expect(said(figure)).toContain("Effective number of venues (1 / HHI)");
  });

  test("says how many columns there are, and how often that changes", () => {
    expect(said(concentrationFigure(concentration(oi, { over: "reporting" })))).toContain(
      "N = 1 to 2 venues, changing 2 times",
    );
    expect(said(concentrationFigure(concentration(oi)))).toContain("N = 2 venues throughout");
    const unnamed = panel({ times: hourly(1), unit: "usd", columns: { a: [1], b: [1], c: [2] } });
    expect(said(concentrationFigure(concentration(unnamed)))).toContain("N = 3 columns throughout");
  });

  test("draws no rows, one, and none with shares", () => {
    expect(said(concentrationFigure(concentration(oi.rows(0, 0))))).toContain("No row has shares");
    expect(said(concentrationFigure(concentration(oi.rows(2, 3))))).toContain("No row has shares");
    const one = concentrationFigure(concentration(oi.rows(0, 1)));
    expect(lines(one)[1]?.y).toEqual([0.625]);
    // One row alone is a dot.
    expect(one.data.filter(({ mode }) => mode === "markers").map(({ y }) => y)).toEqual([[0.5], [0.625], [1.6]]);
  });
});

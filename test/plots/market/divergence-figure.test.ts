import { describe, expect, test } from "vitest";
import { divergenceFigure } from "../../../lib/plots/market/divergence-figure.js";
import { panel } from "../../../lib/series/panel.js";
import { hourly } from "../figures.js";

const times = hourly(5);
const divergence = {
  logRatio: panel({ times, unit: "number", columns: { okx: [-1, -2, Number.NaN, -1, -1] } }),
  zScore: panel({ times, unit: "score", columns: { okx: [0, 2.5, Number.NaN, -3, 2] } }),
  window: 24,
};

describe("divergenceFigure", () => {
  test("draws ratio and score of the column, and marks what lies outside the band", () => {
    const [ratio, score, above, below] = divergenceFigure(divergence, "okx").data;
    expect(ratio?.y).toEqual([-1, -2, null, -1, -1]);
    expect(score?.y).toEqual([0, 2.5, null, -3, 2]);
    expect(above).toMatchObject({ mode: "markers", x: ["2025-07-01 02:00"], y: [2.5] });
    expect(below).toMatchObject({ x: ["2025-07-01 04:00"], y: [-3] });
  });

  test("draws the band at the threshold, across the whole width of the score's strip", () => {
    const { shapes } = divergenceFigure(divergence, "okx", { threshold: 1.5 }).layout as { shapes: unknown[] };
    expect(shapes).toEqual([expect.objectContaining({ xref: "paper", yref: "y2", x0: 0, x1: 1, y0: -1.5, y1: 1.5 })]);
  });

  test("refuses an unknown column and a threshold of 0", () => {
    expect(() => divergenceFigure(divergence, "gate")).toThrow('column: no "gate" in this panel; known: okx');
    expect(() => divergenceFigure(divergence, "okx", { threshold: 0 })).toThrow(
      "divergenceFigure: threshold 0 is not above 0",
    );
  });
});

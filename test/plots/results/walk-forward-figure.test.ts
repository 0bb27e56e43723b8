import { describe, expect, test } from "vitest";
import { walkForward } from "../../../lib/backtest/validation/walk-forward.js";
import { type WalkForwardInput, walkForwardFigure } from "../../../lib/plots/results/walk-forward-figure.js";
import { series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";
import { periodsPerYear, returnMeasures } from "../../../lib/statistics/return-measures.js";
import { footer, label } from "./footer.js";

const start = Date.UTC(2025, 0, 1);
const times = [1, 2, 3, 4].map((day) => start + day * dayMs);
const returns = series({ times, values: [0.1, -0.5, Number.NaN, 1], name: "walk-forward returns", unit: "fraction" });

const fold = (place: number, name: string, inSample: number, outOfSample: number) => ({
  fold: place,
  trainFrom: start - 9 * dayMs,
  trainTo: start,
  testFrom: times[2 * place] as number,
  testTo: times[2 * place + 1] as number,
  trainRows: 10,
  testRows: 2,
  column: name === "" ? -1 : place,
  name,
  inSample,
  outOfSample,
});

const validation: WalkForwardInput = {
  returns,
  measures: returnMeasures(returns.values, periodsPerYear(dayMs)),
  folds: [fold(0, "fast=5, slow=20, kind=a", 1.5, -2), fold(1, "fast=10, slow=20, kind=b", 2, Number.NaN)],
  efficiency: 0.4,
  selectedBy: "sharpe",
};

/** Without the dots of points that have no neighbour. */
const lines = (figure: ReturnType<typeof walkForwardFigure>) => figure.data.filter(({ mode }) => mode !== "markers");

describe("walkForwardFigure", () => {
  // 1.1 − 1; 1.1 × 0.5 − 1 = −0.45; a gap; 0.55 × 2 − 1.
  test("compounds the returns from the start of the first bar, and leaves a gap where they do", () => {
    const [growth] = walkForwardFigure(validation).data;
    expect(growth).toMatchObject({
      x: ["2025-01-01 00:00", "2025-01-02 00:00", "2025-01-03 00:00", "2025-01-04 00:00", "2025-01-05 00:00"],
      y: [0, 0.1, -0.45, null, 0.1],
    });
  });

  test("draws the measure of each fold in and out of sample over its test rows", () => {
    const data = lines(walkForwardFigure(validation));
    expect(data[1]).toMatchObject({
      name: "in sample",
      x: ["2025-01-01 00:00", "2025-01-03 00:00", "2025-01-03 00:00", "2025-01-03 00:00", "2025-01-05 00:00"],
      y: [1.5, 1.5, null, 2, 2],
      line: expect.objectContaining({ dash: "dash" }),
    });
    expect(data[2]).toMatchObject({ name: "out of sample", y: [-2, -2] });
  });

  test("has a strip for each parameter that changed, and names those that did not", () => {
    const figure = walkForwardFigure(validation);
    expect(
      lines(figure)
        .slice(3)
        .map(({ name, y }) => [name, y]),
    ).toEqual([
      ["fast", [5, 5, null, 10, 10]],
      ["kind", ["a", "a", null, "b", "b"]],
    ]);
    expect(label(figure, 2)).toBe("fast chosen");
    expect(footer(figure)).toContain("The same in all folds: slow=20");
    expect(footer(figure)).toContain("2 folds: Sharpe ratio");
    expect(footer(figure)).toContain("total return 10.0%; out of sample / in sample 0.40");
  });

  test("draws names that hold no parameters as they are, and a fold that chose nothing as a gap", () => {
    const folds = [fold(0, "momentum", 1, 1), fold(1, "", Number.NaN, Number.NaN)];
    const figure = walkForwardFigure({ ...validation, folds });
    expect(lines(figure)[3]).toMatchObject({ name: "chosen", y: ["momentum", "momentum"] });
    expect(footer(figure)).toContain("No choice, for want of returns to choose by, before 2025-01-04");
  });

  test("makes room for names and shortens long ones", () => {
    const folds = [fold(0, "momentum of twenty bars", 1, 1), fold(1, "<b>", 1, 1)];
    const { layout } = walkForwardFigure({ ...validation, folds });
    expect(layout.yaxis3).toMatchObject({
      tickvals: ["momentum of twenty bars", "&lt;b&gt;"],
      ticktext: ["momentum o…enty bars", "&lt;b&gt;"],
    });
    expect((layout.margin as { l: number }).l).toBe(14 + 116);
    expect((walkForwardFigure(validation).layout.margin as { l: number }).l).toBe(60);
  });

  test("shades every other fold", () => {
    expect(walkForwardFigure(validation).layout.shapes).toEqual([
      expect.objectContaining({ x0: "2025-01-01 00:00", x1: "2025-01-03 00:00" }),
    ]);
  });

  test("draws what a walk-forward returns, and marks same-bar fills", () => {
    const columns = [1, 2, 3].map((j) => Float64Array.from({ length: 120 }, (_, t) => 0.01 * Math.sin(t * j) + 0.001));
    const matrix = {
      times: Float64Array.from({ length: 120 }, (_, t) => start + (t + 1) * dayMs),
      intervalMs: dayMs,
      names: [1, 2, 3].map((j) => `window=${j} (same-bar fills)`),
      columns,
    };
    const figure = walkForwardFigure(walkForward(matrix, { train: 40, test: 20 }));
    expect(figure.data[0]?.x).toHaveLength(81);
    expect(label(figure)).toBe("Growth out of sample (%) (same-bar fills)");
    expect(footer(figure)).toContain("which nobody can trade");
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test("refuses returns without folds", () => {
    expect(() => walkForwardFigure(returns as never)).toThrow(
      /^walkForwardFigure: .* has no folds; give what walkForward\(\)/,
    );
  });
});

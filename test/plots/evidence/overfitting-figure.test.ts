import { describe, expect, test } from "vitest";
import { overfittingProbability } from "../../../lib/evidence/overfitting/overfitting-probability.js";
import { type OverfittingInput, overfittingFigure } from "../../../lib/plots/evidence/overfitting-figure.js";
import { footer, label } from "../results/footer.js";

/** Four splits of three strategies. */
const overfitting: OverfittingInput = {
  logits: Float64Array.of(-1, -0.5, 0, 1),
  inSample: Float64Array.of(0.1, 0.2, 0.3, 0.4),
  outOfSample: Float64Array.of(0.05, -0.1, 0, 0.1),
  probability: 0.75,
  probabilityOfLoss: 0.25,
  degradation: { slope: 0.5, intercept: -0.1, rSquared: 0.25 },
  conventions: {
    measure: "sharpe",
    strategies: 3,
    blocks: 4,
    splits: 4,
    rows: 100,
    skipped: 0,
    dropped: 0,
    flat: 0,
    ddof: 1,
  },
};

describe("overfittingFigure", () => {
  // Bins of 2 / 30 with their right edges: −1 in (−1.0667, −1], −0.5 in (−0.5333, −0.4667], 0 in (−0.0667, 0], 1 in
  // (0.9333, 1]; a quarter of the splits in each.
  test("counts a logit of 0 with those below, so that the shares there add up to the probability", () => {
    const [below, above] = overfittingFigure(overfitting).data;
    expect(below?.x).toEqual([-1.03333, -0.5, -0.0333333]);
    expect(below?.y).toEqual([0.25, 0.25, 0.25]);
    expect(above).toMatchObject({ x: [0.966667], y: [0.25] });
  });

  test("shades what is at or below 0, and tells the probability and the number of strategies", () => {
    const { layout } = overfittingFigure(overfitting);
    expect(layout.shapes).toEqual([expect.objectContaining({ x0: -1.1, x1: 0 })]);
    expect((layout.title as { text: string }).text.replaceAll("<br>", " ")).toBe(
      "Probability of overfitting 75%: best of 3 in the other half",
    );
    expect(footer(overfittingFigure(overfitting))).toContain(
      "4 splits; the best loses in the other half in 25% of them",
    );
  });

  // −0.1 + 0.5 × 0.1 = −0.05, −0.1 + 0.5 × 0.4 = 0.1.
  test("draws each split in sample against out of sample with the line of least squares", () => {
    const { data } = overfittingFigure(overfitting);
    expect(data.find(({ name }) => name === "splits")).toMatchObject({
      x: [0.1, 0.2, 0.3, 0.4],
      y: [0.05, -0.1, 0, 0.1],
      xaxis: "x2",
      yaxis: "y2",
    });
    expect(data.find(({ name }) => name === "least squares")).toMatchObject({ x: [0.1, 0.4], y: [-0.05, 0.1] });
  });

  test("draws what the probability was taken from, thinned, and marks same-bar fills", () => {
    const columns = Array.from({ length: 5 }, (_, j) =>
      Float64Array.from({ length: 320 }, (_, t) => Math.sin((t + 1) * (j + 2) ** 2)),
    );
    const figure = overfittingFigure(overfittingProbability(columns), { sameBarFills: true });
    const shares = figure.data.slice(0, 2).flatMap(({ y }) => y as number[]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    expect(figure.data.find(({ name }) => name === "splits")?.x).toHaveLength(1_170);
    expect(footer(figure)).toContain("Points show 1,170 of 12,870 splits");
    expect(footer(figure)).toContain("which nobody can trade");
    expect(label(figure)).toContain("Splits (%) (same-bar fills)");
  });

  test("leaves out a fit that is not defined", () => {
    const flat = { ...overfitting, degradation: { slope: Number.NaN, intercept: Number.NaN, rSquared: Number.NaN } };
    const figure = overfittingFigure(flat);
    expect(figure.data.map(({ name }) => name)).not.toContain("least squares");
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test("refuses the probability alone", () => {
    expect(() => overfittingFigure(0.5 as never)).toThrow(
      "overfittingFigure: 0.5 has no logits; give what overfittingProbability() returned",
    );
  });
});

import { describe, expect, test } from "vitest";
import type { InformationCoefficient } from "../../../lib/evidence/information-coefficient/information-coefficient.js";
import { informationDecayFigure } from "../../../lib/plots/evidence/information-decay-figure.js";
import { hourMs } from "../figures.js";
import { said } from "../said.js";

/** 12 rows, 10 degrees of freedom: 95 % lie within 2.228139 errors (scipy 1.17.1). */
const row = (horizon: number, coefficient: number, p: number): InformationCoefficient => ({
  coefficient,
  standardError: 0.1,
  t: coefficient / 0.1,
  p,
  conventions: { n: 12, leftOut: horizon, horizon, method: "spearman", lag: 0, looksAhead: horizon },
});
/** Holm: 3 × 0.01 = 0.03 is below 5 %, 2 × 0.04 = 0.08 is not, nor is 0.3. */
const rows = [row(1, 0.4, 0.01), row(4, -0.3, 0.04), row(24, 0.1, 0.3)];

describe("informationDecayFigure", () => {
  test("draws each horizon's coefficient with its interval, full only where it is beyond chance over all", () => {
    const [line, beyond, within] = informationDecayFigure(rows, { intervalMs: hourMs }).data;
    expect(line).toMatchObject({ x: ["1h", "4h", "1d"], y: [0.4, -0.3, 0.1] });
    expect(beyond).toMatchObject({ x: ["1h"], y: [0.4], marker: { symbol: "circle" } });
    expect(beyond?.error_y).toMatchObject({ symmetric: false, array: [0.222814], arrayminus: [0.222814] });
    expect(within).toMatchObject({ x: ["4h", "1d"], y: [-0.3, 0.1], marker: { symbol: "circle-open" } });
    expect((within?.text as string[] | undefined)?.join()).toContain("p 0.040, of all horizons 0.080 (Holm)");
  });

  test("keeps the order of the horizons and tells rows where the interval is not known", () => {
    const { layout } = informationDecayFigure([...rows].reverse());
    expect(layout.xaxis).toMatchObject({ type: "category", categoryarray: ["24 rows", "4 rows", "1 row"] });
  });

  test("says what it corrected for, how many rows there were, and that horizons overlap", () => {
    const text = said(informationDecayFigure(rows));
    expect(text).toContain("● beyond chance over all 3 horizons (Holm, 5%), ○ not");
    expect(text).toContain("12 rows; intervals of each horizon alone, Newey–West");
    expect(text).toContain("Rank correlation");
    expect(text).toContain("a longer horizon holds the shorter ones");
  });

  test("leaves a place for a horizon with too little data, and says so", () => {
    const nothing = { ...row(500, Number.NaN, Number.NaN), standardError: Number.NaN };
    const figure = informationDecayFigure([...rows, nothing]);
    expect(figure.data[0]).toMatchObject({ x: ["1 row", "4 rows", "24 rows", "500 rows"], y: [0.4, -0.3, 0.1, null] });
    expect(said(figure)).toContain("1 of the horizons has too little data");
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test("has neither a key, nor ticks, nor circles to tell of where no horizon has data", () => {
    const nothing = [1, 12].map((horizon) => ({ ...row(horizon, Number.NaN, Number.NaN), standardError: Number.NaN }));
    const figure = informationDecayFigure(nothing);
    expect(said(figure)).not.toMatch(/interval"|95%|●/);
    expect(said(figure)).toContain("Too little data for any horizon: nothing is drawn");
    expect(figure.layout).toMatchObject({
      shapes: [],
      yaxis: { showticklabels: false },
      xaxis: { range: [-0.5, 1.5] },
    });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test("refuses no rows, and one horizon twice", () => {
    expect(() => informationDecayFigure([])).toThrow(
      "informationDecayFigure: no horizons; give what informationDecay() returns",
    );
    expect(() => informationDecayFigure([row(4, 0.1, 0.2), row(4, 0.2, 0.1)])).toThrow(
      "informationDecayFigure: two rows of horizon 4; give each horizon once",
    );
  });
});

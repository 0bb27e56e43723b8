import { describe, expect, test } from "vitest";
import type { SweepMeasures } from "../../../lib/backtest/sweep/pass/pass-measures.js";
import { sweepFigure } from "../../../lib/plots/results/sweep-figure.js";
import { footer, label } from "./footer.js";

const gap = Number.NaN;

const measures: SweepMeasures = {
  totalReturn: 0,
  cagr: 0,
  volatility: 0.2,
  sharpe: 0,
  maxDrawdown: -0.1,
  calmar: 0,
  trades: 10,
  exposure: 0.5,
  turnover: 3,
  finalEquity: 10_000,
};

const combinations = [
  [5, 20, 1, 0.5],
  [5, 20, 2, 0.7],
  [5, 50, 1, 1],
  [5, 50, 2, -1],
  [10, 20, 1, gap],
  [10, 20, 2, 0.2],
  [10, 50, 1, 2],
  [10, 50, 2, 0],
] as const;

const rows = combinations.map(([fast, slow, hold, sharpe]) => ({ fast, slow, hold, ...measures, sharpe }));
const counts = (count: number) => ({
  combinations: count,
  fused: count,
  plain: 0,
  bars: 100,
  missingBars: 0,
  liquidated: 0,
  missingSettlements: 0,
});
const sweep = { rows, counts: counts(8), sameBarFills: false };
const title = (figure: ReturnType<typeof sweepFigure>): string =>
  (figure.layout.title as { text: string }).text.replaceAll("<br>", " ").replaceAll("\u00A0", " ");

/** As of an evidence that judges the last row. */
const evidence = {
  best: rows[7],
  evidence: { trials: 20, conclusion: "luck", deflatedSharpe: 0.9499 },
  overfittingProbability: 0.624,
  verdict: "Not distinguishable from luck; probability of overfitting 62 %",
} as never;

describe("sweepFigure", () => {
  // The best is fast 10, slow 50, hold 1; with hold 1 the cells are 0.5 and NaN for slow 20, 1 and 2 for slow 50.
  // Colours reach 1.15 × 2.
  test("cuts the sweep at the other parameters of the best, which is outlined, and says where", () => {
    const figure = sweepFigure(sweep);
    expect(figure.data[0]).toMatchObject({
      type: "heatmap",
      x: ["5", "10"],
      y: ["20", "50"],
      z: [
        [0.5, null],
        [1, 2],
      ],
      text: [
        ["0.50", ""],
        ["1.00", "<b>2.00</b>"],
      ],
      zmin: -2.3,
      zmax: 2.3,
    });
    expect(figure.layout.shapes).toEqual([expect.objectContaining({ x0: 0.54, x1: 1.46, y0: 0.54, y1: 1.46 })]);
    expect(footer(figure)).toContain("Outlined: best, fast=10, slow=50, hold=1: 2.00");
    expect(footer(figure)).toContain("Other parameters at those of the best: hold=1");
  });

  // Medians over hold: (0.5 + 0.7) / 2, 0.2 alone; (1 − 1) / 2, (2 + 0) / 2.
  test("takes medians over the other parameters if asked", () => {
    const figure = sweepFigure(sweep, { others: "median" });
    expect(figure.data[0]?.z).toEqual([
      [0.6, 0.2],
      [0, 1],
    ]);
    expect(footer(figure)).toContain("Medians over hold");
  });

  // The best, 2, lies in the cell whose median is (2 + 0) / 2.
  test("tells the best from the median of its cell, which is what is outlined", () => {
    expect(footer(sweepFigure(sweep, { others: "median" }))).toContain(
      "Outlined: best, fast=10, slow=50, hold=1: 2.00 alone, its cell a median: 1.00",
    );
    const two = rows
      .slice(0, 8)
      .filter(({ hold }) => hold === 1)
      .map(({ hold, ...row }) => row);
    expect(footer(sweepFigure({ ...sweep, rows: two }, { others: "median" }))).toContain(
      "Outlined: best, fast=10, slow=50: 2.00 Not judged",
    );
  });

  test("colours drawdowns up to 0 and no further", () => {
    const falling = rows.map((row, place) => ({ ...row, maxDrawdown: -0.05 * (place + 1) }));
    const [table] = sweepFigure({ ...sweep, rows: falling }, { measure: "maxDrawdown", others: "median" }).data;
    // Medians over hold of 5, 10; 15, 20; 25, 30; 35 and 40 %.
    expect(table).toMatchObject({
      zmin: -0.375,
      zmax: 0,
      z: [
        [-0.075, -0.275],
        [-0.175, -0.375],
      ],
    });
    expect(table?.colorscale).toEqual([
      [0, "#197CB4"],
      [1, "#BFBFBF"],
    ]);
    expect(table?.text).toBeDefined();
  });

  test("tells in its title how many were tried, whatever the title", () => {
    expect(title(sweepFigure(sweep))).toBe("Sharpe ratio for a year, 8 tried: not judged");
    expect(title(sweepFigure(sweep, { title: "My idea" }))).toBe("My idea, 8 tried: not judged");
    expect(footer(sweepFigure(sweep))).toContain("Not judged: pass evidence: sweep.evidence()");
  });

  // 0.9499 would be rounded to the threshold of 0.95.
  test("tells the verdict of the evidence in its title and outlines the combination it judges", () => {
    const figure = sweepFigure(sweep, { evidence });
    expect(title(figure)).toBe(
      "Sharpe ratio for a year, best of 8 tried (20 in all): not distinguishable from luck (deflated Sharpe 0.949, overfitting 62%)",
    );
    expect(footer(figure)).toContain("Outlined: best, fast=10, slow=50, hold=2: 0.00");
    expect(footer(figure)).toContain("probability of overfitting 62 %");
  });

  test("shows two parameters of one's choice, and the best by Sharpe ratio of a measure that has no best", () => {
    const figure = sweepFigure(sweep, { x: "hold", y: "fast", measure: "turnover" });
    expect(figure.data[0]).toMatchObject({ x: ["1", "2"], y: ["5", "10"] });
    expect(figure.data[0]).not.toHaveProperty("text");
    expect(footer(figure)).toContain("Outlined: best, fast=10, slow=50, hold=1: 3.00");
    expect(title(figure)).toMatch(/^Turnover/);
  });

  test("is a line for one parameter, with the best ringed", () => {
    const one = {
      ...sweep,
      counts: counts(3),
      rows: rows
        .slice(0, 3)
        .map((row, place) => ({ ...measures, window: [30, 10, 20][place] as number, sharpe: row.sharpe })),
    };
    const figure = sweepFigure(one);
    expect(figure.data[0]).toMatchObject({ mode: "lines+markers", x: [10, 20, 30], y: [0.7, 1, 0.5] });
    expect(figure.data[1]).toMatchObject({ name: "best", x: [20], y: [1] });
    expect(title(figure)).toContain("3 tried");
    expect(footer(figure)).toContain("Ringed: best, window=20: 1.00");
  });

  test("draws what is no grid as points, and says so", () => {
    const random = Array.from({ length: 12 }, (_, place) => ({
      ...measures,
      a: place,
      b: 100 - place,
      sharpe: place / 10,
    }));
    const figure = sweepFigure({ ...sweep, rows: random, counts: counts(12) });
    expect(figure.data[0]).toMatchObject({ type: "scatter", mode: "markers", x: random.map(({ a }) => a) });
    expect(footer(figure)).toContain("No grid: the other parameters differ from point to point");
  });

  test("keeps text and truth values in the order in which they came, tags as text", () => {
    const words = ["z", "<script>"].flatMap((name) =>
      [true, false].map((short) => ({ ...measures, name, short, sharpe: name === "z" ? 1 : 0.5 })),
    );
    const figure = sweepFigure({ ...sweep, rows: words });
    expect(figure.data[0]).toMatchObject({ x: ["z", "&lt;script&gt;"], y: ["true", "false"] });
    expect(JSON.stringify(figure)).not.toContain("<script>");
  });

  test("labels every so many-th of many columns", () => {
    const many = Array.from({ length: 24 }, (_, place) => ({
      ...measures,
      window: 1_000 + (place >> 1),
      side: place % 2,
      sharpe: 1,
    }));
    expect((sweepFigure({ ...sweep, rows: many }).layout.xaxis as { tickvals: string[] }).tickvals).toEqual([
      "1000",
      "1002",
      "1004",
      "1006",
      "1008",
      "1010",
    ]);
  });

  test("marks same-bar fills", () => {
    const figure = sweepFigure({ ...sweep, sameBarFills: true });
    expect(label(figure)).toBe("slow by fast (same-bar fills)");
    expect(footer(figure)).toContain("which nobody can trade");
  });

  test("refuses what is no sweep, unknown names and a measure that is defined nowhere", () => {
    expect(() => sweepFigure([] as never)).toThrow(
      "sweepFigure: a list (Array) is no sweep; give what sweep() resolved to",
    );
    expect(() => sweepFigure({ ...sweep, rows: [] })).toThrow(
      "sweepFigure: the sweep has no rows; there is nothing to draw",
    );
    expect(() => sweepFigure(sweep, { x: "fats" as "fast" })).toThrow(
      'sweepFigure: unknown x "fats"; known: fast, slow, hold',
    );
    expect(() => sweepFigure(sweep, { x: "fast", y: "fast" })).toThrow(
      'sweepFigure: x and y are both "fast"; give two parameters',
    );
    expect(() => sweepFigure(sweep, { measure: "sharp" as "sharpe" })).toThrow('sweepFigure: unknown measure "sharp"');
    expect(() => sweepFigure(sweep, { others: "mean" as "best" })).toThrow(
      'sweepFigure: unknown others "mean"; known: best, median',
    );
    expect(() => sweepFigure(sweep, { evidence: {} as never })).toThrow(
      "sweepFigure: evidence {} is none of a sweep; give sweep.evidence()",
    );
    expect(() => sweepFigure({ ...sweep, rows: rows.map((row) => ({ ...row, sharpe: gap })) })).toThrow(
      "sweepFigure: sharpe is not defined in any of 8 rows; choose another measure",
    );
    expect(() => sweepFigure({ ...sweep, rows: rows.slice(0, 1) })).toThrow(
      "sweepFigure: no parameter varies over 1 combinations; name x and y",
    );
  });
});

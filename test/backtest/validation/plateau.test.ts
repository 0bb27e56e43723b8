import { expect, test } from "vitest";
import { grid as combinations } from "../../../lib/backtest/sweep/grid.js";
import { sweep } from "../../../lib/backtest/sweep/sweep.js";
import { plateau } from "../../../lib/backtest/validation/plateau.js";
import { flatCandles } from "../candles-of.js";

const gap = Number.NaN;

/** Rows of a grid of two parameters, whose steps differ in width. */
function grid(...sharpes: readonly (readonly number[])[]): { fast: number; slow: number; sharpe: number }[] {
  const [fast, slow] = [
    [5, 10, 40],
    [50, 51, 90],
  ];
  return sharpes.flatMap((line, i) => line.map((sharpe, j) => ({ fast: fast[i], slow: slow[j], sharpe })));
}

const by = { parameters: ["fast", "slow"], by: "sharpe" } as const;
const full = grid([1, 2, 1.5], [0.5, 3, 2.5], [0, -1, 1.2]);

// The best, 3, is in the middle. All eight others: −1, 0, 0.5, 1, 1.2, 1.5, 2, 2.5, median (1 + 1.2) / 2 = 1.1.
// Along the axes: 2, 0.5, 2.5, −1, median (0.5 + 2) / 2 = 1.25.
test("a plateau is the best beside the median of its neighbours, a step being one value of a parameter", () => {
  expect(plateau(full, by)).toEqual({
    row: 4,
    best: 3,
    neighbourMedian: 1.1,
    neighbourMinimum: -1,
    drop: expect.closeTo(1.9, 14),
    score: expect.closeTo(1.1 / 3, 14),
    neighbours: 8,
    missing: 0,
  });
  expect(plateau(full, { ...by, neighbours: "axes" })).toMatchObject({ neighbourMedian: 1.25, neighbours: 4 });
  expect(plateau([...full].reverse(), by)).toEqual({ ...plateau(full, by), row: 4 });
});

test("at a corner there are three neighbours, and those not defined are counted apart", () => {
  const rows = grid([9, 2, 5], [gap, 4, 5], [5, 5, 5]);
  expect(plateau(rows, by)).toMatchObject({ row: 0, neighbours: 2, missing: 1, neighbourMedian: 3, score: 3 / 9 });
});

test("text has no order: only rows that agree in it are neighbours", () => {
  const rows = ["long", "short"].flatMap((side) => [1, 2].map((window) => ({ side, window, sharpe: window })));
  rows[1] = { ...rows[1], sharpe: 7 };
  expect(plateau(rows, { parameters: ["side", "window"], by: "sharpe" })).toMatchObject({
    row: 1,
    neighbours: 1,
    drop: 6,
  });
});

test("without a measure, a neighbour or a best above 0 nothing is made up", () => {
  expect(plateau(full.slice(0, 0), by)).toMatchObject({ row: -1, best: gap, drop: gap, score: gap, neighbours: 0 });
  expect(plateau(grid([gap, gap, gap]), by)).toMatchObject({
    row: -1,
    neighbourMedian: gap,
    neighbours: 0,
    missing: 0,
  });
  expect(plateau(grid([2]), by)).toMatchObject({ row: 0, best: 2, neighbourMedian: gap, neighbourMinimum: gap });
  expect(plateau(grid([-2, -3, -4]), by)).toMatchObject({ best: -2, drop: 1, score: gap });
});

test("a row without its place on the grid is refused", () => {
  expect(() => plateau(full, { ...by, parameters: ["fast"] })).toThrow("plateau: rows 0 and 1 are of one combination");
  expect(() => plateau(full, { ...by, parameters: [] })).toThrow("plateau: no parameters span the grid");
  expect(() => plateau(full, { ...by, by: "sortino" as "sharpe" })).toThrow(
    "plateau: sortino of row 0 is undefined; give a number",
  );
  expect(() => plateau(full, { ...by, parameters: ["slow", "speed" as "fast"] })).toThrow(
    "plateau: speed of row 0 is undefined",
  );
  expect(() => plateau(full, { ...by, neighbours: "all" as "box" })).toThrow(
    'plateau: unknown neighbours "all"; known: box, axes',
  );
});

test("rows of a sweep are taken as they are, and only what they have may be named", async () => {
  const candles = flatCandles(
    [100, 101],
    [101, 99],
    [99, 103],
    [103, 100],
    [100, 104],
    [104, 99],
    [99, 102],
    [102, 101],
  );
  const parameters = combinations({ fast: [1, 2], slow: [3, 4] });
  const { rows } = await sweep("movingAverageCross", { candles }, { parameters, workers: 1, trial: false });
  const found = plateau(rows, { parameters: ["fast", "slow"], by: "sharpe" });
  expect(found.best).toBe(Math.max(...rows.map(({ sharpe }) => sharpe)));
  expect(found.neighbours + found.missing).toBe(3);
  // @ts-expect-error the combinations have no such parameter
  expect(() => plateau(rows, { parameters: ["fast", "window"], by: "sharpe" })).toThrow("plateau: window of row 0");
});

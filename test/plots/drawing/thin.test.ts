import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thinRows, unionRows } from "../../../lib/plots/drawing/thin.js";

const timesOf = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: values.length }, (_, row) => row * 60_000);
const thinned = (values: number[], points: number): number[] => [
  ...thinRows(timesOf(values), Float64Array.from(values), { points }),
];

/** Stretches of values without a gap, as [first row, one past the last]. */
function stretches(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  values.forEach((value, row) => {
    const last = found.at(-1);
    if (Number.isNaN(value)) return;
    if (last !== undefined && last[1] === row) last[1] = row + 1;
    else found.push([row, row + 1]);
  });
  return found;
}

const gappy = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: -1_000, max: 1_000 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  { minLength: 1, maxLength: 400 },
);

describe("thinRows", () => {
  test("keeps a short line whole", () => {
    expect(thinned([3, 1, Number.NaN, 2], 4)).toEqual([0, 1, 2, 3]);
    expect(thinned([], 4)).toEqual([]);
    expect(thinned([7], 4)).toEqual([0]);
  });

  // A flat line with one spike up at row 40 and one down at row 71: any two other inner rows are as good as others.
  test("keeps a spike of one row among a hundred", () => {
    const values = Array.from({ length: 100 }, (_, row) => (row === 40 ? 9 : row === 71 ? -9 : 0));
    const rows = thinned(values, 6);
    expect(rows).toContain(40);
    expect(rows).toContain(71);
    expect(rows[0]).toBe(0);
    expect(rows.at(-1)).toBe(99);
    expect(rows.length).toBeLessThanOrEqual(6);
  });

  // Rows 0-49 rise, 50-59 are missing, 60-99 fall: 10 of 100 points, so 5 and 4 for the two stretches.
  test("keeps both ends of a gap and of what lies beside it", () => {
    const values = Array.from({ length: 100 }, (_, row) => (row < 50 ? row : row < 60 ? Number.NaN : -row));
    const rows = thinned(values, 10);
    for (const row of [0, 49, 50, 59, 60, 99]) expect(rows).toContain(row);
    expect(rows.filter((row) => row > 50 && row < 59)).toEqual([]);
  });

  test("keeps the lowest, highest, first and last row of each stretch, and a row of each gap", () => {
    fc.assert(
      fc.property(gappy, fc.integer({ min: 3, max: 60 }), (values, points) => {
        const rows = thinned(values, points);
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        const runs = stretches(values);
        for (const [start, end] of runs) {
          const inside = values.slice(start, end);
          const kept = rows.filter((row) => row >= start && row < end).map((row) => values[row] as number);
          expect(rows).toContain(start);
          expect(rows).toContain(end - 1);
          expect(Math.min(...kept)).toBe(Math.min(...inside));
          expect(Math.max(...kept)).toBe(Math.max(...inside));
        }
        for (let run = 1; run < runs.length; run++) {
          const [before, after] = [runs[run - 1] as [number, number], runs[run] as [number, number]];
          expect(rows.some((row) => row >= before[1] && row < after[0])).toBe(true);
        }
        expect(rows.length).toBeLessThanOrEqual(Math.min(values.length, points + 6 * (runs.length + 1)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("thins a long line to about the points asked for", () => {
    const values = Array.from({ length: 50_000 }, (_, row) => Math.sin(row / 500) + (row % 7) / 100);
    const rows = thinned(values, 2_000);
    expect(rows.length).toBeGreaterThan(1_800);
    expect(rows.length).toBeLessThanOrEqual(2_000);
  });

  // Every third of 200,001 rows is missing, but neither the first nor the last: 66,667 gaps of one row.
  test("holds the number of points where there are more gaps than can be drawn", () => {
    const values = Array.from({ length: 200_001 }, (_, row) => (row % 3 === 1 ? Number.NaN : Math.sin(row / 9_000)));
    values[77_778] = 5;
    const rows = thinned(values, 2_000);
    expect(rows.length).toBeLessThanOrEqual(2_000);
    expect(rows.length).toBeGreaterThan(1_800);
    expect(rows).toContain(77_778);
    expect(rows.some((row) => Number.isNaN(values[row]))).toBe(false);
  });

  // 251 gaps: 250 of one row are too short, since one more than 250 has that length or more; that of 500 rows stays.
  test("keeps a long gap among many short ones", () => {
    const values = Array.from({ length: 20_000 }, (_, row) => (row % 40 === 20 && row < 10_020 ? Number.NaN : row));
    values.fill(Number.NaN, 15_000, 15_500);
    const rows = thinned(values, 200);
    for (const row of [14_999, 15_000, 15_499, 15_500]) expect(rows).toContain(row);
    expect(rows.filter((row) => Number.isNaN(values[row]))).toEqual([15_000, 15_499]);
  });

  test("refuses fewer than three points and arrays of different lengths", () => {
    expect(() => thinned([1], 2)).toThrow("thinRows: points 2 is not a whole number of at least 3");
    expect(() => thinRows(new Float64Array(2), new Float64Array(3))).toThrow("thinRows: 3 values for 2 times");
  });
});

test("unionRows is the rising rows that are in any list", () => {
  expect([...unionRows([Int32Array.of(0, 5, 9), Int32Array.of(0, 2, 9), Int32Array.of()])]).toEqual([0, 2, 5, 9]);
  expect([...unionRows([])]).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type ReversalSwings, type RowSwings, type Swing, swings } from "../../../lib/analytics/divergence/swings.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { runs, start } from "../panels.js";

const gap = Number.NaN;

function line(values: readonly number[], delayMs?: number): Series {
  const times = values.map((_, t) => start + t * hourMs);
  return series({ times, values, name: "price", unit: "price", ...(delayMs === undefined ? {} : { delayMs }) });
}

/** Kind, row and row of confirmation. */
function found(values: readonly number[], by?: RowSwings | ReversalSwings): (string | number)[][] {
  return swings(line(values), by).map(({ kind, row, knownRow }) => [kind, row, knownRow]);
}

// By hand: 5 is above 1 2 and not below 3 4; 1 at row 5 is below 4, 3 and not above 2, 6.
test("a swing is the extreme of the rows around it, known when the last of these is", () => {
  const values = [1, 2, 5, 3, 4, 1, 2, 6];
  expect(found(values, { kind: "rows", left: 2, right: 2 })).toEqual([
    ["high", 2, 4],
    ["low", 5, 7],
  ]);
  expect(swings(line(values, 60_000), { kind: "rows", left: 2, right: 2 })[0]).toEqual({
    kind: "high",
    row: 2,
    time: start + 2 * hourMs,
    value: 5,
    knownRow: 4,
    knownAt: start + 4 * hourMs + 60_000,
    stretch: 0,
  });
});

test("by default five rows to either side are looked at", () => {
  const values = [1, 2, 3, 4, 5, 9, 5, 4, 3, 2, 1];
  expect(found(values)).toEqual([["high", 5, 10]]);
  expect(found(values.slice(1))).toEqual([]);
  expect(found(values.slice(0, -1))).toEqual([]);
});

test("of equal extremes the first counts", () => {
  expect(found([1, 4, 4, 4, 1, 1, 3], { kind: "rows", left: 1, right: 1 })).toEqual([
    ["high", 1, 2],
    ["low", 4, 5],
  ]);
});

test("a gap among the rows looked at leaves a swing untold", () => {
  const by = { kind: "rows", left: 2, right: 2 } as const;
  for (const row of [0, 1, 2, 3, 4]) expect(found([1, 2, 5, 3, 4].with(row, gap), by)).toEqual([]);
  expect(found([gap, 1, 2, 5, 3, 4, gap], by)).toEqual([["high", 3, 5]]);
});

// By hand with an eighth: from 96 at row 1 the first move down starts, to 80; 80 is left by an eighth at 90; 120 at 105; then
// 100 at 112.5, and 113 has not been left.
test("a reversal makes the extreme before it a swing, but for the first", () => {
  const by = { kind: "reversal", size: 0.125 } as const;
  expect(found([90, 96, 88, 80, 89, 90, 120, 119, 105, 100, 112.5, 113], by)).toEqual([
    ["low", 3, 5],
    ["high", 6, 8],
    ["low", 9, 10],
  ]);
  // It has to be all of the eighth.
  expect(found([90, 96, 88, 80, 89.9], by)).toEqual([]);
});

test("a longer gap than asked for ends a stretch, and reversals begin anew after it", () => {
  const path = [90, 96, gap, 88, 80, gap, gap, 90];
  const within = (maxGap: number) => found(path, { kind: "reversal", size: 0.125, maxGap });
  expect([within(0), within(1)]).toEqual([[], []]);
  expect(within(2)).toEqual([["low", 4, 7]]);
  const twice = [gap, 1, 5, 1, gap, gap, 1, 6, 1, gap, 1, 7, 1];
  const stretches = (maxGap?: number) =>
    swings(line(twice), { kind: "rows", left: 1, right: 1, ...(maxGap === undefined ? {} : { maxGap }) }).map(
      ({ stretch }) => stretch,
    );
  expect([stretches(), stretches(1), stretches(2)]).toEqual([
    [0, 1, 2],
    [0, 1, 1],
    [0, 0, 0],
  ]);
});

test("no rows, one row and rows that stay have no swing", () => {
  for (const by of [undefined, { kind: "reversal", size: 0.1 }] as const) {
    for (const values of [[], [1], Array.from({ length: 30 }, () => 7)]) expect(found(values, by)).toEqual([]);
  }
});

const cell = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constant(gap) },
);
const values = fc.array(cell, { maxLength: 50 });
const side = fc.integer({ min: 1, max: 4 });

test("swings by rows are those of the definition applied to each row", () => {
  fc.assert(
    fc.property(values, side, side, (path, left, right) => {
      const expected = path.flatMap((x, row) => {
        const before = path.slice(Math.max(0, row - left), row);
        const after = path.slice(row + 1, row + 1 + right);
        if (before.length < left || after.length < right) return [];
        if (before.every((value) => x > value) && after.every((value) => x >= value))
          return [["high", row, row + right]];
        if (before.every((value) => x < value) && after.every((value) => x <= value))
          return [["low", row, row + right]];
        return [];
      });
      expect(found(path, { kind: "rows", left, right })).toEqual(expected);
    }),
    runs,
  );
});

test("reversals find every turn between two legs longer than the reversal", () => {
  const leg = fc.record({
    steps: fc.integer({ min: 1, max: 5 }),
    size: fc.double({ min: 0.12, max: 0.4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 12 }), fc.boolean(), (legs, risesFirst) => {
      const path = [100];
      const turns: (string | number)[][] = [];
      legs.forEach(({ steps, size }, index) => {
        const rises = risesFirst === (index % 2 === 0);
        const from = path.at(-1) as number;
        const to = from * (rises ? 1 + size : 1 - size);
        for (let step = 1; step <= steps; step++) path.push(from + ((to - from) * step) / steps);
        turns.push([rises ? "high" : "low", path.length - 1]);
      });
      const known = found(path, { kind: "reversal", size: 0.1 }).map(([kind, row]) => [kind as string, row as number]);
      expect(known).toEqual(turns.slice(0, -1));
    }),
    runs,
  );
});

test("what was known at a row stays, and later rows only add to it", () => {
  const choices = fc.constantFrom<RowSwings | ReversalSwings>(
    { kind: "rows", left: 2, right: 3 },
    { kind: "rows", left: 1, right: 1 },
    { kind: "reversal", size: 0.2 },
    { kind: "reversal", size: 0.2, maxGap: 3 },
  );
  fc.assert(
    fc.property(values, choices, (path, by) => {
      const whole: readonly Swing[] = swings(line(path), by);
      for (let rows = 0; rows <= path.length; rows++) {
        expect(swings(line(path.slice(0, rows)), by)).toEqual(whole.filter(({ knownRow }) => knownRow < rows));
      }
      for (const { row, knownRow } of whole) expect(knownRow).toBeGreaterThan(row);
    }),
    runs,
  );
});

test("another scale has the same swings, and upside down highs are lows", () => {
  fc.assert(
    fc.property(values, (path) => {
      for (const by of [
        { kind: "rows", left: 2, right: 2 },
        { kind: "reversal", size: 0.2 },
      ] as const) {
        const scaled = path.map((value) => value * 4096);
        expect(found(scaled, by)).toEqual(found(path, by));
      }
      const by = { kind: "rows", left: 2, right: 2 } as const;
      const turned = found(
        path.map((value) => -value),
        by,
      ).map(([kind, ...rows]) => [kind === "high" ? "low" : "high", ...rows]);
      expect(turned).toEqual(found(path, by));
    }),
    runs,
  );
});

test("an unknown kind, impossible rows or sizes, and a reversal of what is not positive are refused", () => {
  expect(() => found([1], { kind: "zigzag" as "rows" })).toThrow(
    'swings: unknown kind "zigzag"; known: rows, reversal',
  );
  expect(() => found([1], { kind: "rows", left: 0 })).toThrow("swings: left 0 is not a number of rows");
  expect(() => found([1], { kind: "rows", right: 1.5 })).toThrow("swings: right 1.5 is not a number of rows");
  for (const maxGap of [-1, 0.5, gap]) {
    expect(() => found([1], { kind: "rows", maxGap })).toThrow(
      `swings: maxGap ${maxGap} is not a number of rows; give a whole number of at least 0`,
    );
  }
  for (const size of [0, 1, gap]) {
    expect(() => found([1], { kind: "reversal", size })).toThrow(
      `swings: size ${size} is not a fraction between 0 and 1; give one, such as 0.05`,
    );
  }
  expect(() => found([1, -2], { kind: "reversal", size: 0.1 })).toThrow(
    'swings: -2 of "price" at 2025-07-01T01:00Z is not positive, so no fraction of it is a move; take kind: "rows"',
  );
});

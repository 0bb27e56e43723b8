import fc from "fast-check";
import { expect, test } from "vitest";
import { regimeDwell } from "../../../lib/analytics/regimes/regime-dwell.js";
import { regimeEpisodes } from "../../../lib/analytics/regimes/regime-episodes.js";
import { regimeTable } from "../../../lib/analytics/regimes/regime-table.js";
import { regimeTransitions } from "../../../lib/analytics/regimes/regime-transitions.js";
import { regimeNames } from "../../../lib/analytics/regimes/regimes.js";
import { runs } from "../panels.js";
import { coded, randomCodes } from "./coded.js";

const gap = Number.NaN;

// By hand over −, 1, 1, 2, –, 1, 0, 1, 1, 1: pairs 11, 12, then after the gap 10, 01, 11, 11.
const sample = coded([-1, 1, 1, 2, -1, 1, 0, 1, 1, 1]);

test("transitions count each pair of neighbours, and a missing row breaks the chain", () => {
  const { pairs, counts, probabilities } = regimeTransitions(sample);
  expect(pairs).toBe(6);
  expect(counts).toEqual([
    [0, 1, 0, 0, 0],
    [1, 3, 1, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  expect(probabilities[0]).toEqual([0, 1, 0, 0, 0]);
  expect(probabilities[1]).toEqual([0.2, 0.6, 0.2, 0, 0]);
  expect(probabilities[2]).toEqual([gap, gap, gap, gap, gap]);
});

// Runs of 1: 2 rows (after a missing one: cut), 1 row (after a missing one: cut), 3 rows (the last: cut); of 2: cut by the
// gap; of 0: 1 row, seen whole.
test("dwell counts what it saw whole and what was cut", () => {
  const [neutral, longBuildup, shortBuildup, , unwinding] = regimeDwell(sample);
  expect(neutral).toEqual({ regime: "neutral", complete: 1, meanRows: 1, medianRows: 1, longestRows: 1, cut: 0 });
  expect(longBuildup).toEqual({
    regime: "long buildup",
    complete: 0,
    meanRows: gap,
    medianRows: gap,
    longestRows: 3,
    cut: 3,
  });
  expect([shortBuildup?.complete, shortBuildup?.cut]).toEqual([0, 1]);
  expect(unwinding).toEqual({
    regime: "long unwinding",
    complete: 0,
    meanRows: gap,
    medianRows: gap,
    longestRows: 0,
    cut: 0,
  });
});

// By hand: whole runs of 3 of 1, 2, 6 and 1 rows between runs of 0: mean 10 / 4, median 3 / 2.
test("dwell gives the mean and the median of the whole runs", () => {
  const codes = [0, 3, 0, 3, 3, 0, 3, 3, 3, 3, 3, 3, 0, 3, 0];
  const covering = regimeDwell(coded(codes))[3];
  expect([covering?.complete, covering?.meanRows, covering?.medianRows, covering?.longestRows]).toEqual([
    4, 2.5, 1.5, 6,
  ]);
});

test("no rows and one row have no transitions and no dwell", () => {
  for (const codes of [[], [1]]) {
    expect(regimeTransitions(coded(codes)).pairs).toBe(0);
    expect(regimeDwell(coded(codes)).map(({ complete, cut }) => complete + cut)).toEqual([0, codes.length, 0, 0, 0]);
  }
});

test("probabilities add up to one, staying is what is left of the episodes, and dwell counts every episode", () => {
  fc.assert(
    fc.property(randomCodes, (codes) => {
      const found = coded(codes);
      const { counts, probabilities, pairs } = regimeTransitions(found);
      const episodes = regimeEpisodes(found);
      const dwell = regimeDwell(found);
      let counted = 0;
      for (const [code, row] of counts.entries()) {
        const own = episodes.filter((episode) => episode.code === code);
        const sum = row.reduce((added, each) => added + each, 0);
        counted += sum;
        if (sum > 0) expect(probabilities[code]?.reduce((added, each) => added + each, 0)).toBeCloseTo(1, 12);
        expect(row[code]).toBe(own.reduce((rows, episode) => rows + episode.rows - 1, 0));
        expect((dwell[code]?.complete ?? 0) + (dwell[code]?.cut ?? 0)).toBe(own.length);
        expect(dwell[code]?.longestRows).toBe(Math.max(0, ...own.map(({ rows }) => rows)));
      }
      expect(pairs).toBe(counted);
    }),
    runs,
  );
});

test("a matrix is shown by the names of the regimes", () => {
  const rows = regimeTable(regimeTransitions(sample).counts);
  expect(rows.map(({ regime }) => regime)).toEqual(regimeNames);
  expect(rows[1]).toEqual({
    regime: "long buildup",
    neutral: 1,
    "long buildup": 3,
    "short buildup": 1,
    "short covering": 0,
    "long unwinding": 0,
  });
  expect(() => regimeTable([[1]])).toThrow(
    "regimeTable: a matrix of 1 rows of 1; give 5 × 5, in the order of regimeNames",
  );
});

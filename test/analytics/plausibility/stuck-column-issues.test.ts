import { expect, test } from "vitest";
import { stuckColumnIssues } from "../../../lib/analytics/plausibility/stuck-column-issues.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, start } from "../panels.js";

const gap = Number.NaN;

test("a column that repeats while others move is reported with its runs and its longest", () => {
  const oi = hourly({ a: [1, 5, 5, 5, 5, 6, 7, 7, 7, 8], b: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
  expect(stuckColumnIssues(oi, { minRows: 3 })).toEqual([
    {
      kind: "stale",
      where: "a",
      count: 5,
      from: start + 2 * hourMs,
      to: start + 8 * hourMs,
      detail:
        "repeats its value while others move, in 2 runs, the longest of 3 from 2025-07-01T02:00Z; kept: if the venue was open then, its feed stood still, and the change after it belongs to the run",
    },
  ]);
  expect(stuckColumnIssues(oi, { minRows: 4 })[0]?.count).toBe(3);
  expect(stuckColumnIssues(oi, { minRows: 5 })).toEqual([]);
});

test("rows in which nobody moves belong to no column", () => {
  const oi = hourly({ a: [5, 5, 5, 5, 5], b: [1, 1, 1, 1, 2] });
  expect(stuckColumnIssues(oi, { minRows: 2 }).map(({ where, count }) => [where, count])).toEqual([["a", 1]]);
  expect(stuckColumnIssues(oi, { minRows: 3 })).toEqual([]);
  expect(stuckColumnIssues(hourly({ a: [5, 5, 5, 5, 5] }), { minRows: 2 })).toEqual([]);
});

test("a gap ends a run, and a zero repeated is no feed that stands still", () => {
  const b = [1, 2, 3, 4, 5, 6];
  expect(stuckColumnIssues(hourly({ a: [5, 5, gap, gap, 5, 5], b }), { minRows: 3 })).toEqual([]);
  expect(stuckColumnIssues(hourly({ a: [0, 0, 0, 0, 0, 0], b }), { minRows: 3 })).toEqual([]);
});

test("a run lasts to the last row, and none to tell of is in an empty or one-row panel", () => {
  const [issue] = stuckColumnIssues(hourly({ a: [1, 5, 5, 5], b: [1, 2, 3, 4] }), { minRows: 3 });
  expect([issue?.count, issue?.to]).toEqual([2, start + 3 * hourMs]);
  expect(stuckColumnIssues(hourly({ a: [], b: [] }))).toEqual([]);
  expect(stuckColumnIssues(hourly({ a: [1], b: [1] }))).toEqual([]);
  expect(() => stuckColumnIssues(hourly({ a: [1] }), { minRows: 0 })).toThrow("stuckColumnIssues: minRows 0 is not");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { jumpIssues } from "../../../lib/analytics/plausibility/jump-issues.js";
import { hourMs } from "../../../lib/series/time.js";
import { fullPanel, hourly, runs, start } from "../panels.js";

const gap = Number.NaN;
const small = { window: 5, minCount: 3 };
/** Moves by one to three in a hundred; from row `t` on times `factor`. */
const busy = (length: number, t: number, factor: number) =>
  Array.from({ length }, (_, row) => [1000, 1010, 1030][row % 3] * (row < t ? 1 : factor));

// By hand: three changes stand before row 4, so that rows 4 to 7 are judged; 1010 becomes 1030 × 1.5 in row 5.
test("a column that jumps alone is reported, and the jump back is one too", () => {
  const a = busy(8, 5, 1.5).map((value, t) => (t >= 7 ? value / 1.5 : value));
  expect(jumpIssues(hourly({ a, b: busy(8, 9, 1), c: busy(8, 9, 1) }), small)).toEqual([
    {
      kind: "jump",
      where: "a",
      count: 2,
      from: start + 5 * hourMs,
      to: start + 7 * hourMs,
      detail: expect.stringMatching(
        /^in 50 % of 4 rows by a factor of 1\.25 or more, up or down, while all others together move as usual; the worst is 1\.53 at 2025-07-01T05:00Z; kept: /,
      ),
    },
  ]);
});

test("a jump that the others share is none", () => {
  const all = (factor: number) => hourly({ a: busy(8, 5, 0.6), b: busy(8, 5, factor), c: busy(8, 5, factor) });
  expect(jumpIssues(all(0.9), small)).toEqual([]);
  expect(jumpIssues(all(1), small).map(({ where }) => where)).toEqual(["a"]);
});

// By hand: changes of ln 1.3, ln 2 and −ln 2.6 have a MAD of ln 2 − ln 1.3 = 0.43, five times which no change exceeds.
test("a column that always jumps does not excuse itself", () => {
  const wild = [1000, 1300, 2600, 1000, 1300, 2600, 1000, 1300];
  const [issue] = jumpIssues(hourly({ a: wild, b: busy(8, 9, 1), c: busy(8, 9, 1) }), small);
  expect([issue?.where, issue?.count]).toEqual(["a", 4]);
});

test("the column with most jumps comes first", () => {
  const twice = busy(8, 4, 1.5).map((value, t) => (t >= 5 ? value / 1.5 : value));
  const issues = jumpIssues(hourly({ a: busy(8, 7, 1.6), b: busy(8, 9, 1), c: busy(8, 9, 1), d: twice }), small);
  expect(issues.map(({ where, count }) => [where, count])).toEqual([
    ["d", 2],
    ["a", 1],
  ]);
});

// By hand: of rows 4 to 7, row 5 has no peer, nor row 6 a change of one.
test("a row without any peer is not judged: nothing says that it moves alone", () => {
  const silent = busy(8, 9, 1).map((value, t) => (t === 5 ? gap : value));
  expect(jumpIssues(hourly({ a: busy(8, 5, 2), b: silent }), small)).toEqual([]);
  expect(jumpIssues(hourly({ a: busy(8, 5, 2), b: silent, c: silent }), small)).toEqual([]);
  const [issue] = jumpIssues(hourly({ a: busy(8, 7, 2), b: silent }), small);
  expect([issue?.count, issue?.detail.slice(0, 17)]).toEqual([1, "in 50 % of 2 rows"]);
});

test("gaps, zeros, too short a past and too few columns are not judged", () => {
  const b = busy(8, 9, 1);
  const with_ = (a: readonly number[]) => jumpIssues(hourly({ a, b, c: b }), small);
  expect(with_([1000, 1010, 1000, 1010, 1000, gap, 3000, 3000])).toEqual([]);
  expect(with_([1000, 1010, 1000, 1010, 1000, 0, 3000, 3000])).toEqual([]);
  expect(with_(busy(8, 2, 3))).toEqual([]);
  expect(jumpIssues(hourly({ a: busy(8, 5, 2) }), small)).toEqual([]);
  expect(jumpIssues(hourly({ a: [], b: [] }), small)).toEqual([]);
  expect(jumpIssues(hourly({ a: [1], b: [1] }), small)).toEqual([]);
});

test("neither scale nor order of columns changes what is found, and a part of the rows has the first of its jumps", () => {
  const options = { window: 6, minCount: 2, multiple: 2 };
  let found = 0;
  fc.assert(
    fc.property(fullPanel, (random) => {
      const of = (oi: typeof random) =>
        jumpIssues(oi, options)
          .map(({ where, count, from, to }) => ({ where, count, from, to }))
          .sort((x, y) => (x.where < y.where ? -1 : 1));
      const all = of(random);
      found += all.length;
      expect(of(random.select([...random.names].reverse()))).toEqual(all);
      expect(of(random.map(({ values }) => values.map((value) => value * 4096)))).toEqual(all);
      const half = of(random.rows(0, random.length >> 1));
      for (const { where, from } of half) expect(all.find((issue) => issue.where === where)?.from).toBe(from);
    }),
    runs,
  );
  expect(found).toBeGreaterThan(20);
});

test("impossible options are refused", () => {
  const oi = hourly({ a: [1], b: [1] });
  expect(() => jumpIssues(oi, { minChange: 0 })).toThrow(
    "jumpIssues: minChange 0 is not above 0; give a number that is",
  );
  expect(() => jumpIssues(oi, { multiple: gap })).toThrow("jumpIssues: multiple NaN is not above 0");
  expect(() => jumpIssues(oi, { window: 5, minCount: 6 })).toThrow("jumpIssues: minCount 6 is more than the 5 rows");
  expect(() => jumpIssues(hourly({ a: [1], b: [-1] }))).toThrow('jumpIssues: open interest -1 of "b"');
});

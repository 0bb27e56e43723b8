import { expect, test } from "vitest";
import { sumIssues } from "../../../lib/analytics/plausibility/sum-issues.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, start } from "../panels.js";

const gap = Number.NaN;
const parts = hourly({ a: [30, 30, 30, 30], b: [10, 10, gap, 10] });
const total = (values: readonly number[]) => hourly({ total: values }).column("total");

test("parts that add up to their total are no issue, and rows that lack a part are not compared", () => {
  expect(sumIssues(parts, total([40, 40.2, 40, 40]))).toEqual([]);
});

test("a row that does not add up is told", () => {
  expect(sumIssues(parts, total([40, 50, 40, 40]))).toEqual([
    {
      kind: "sum",
      where: "total",
      count: 1,
      from: start + hourMs,
      to: start + hourMs,
      detail:
        "the sum of 2 parts is more than 1 % off the total in 33 % of 3 rows, worst 0.8 times it at 2025-07-01T01:00Z; a part is missing, late or wrong, or the total is of another instant; compare the parts there",
    },
  ]);
  expect(sumIssues(parts, total([40, 40, 40, 40]), { over: "reporting" }).map(({ from }) => from)).toEqual([
    start + 2 * hourMs,
  ]);
});

test("a total of another scope or scale is told for all rows", () => {
  const detail = (factor: number) =>
    sumIssues(parts, total([40, 40, 40, 40].map((value) => value * factor)))[0]?.detail;
  expect(detail(1.25)).toBe(
    "the sum of 2 parts is 0.8 times the total by the median of 3 rows; the total may hold venues or contracts that are not among the parts: check its scope",
  );
  expect(detail(0.8)).toContain("the parts may hold something twice, or the total may leave venues out");
  expect(detail(2)).toContain("one of the two may count both sides of a contract");
  expect(detail(1000)).toContain("the units may differ: check what the source's fields count");
});

test("gaps and zeros are skipped, and no rows have no issue", () => {
  expect(sumIssues(parts, total([gap, 0, 40, gap]))).toEqual([]);
  expect(sumIssues(parts.rows(0, 0), total([]))).toEqual([]);
});

test("what cannot be compared is refused", () => {
  const dollars = hourly({ t: [1, 1, 1, 1] }, { unit: "usd" }).column("t");
  expect(() => sumIssues(parts, dollars)).toThrow(
    "sumIssues: parts are in base and the total in usd; give both in one",
  );
  expect(() => sumIssues(parts, total([1]))).toThrow("sumIssues: inputs of 4 and 1 rows");
  expect(() => sumIssues(parts, total([1, 1, 1, 1]), { tolerance: -1 })).toThrow(
    "sumIssues: tolerance -1 is not above",
  );
  expect(() => sumIssues(parts, total([1, 1, 1, 1]), { over: "some" as "all" })).toThrow(
    'sumIssues: unknown over "some"',
  );
});

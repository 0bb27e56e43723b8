import { expect, test } from "vitest";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { gatheredIssues } from "../../../lib/store/reading/gathered-issues.js";

const blank = (count: number, at: number, detail: string, kind: QualityIssue["kind"] = "blank"): QualityIssue => ({
  ...{ kind, where: "metrics", count, from: at, to: at + count, detail },
});

test("sentences that differ in their numbers are one, in the words of the largest", () => {
  const july = blank(46, 100, "empty cells in 4 runs, the longest of 34 from 2025-07-22T13:45Z; left as gaps");
  const august = blank(1, 500, "empty cells in 1 run, the longest of 1 from 2025-08-29T06:25Z; left as gaps");
  const other = blank(3, 100, "cells that are no number; left as gaps");
  expect(gatheredIssues([august, july, other])).toEqual([
    { ...july, count: 47, from: 100, to: 501, detail: `${july.detail}; and the like in 1 other part of the period` },
    other,
  ]);
});

test("gaps and cuts stay apart, since each is a range of its own, and so do other columns", () => {
  const issues = [
    blank(2, 100, "2 instants without a row", "gap"),
    blank(5, 300, "5 instants without a row", "gap"),
    blank(2, 100, "2 cells"),
    { ...blank(3, 100, "3 cells"), where: "klines" },
  ];
  expect(gatheredIssues(issues)).toEqual(issues);
});

test("counts of whole fetches are not added up", () => {
  const mark = "; counted over the whole of a fetch";
  const [many, few] = [blank(46, 100, `46 cells${mark}`), blank(5, 500, "5 cells")];
  expect(gatheredIssues([few, many])).toEqual([
    { ...many, from: 100, to: 505, detail: `46 cells${mark}; and the like in 1 other part of the period` },
  ]);
});

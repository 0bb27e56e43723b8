import { expect, test } from "vitest";
import { cellHistory } from "../../../lib/kernel/front/cell-history.js";
import { globMatch } from "../../../lib/kernel/front/glob-match.js";

const codes = ["const a = 1", "a + 1", "const b = 2", "a + 1"];

function history(): ReturnType<typeof cellHistory> {
  const cells = cellHistory();
  for (const [index, code] of codes.entries()) cells.add(index + 1, code);
  cells.addResult(2, "2");
  return cells;
}

const lines = (request: Readonly<Record<string, unknown>>): unknown[] =>
  history()
    .find(request)
    .map(([, line]) => line);

test("the tail is the newest cells, ten if nothing is said", () => {
  expect(history().find({ hist_access_type: "tail", n: 2 })).toEqual([
    [0, 3, "const b = 2"],
    [0, 4, "a + 1"],
  ]);
  expect(lines({ hist_access_type: "tail" })).toEqual([1, 2, 3, 4]);
  expect(lines({ hist_access_type: "tail", n: 0 })).toEqual([]);
});

test("outputs come with their cells where they are asked for", () => {
  expect(history().find({ hist_access_type: "tail", n: 3, output: true })).toEqual([
    [0, 2, ["a + 1", "2"]],
    [0, 3, ["const b = 2", null]],
    [0, 4, ["a + 1", null]],
  ]);
});

// As IPython documents it: the end is left out, negative numbers count from the end, other sessions are not known.
test("a range is of this session, without its end", () => {
  expect(lines({ hist_access_type: "range", session: 0, start: 2, stop: 4 })).toEqual([2, 3]);
  expect(lines({ hist_access_type: "range", start: 3 })).toEqual([3, 4]);
  expect(lines({ hist_access_type: "range", start: -2 })).toEqual([3, 4]);
  expect(lines({ hist_access_type: "range", start: 1, stop: -1 })).toEqual([1, 2, 3]);
  expect(lines({ hist_access_type: "range", session: -1, start: 1, stop: 4 })).toEqual([]);
});

test("a search takes the newest that fit, each code once if asked", () => {
  expect(lines({ hist_access_type: "search", pattern: "const*" })).toEqual([1, 3]);
  expect(lines({ hist_access_type: "search", pattern: "a ? 1" })).toEqual([2, 4]);
  expect(lines({ hist_access_type: "search", pattern: "a*", unique: true })).toEqual([4]);
  expect(lines({ hist_access_type: "search", pattern: "*", n: 1 })).toEqual([4]);
  expect(lines({ hist_access_type: "search" })).toEqual([1, 2, 3, 4]);
});

test("odd requests find nothing", () => {
  expect(lines({})).toEqual([]);
  expect(lines({ hist_access_type: "all" })).toEqual([]);
  expect(lines({ hist_access_type: "tail", n: "many" })).toEqual([1, 2, 3, 4]);
});

test("a history is bounded", () => {
  const cells = cellHistory();
  for (let count = 1; count <= 30; count++) cells.add(count, "x".repeat(1_000_000));
  const kept = cells.find({ hist_access_type: "search" });
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(kept.at(-1)?.[1]).toBe(30);
  cells.addResult(30, "y".repeat(1_000_000));
  const [last] = cells.find({ hist_access_type: "tail", n: 1, output: true });
  expect(last?.[2]?.[1]?.length).toBeLessThan(11_000);
});

// By hand, after the manual of SQLite's GLOB, which IPython searches with.
test.each([
  ["*", "", true],
  ["?", "", false],
  ["a*c", "abbc", true],
  ["a*c", "abcd", false],
  ["*b*", "abc", true],
  ["1?+?2*", "1 + 2", true],
  ["[ab]x", "bx", true],
  ["[^ab]x", "bx", false],
  ["[a-c]1", "b1", true],
  ["[a-c]1", "d1", false],
  ["[]]", "]", true],
  ["[a", "[a", true],
  ["A", "a", false],
  ["a.c", "abc", false],
  ["*\n*", "a\nb", true],
])("the pattern %j on %j gives %j", (pattern, text, expected) => {
  expect(globMatch(pattern, text)).toBe(expected);
});

test("no pattern takes for ever", () => {
  expect(globMatch(`${"*a".repeat(50)}b`, "a".repeat(10_000))).toBe(false);
});

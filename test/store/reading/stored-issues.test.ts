import { describe, expect, test } from "vitest";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { holeIssues, storedIssues } from "../../../lib/store/reading/stored-issues.js";

const range = (from: number, to: number) => ({ from, to });
const issue = (detail: string, from?: number, to?: number, kind: QualityIssue["kind"] = "blank"): QualityIssue => ({
  ...{ kind, where: "okx", count: 2, detail },
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});

describe("storedIssues", () => {
  test("takes of a fetch what concerns the ranges for which it is the newest", () => {
    const told = storedIssues([
      {
        issues: [
          issue("before", 1, 10),
          issue("at the start", 11, 12),
          issue("at the end", 20, 25),
          issue("after", 21),
        ],
        ranges: [range(10, 20)],
      },
      { issues: [issue("of no time")], ranges: [range(20, 30)] },
    ]);
    expect(told.map(({ detail }) => detail)).toEqual(["at the start", "at the end", "of no time"]);
  });

  test("tells the same words once, over all instants, and one and the same issue once", () => {
    const ranges = [range(0, 100)];
    const told = storedIssues([
      { issues: [issue("blank", 1, 5)], ranges },
      { issues: [issue("blank", 1, 5), issue("blank", 50, 60)], ranges },
    ]);
    expect(told).toEqual([{ ...issue("blank", 1, 60), count: 4 }]);
  });

  test("leaves out what was said of revisions, which are counted anew", () => {
    expect(storedIssues([{ issues: [issue("3 values", 1, 2, "revision")], ranges: [range(0, 9)] }])).toEqual([]);
  });
});

describe("holeIssues", () => {
  const grid = {
    times: Float64Array.of(10, 20, 30, 40, 50, 60),
    present: Uint8Array.of(1, 0, 1, 0, 0, 1),
    intervalMs: 10,
  };

  test("tells ranges never loaded, and missing bars of which no fetch told", () => {
    const holes = holeIssues(grid, [range(0, 30), range(50, 60)], []);
    expect(holes.map(({ count, from, to }) => [count, from, to])).toEqual([
      [2, 40, 50],
      [1, 20, 20],
    ]);
    expect(holes[0]?.detail).toContain("never loaded");
  });

  test("tells nothing twice, and nothing of a period without bars", () => {
    const known = [issue("gap", 20, 20, "gap"), issue("cut", 35, 55, "cut")];
    expect(holeIssues(grid, [range(0, 60)], known)).toEqual([]);
    const none = { times: new Float64Array(0), present: new Uint8Array(0), intervalMs: 10 };
    expect(holeIssues(none, [], [])).toEqual([]);
  });
});

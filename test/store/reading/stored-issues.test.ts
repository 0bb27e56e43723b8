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
  const grid = { intervalMs: 1, marginMs: 2 };

  test("takes of a fetch what concerns the ranges for which it is the newest", () => {
    const issues = [
      issue("before", 1, 10),
      issue("at the start", 11, 12),
      issue("at the end", 20, 25),
      issue("after", 21),
    ];
    const told = storedIssues(
      [
        { issues, ranges: [range(10, 20)], from: 0, to: 22 },
        { issues: [issue("of no time")], ranges: [range(20, 30)], from: 20, to: 30 },
      ],
      grid,
    );
    // Of the six bars from 20 on the first alone is told.
    expect(told).toEqual([issue("at the start", 11, 12), issue("at the end", 20, 20), issue("of no time")]);
  });

  test("counts the bars of a gap within the period, and tells where a count is of the whole fetch", () => {
    const gap = { ...issue("no row for 417 bars in a row of 5m", 101, 517, "gap"), count: 417 };
    const blank = issue("blank", 101, 517);
    const [run, cells, timeless] = storedIssues(
      [{ issues: [gap, blank, issue("odd")], ranges: [range(200, 320)], from: 0, to: 600 }],
      grid,
    );
    expect(run).toEqual({ ...gap, count: 120, from: 201, to: 320, detail: "no row for 120 bars in a row of 5m" });
    expect(cells).toEqual({ ...issue("blank; counted over the whole of a fetch", 201, 320) });
    expect(timeless).toEqual(issue("odd; counted over the whole of a fetch"));
  });

  test("tells the same words once, over all instants, and one and the same issue once", () => {
    const whole = { ranges: [range(0, 100)], from: 0, to: 100 };
    const told = storedIssues(
      [
        { issues: [issue("blank", 1, 5)], ...whole },
        { issues: [issue("blank", 1, 5), issue("blank", 50, 60)], ...whole },
      ],
      grid,
    );
    expect(told).toEqual([{ ...issue("blank", 1, 60), count: 4 }]);
  });

  // The first tells of 0 to 50 alone, and its ten cells may be among the seven of the second.
  test("adds up no counts of fetches that overlap", () => {
    const told = storedIssues(
      [
        { issues: [{ ...issue("blank", 10, 80), count: 10 }], ranges: [range(0, 50)], from: 0, to: 100 },
        { issues: [{ ...issue("blank", 60, 90), count: 7 }], ranges: [range(50, 100)], from: 50, to: 100 },
      ],
      grid,
    );
    expect(told).toEqual([{ ...issue("blank; counted over the whole of a fetch", 10, 90), count: 10 }]);
  });

  test("leaves out what was said of revisions, which are counted anew", () => {
    const revised = { issues: [issue("3 values", 1, 2, "revision")], ranges: [range(0, 9)], from: 0, to: 9 };
    expect(storedIssues([revised], grid)).toEqual([]);
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

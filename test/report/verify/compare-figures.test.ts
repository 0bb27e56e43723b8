import { describe, expect, test } from "vitest";
import { compareFigures } from "../../../lib/report/verify/compare-figures.js";

const figure = (y: unknown, more: object = {}, layout: object = {}) => ({
  data: [{ name: "price", type: "scatter", y, ...more }],
  layout: { title: { text: "Price<br>of <b>BTC</b>" }, ...layout },
});

describe("two figures", () => {
  test("that are the same have no differences", () => {
    expect(compareFigures(figure([1, null]), figure([1, null]))).toEqual([]);
  });

  test("of other points are told by trace and point, counted from 1, with how many there are", () => {
    expect(compareFigures(figure([1, 1.2, 3]), figure([1, 1.3, 4]))).toEqual([
      "figure “Price of BTC”: trace price, point 2: 1.2 → 1.3, and 1 more",
    ]);
    expect(compareFigures(figure([1, null]), figure([1, 2]))[0]).toContain("point 2: a gap → 2");
    expect(compareFigures(figure([1], { x: ["2025-07-01"] }), figure([1], { x: ["2025-07-02"] }))[0]).toContain(
      "trace price, x of point 1: “2025-07-01” → “2025-07-02”",
    );
  });

  test("of other length, traces, styles, layouts or kinds say so", () => {
    expect(compareFigures(figure([1, 2]), figure([1]))[0]).toContain("length of trace price, y: 2 → 1");
    expect(
      compareFigures(figure([1], { line: { color: "red" } }), figure([1], { line: { color: "blue" } }))[0],
    ).toContain("trace price, line.color: “red” → “blue”");
    expect(compareFigures(figure([1], {}, { yaxis: { type: "log" } }), figure([1]))[0]).toContain("layout.yaxis: {");
    expect(compareFigures(figure([1]), { data: [], layout: figure([]).layout })).toEqual([
      "figure “Price of BTC”: length of data: 1 → 0",
    ]);
    expect(compareFigures(undefined, figure([1]))[0]).toMatch(/^figure: all of it: nothing → \{/);
  });

  test("of a matrix tell the row and the column, and a trace without a name its number", () => {
    const heat = (value: number) => ({
      data: [
        {
          z: [
            [1, 2],
            [3, value],
          ],
        },
      ],
      layout: {},
    });
    expect(compareFigures(heat(4), heat(5))).toEqual(["figure: trace 1, z of point 2, 2: 4 → 5"]);
  });
});

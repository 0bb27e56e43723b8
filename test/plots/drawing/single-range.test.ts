import { describe, expect, test } from "vitest";
import { singleRanges } from "../../../lib/plots/drawing/single-range.js";

const layout = { xaxis: { type: "date" }, yaxis: { tickprefix: "$" }, yaxis2: { type: "log" } };
const line = (x: readonly string[], y: readonly (number | null)[], more = {}) => ({
  type: "scatter",
  x,
  y,
  yaxis: "y",
  ...more,
});
const at = "2025-07-01 01:00";

describe("singleRanges", () => {
  test("shows a day around one instant and a tenth of its value around one value", () => {
    expect(singleRanges(layout, [line([at], [10_000]), line([at], [null])])).toEqual({
      ...layout,
      xaxis: { type: "date", range: ["2025-06-30 13:00", "2025-07-01 13:00"] },
      yaxis: { tickprefix: "$", range: [9_500, 10_500] },
    });
    expect(singleRanges(layout, [line([at, "2025-07-02 01:00"], [-2, -2])]).yaxis).toMatchObject({
      range: [-2.1, -1.9],
    });
  });

  test("leaves axes of several values, of nothing, of areas down to 0, of bars and of a scale of their own", () => {
    for (const traces of [
      [line([at, "2025-07-02 01:00"], [1, 2])],
      [line([], [])],
      [line([at, "2025-07-02 01:00"], [3, 3], { fill: "tozeroy" })],
      [line([at, "2025-07-02 01:00"], [3, 3], { type: "bar" })],
      [line([at, "2025-07-02 01:00"], [3, 3], { yaxis: "y2" })],
      [line([at, "2025-07-02 01:00"], [0, 0])],
    ])
      expect(singleRanges(layout, traces)).toEqual(layout);
  });
});

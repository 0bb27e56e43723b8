import { describe, expect, test } from "vitest";
import { type Flow, flowFigure } from "../../../lib/plots/market/flow-figure.js";
import { series } from "../../../lib/series/series.js";
import { hourly } from "../figures.js";

/** Hourly parts; the first row has no row before it. */
function flowOf(positions: number[], composition: number[] = positions.map((value) => value * 0)): Flow {
  const times = hourly(positions.length);
  const part = (name: string, values: number[]) => series({ times, values, name, unit: "usd" });
  return {
    positions: part("positions", positions),
    revaluation: part(
      "revaluation",
      positions.map((value) => -10 * value),
    ),
    composition: part("composition", composition),
  };
}

describe("flowFigure", () => {
  // Bars end at 01:00 .. 06:00 and the first is NaN: the two-hour bars to 02:00, 04:00, 06:00 hold 1, 2 + 3, 4 + 5.
  test("sums over periods stamped with their end, and adds up from the start below", () => {
    const figure = flowFigure(flowOf([Number.NaN, 1, 2, 3, 4, 5]), { period: "2h" });
    const [bars, priceBars, line] = figure.data;
    expect(bars).toMatchObject({
      type: "bar",
      name: "positions",
      x: ["2025-07-01 02:00", "2025-07-01 04:00", "2025-07-01 06:00"],
      y: [1, 5, 9],
      width: 7_200_000,
      offset: -7_200_000,
    });
    expect(priceBars).toMatchObject({ name: "revaluation", y: [-10, -50, -90] });
    expect(line).toMatchObject({ name: "positions, sum", y: [null, 1, 3, 6, 10, 15] });
    expect(figure.data).toHaveLength(4);
  });

  test("leaves gaps out of the sums, breaks the line there and counts them", () => {
    const figure = flowFigure(flowOf([Number.NaN, 1, Number.NaN, 3, 4, 5]), { period: "2h" });
    expect(figure.data[0]?.y).toEqual([1, 3, 9]);
    expect(figure.data[2]?.y).toEqual([null, 1, null, 4, 8, 13]);
    expect(JSON.stringify(figure.layout.annotations)).toContain("1 of 5 changes are missing and in no sum");
  });

  test("draws composition only where there is some", () => {
    const names = (flow: Flow) => flowFigure(flow, { period: "1h" }).data.map(({ name }) => name);
    expect(names(flowOf([Number.NaN, 1, 2]))).not.toContain("composition");
    expect(names(flowOf([Number.NaN, 1, 2], [Number.NaN, 0, 7]))).toContain("composition");
  });

  // 200 bars of an hour are still drawn; 400 hours make 100 bars of four hours.
  test("takes the shortest period that gives at most 200 bars", () => {
    const label = (rows: number) =>
      (flowFigure(flowOf(Array.from({ length: rows }, () => 1))).layout.annotations as { text: string }[])[0]?.text;
    expect(label(200)).toContain("USD per 1h");
    expect(label(400)).toContain("USD per 4h");
  });

  test("refuses a single row, which holds no change", () => {
    expect(() => flowFigure(flowOf([1]))).toThrow("flowFigure: 1 rows hold no change; give at least two");
  });
});

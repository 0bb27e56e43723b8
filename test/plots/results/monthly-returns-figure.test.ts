import { describe, expect, test } from "vitest";
import { monthlyReturnsFigure } from "../../../lib/plots/results/monthly-returns-figure.js";
import { series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";
import { resultOf } from "../../backtest/results/result-of.js";
import { footer, label } from "./footer.js";

/** Daily from 2025-01-01 on: +10 % on 2 January, −50 % on 1 February, and 14 days of February in all. */
const returns = Array.from({ length: 45 }, (_, day) => (day === 1 ? 0.1 : day === 31 ? -0.5 : 0));
const result = resultOf(returns);

interface Table {
  readonly x: readonly string[];
  readonly y: readonly string[];
  readonly z: readonly (readonly (number | null)[])[];
  readonly text: readonly (readonly string[])[];
  readonly zmin: number;
  readonly zmax: number;
}

describe("monthlyReturnsFigure", () => {
  // January 0.1, February −0.5, the year 1.1 × 0.5 − 1 = −0.45. Colours reach 1.15 × 0.5; the year's −0.45 is the largest
  // of its column and coloured like the largest month.
  test("holds the percentage of each month and the total of the year, centred on zero", () => {
    const [table] = monthlyReturnsFigure(result).data as unknown as [Table];
    expect(table.x).toEqual([
      "Jan",
      "Feb",
      "Mar",
      "Apr",
      "May",
      "Jun",
      "Jul",
      "Aug",
      "Sep",
      "Oct",
      "Nov",
      "Dec",
      "Year",
    ]);
    expect(table.y).toEqual(["2025"]);
    expect(table.z).toEqual([[0.1, -0.5, null, null, null, null, null, null, null, null, null, null, -0.5]]);
    expect(table.text).toEqual([["10.0", "-50.0", "", "", "", "", "", "", "", "", "", "", "-45.0"]]);
    expect([table.zmin, table.zmax].map((limit) => Math.round(limit * 1e6) / 1e6)).toEqual([-0.575, 0.575]);
  });

  // 14 of 28 days of February, 45 of 365 of the year: 12.3 %.
  test("dots a month and a year that the data covers in part and names them with their parts", () => {
    const figure = monthlyReturnsFigure(result);
    expect(footer(figure)).toBe(
      "Dotted: months that the data covers in part: 2025-02 (50%) " +
        "Dotted: years that the data covers in part: 2025 (12%) Years are coloured on a scale of their own",
    );
    expect(figure.layout.shapes).toEqual([
      expect.objectContaining({ x0: 0.56, x1: 1.44, y0: -0.42, y1: 0.42 }),
      expect.objectContaining({ x0: 11.56, x1: 12.44, y0: -0.42, y1: 0.42 }),
    ]);
  });

  // January to March of 2025 are 90 of 365 days; a whole year has nothing to say.
  test("dots a year of whole months that is not whole itself, and no whole year", () => {
    const quarter = monthlyReturnsFigure(resultOf(new Array<number>(90).fill(0.01)));
    expect(footer(quarter)).toContain("Dotted: years that the data covers in part: 2025 (24%)");
    expect(quarter.layout.shapes).toHaveLength(1);
    expect(monthlyReturnsFigure(resultOf(new Array<number>(365).fill(0.01))).layout.shapes).toEqual([]);
  });

  test("leaves a month empty in which no bar counted, though the account stands still in it", () => {
    const hole = resultOf(Array.from({ length: 90 }, (_, day) => (day >= 31 && day < 59 ? Number.NaN : 0.01)));
    const figure = monthlyReturnsFigure(hole);
    const [table] = figure.data as unknown as [Table];
    expect(table.z[0]?.slice(0, 3)).toEqual([
      Number((1.01 ** 31 - 1).toPrecision(6)),
      null,
      Number((1.01 ** 31 - 1).toPrecision(6)),
    ]);
    expect(footer(figure)).not.toContain("months");
  });

  test("draws a series of equity too, a row for each year", () => {
    const level = series({
      times: [Date.UTC(2024, 10, 30), Date.UTC(2024, 11, 31), Date.UTC(2025, 0, 31)],
      values: [100, 110, 99],
      name: "level",
      unit: "usd",
    });
    const [table] = monthlyReturnsFigure(level).data as unknown as [Table];
    expect(table.y).toEqual(["2024", "2025"]);
    expect(table.text[0]?.slice(10)).toEqual(["0.0", "10.0", "10.0"]);
    expect(table.text[1]?.slice(0, 2)).toEqual(["-10.0", ""]);
  });

  test("writes a hundred percent and more without decimals", () => {
    const [table] = monthlyReturnsFigure(resultOf([0, 1.5])).data as unknown as [Table];
    expect(table.text[0]?.[0]).toBe("150");
  });

  test("says coins and same-bar fills in its label", () => {
    const equity = result.equity.with(result.equity.values, { name: "equity (same-bar fills)", unit: "base" });
    expect(label(monthlyReturnsFigure({ ...result, equity }))).toMatch(/^Return in coins \(%\) \(same-bar fills\)/);
  });

  test("refuses a level below 0, an empty result and what is none", () => {
    expect(() => monthlyReturnsFigure(resultOf([0, -2]).equity)).toThrow(
      'periodReturns: "equity" is -1000 at 2025-01-03 (row 1)',
    );
    expect(() => monthlyReturnsFigure(resultOf([]))).toThrow("monthlyReturnsFigure: there are no rows");
    expect(() => monthlyReturnsFigure([1, 2] as never)).toThrow(
      /has no equity; give a backtest, or a Series of equity/,
    );
  });
});

test("a month of one bar has no known length and counts as partial", () => {
  const one = series({ times: [Date.UTC(2025, 0, 31) + dayMs], values: [100], name: "level", unit: "usd" });
  expect(footer(monthlyReturnsFigure(one))).toContain("Dotted: months that the data covers in part: 2025-01 ");
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthlyReturns } from "../../../lib/backtest/results/monthly-returns.js";
import { periodReturns } from "../../../lib/backtest/results/period-returns.js";
import { series } from "../../../lib/series/series.js";
import { dayMs, epochMs, isoTime } from "../../../lib/series/time.js";
import { closeTo } from "../candles-of.js";
import { resultOf, wave } from "./result-of.js";

const gap = Number.NaN;
const at = (texts: readonly string[], values: readonly number[]) =>
  series({ times: texts.map(epochMs), values, name: "equity", unit: "usd" });

// empyrical-reloaded 0.7.1: aggregate_returns(r, "monthly") and the start of "weekly" (35 of them), r on the days from
// 2025-01-01 on, a Wednesday.
const months = [
  -0.02814649622722687, 0.03805689501500353, 0.05416390326324083, -0.010976730658672662, 0.04251892455151629,
  -0.02227221044358285, 0.023547253558210857, 0.05272996521676743,
];
const weeks = [0.0031919858347388974, -0.013176234296615963, -0.0139908760096068];

describe("periodReturns", () => {
  test("equal those of empyrical by month and by week", () => {
    const byMonth = periodReturns(resultOf(wave), "month");
    closeTo(byMonth.values, months, 13);
    expect([byMonth.unit, byMonth.name]).toEqual(["fraction", "month returns"]);
    expect([...byMonth.times].slice(0, 2).map(isoTime)).toEqual(["2025-02-01", "2025-03-01"]);
    const byWeek = periodReturns(resultOf(wave), "week");
    expect(byWeek.length).toBe(35);
    closeTo(byWeek.values.subarray(0, 3), weeks, 13);
    expect(isoTime(byWeek.times[0])).toBe("2025-01-06");
  });

  test("by day are the returns of daily bars", () => {
    closeTo(periodReturns(resultOf(wave), "day").values, wave, 13);
  });

  test("compound to the total return for every period", () => {
    const anyReturn = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(anyReturn, { minLength: 1, maxLength: 400 }), (returns) => {
        const total = returns.reduce((wealth, value) => wealth * (1 + value), 1);
        for (const period of ["day", "week", "month", "year"] as const) {
          const product = periodReturns(resultOf(returns), period).values.reduce((all, value) => all * (1 + value), 1);
          expect(product / total).toBeCloseTo(1, 9);
        }
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  test("count midnight to the day before, and of a series begin at its first value", () => {
    const equity = at(
      ["2024-12-31T12:00", "2025-01-01", "2025-01-01T00:01", "2026-01-01T00:00"],
      [100, 110, 121, 60.5],
    );
    const byYear = periodReturns(equity, "year");
    closeTo(byYear.values, [0.1, -0.45], 14);
    expect([...byYear.times].map(isoTime)).toEqual(["2025-01-01", "2026-01-01"]);
    closeTo(periodReturns(equity.rows(1, 3), "day").values, [0, 0.1], 14);
  });

  test("are missing for a period without a value, and the next one is since the last that was there", () => {
    const equity = at(["2025-01-15", "2025-02-10", "2025-04-10", "2025-04-20"], [100, gap, 150, 120]);
    closeTo(periodReturns(equity, "month").values, [0, gap, gap, 0.2], 14);
    expect(periodReturns(equity.rows(0, 0), "month").length).toBe(0);
    closeTo(periodReturns(resultOf([-1, gap, gap]), "day").values, [-1, gap, gap], 14);
  });

  // 31 days of January, 28 of February without a return, 2 of March.
  test("are missing for a month of a backtest in which no bar has a return, though the equity stands still", () => {
    const held = resultOf(Array.from({ length: 61 }, (_, day) => (day >= 31 && day < 59 ? gap : day === 60 ? 0.1 : 0)));
    closeTo(periodReturns(held, "month").values, [0, gap, 0.1], 14);
    const [{ Jan, Feb, Mar, total }] = monthlyReturns(held);
    closeTo([Jan, Feb, Mar, total], [0, gap, 0.1, 0.1], 14);
    closeTo(periodReturns(resultOf([gap, 0.1]), "day").values, [0, 0.1], 14);
  });

  test("take a total loss, and refuse a level below 0", () => {
    const equity = at(["2025-01-15", "2025-02-10", "2025-03-10"], [100, 0, 0]);
    closeTo(periodReturns(equity, "month").values, [0, -1, gap], 14);
    const debt = at(["2025-01-15", "2025-02-10T03:00"], [1000, -999]);
    const message =
      'periodReturns: "equity" is -999 at 2025-02-10T03:00Z (row 1), and a level below 0 has no returns; ' +
      "give an account's equity or another level above 0";
    expect(() => periodReturns(debt, "month")).toThrow(message);
    expect(() => monthlyReturns(debt)).toThrow(message);
    expect(() => periodReturns({ equity: debt } as never, "day")).toThrow(
      "has no equity with its returns; give a backtest",
    );
  });

  test("refuse an unknown period", () => {
    expect(() => periodReturns(resultOf([]), "hour" as "day")).toThrow(
      'periodReturns: unknown period "hour"; known: day, week, month, year',
    );
  });
});

describe("monthlyReturns", () => {
  test("give a row for each year, which compounds its months", () => {
    const [row, ...others] = monthlyReturns(resultOf(wave));
    expect(others).toEqual([]);
    expect(row.year).toBe("2025");
    closeTo([row.Jan, row.Feb, row.Aug, row.Sep], [months[0], months[1], months[7], gap], 13);
    // cum_returns_final(r) of empyrical.
    expect(row.total).toBeCloseTo(0.15521654868585544, 12);
    expect(Object.keys(row).length).toBe(14);
  });

  test("begin a new row with January", () => {
    const equity = at(["2024-12-01T12:00", "2025-01-01", "2025-01-02"], [100, 110, 121]);
    const rows = monthlyReturns(equity);
    expect(rows.map(({ year, Jan, Dec, total }) => [year, Jan, Dec, total])).toEqual([
      ["2024", gap, expect.closeTo(0.1, 14), expect.closeTo(0.1, 14)],
      ["2025", expect.closeTo(0.1, 14), gap, expect.closeTo(0.1, 14)],
    ]);
    expect(equity.times[1] % dayMs).toBe(0);
    expect(monthlyReturns(equity.rows(0, 0))).toEqual([]);
  });
});

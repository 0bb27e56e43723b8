import { expect, test } from "vitest";
import { attribution } from "../../lib/backtest/results/attribution.js";
import { comparison } from "../../lib/backtest/results/comparison.js";
import { drawdowns } from "../../lib/backtest/results/drawdowns.js";
import { monthlyReturns } from "../../lib/backtest/results/monthly-returns.js";
import {
  attributionTable,
  comparisonTable,
  drawdownsTable,
  monthlyReturnsTable,
} from "../../lib/notebook/result-tables.js";
import { Series } from "../../lib/series/series.js";
import { dayMs } from "../../lib/series/time.js";
import { firstEnd, resultOf } from "../backtest/results/result-of.js";

const result = resultOf([0.1, -0.1, 0, 0.2], [1, 0.5, 0, 1]);

test("the table of an attribution tells each label's part in percent", () => {
  const times = Float64Array.from([0, 1, 2, 3], (row) => firstEnd + (row - 1) * dayMs);
  const labels = new Series(times, Float64Array.of(0, 1, 1, 0), "label", "number");
  const made = attributionTable(attribution(result, labels, { names: ["up", "down"], lag: 0 }));
  expect(made.toString()).toBe(
    [
      "label  bars  exposure  contribution  hit rate  bps per bar      t      p",
      "up        2    100.0%        29.80%    100.0%     1,500.00   3.00  0.205",
      "down      2     50.0%       -11.00%      0.0%      -500.00  -1.00  0.500",
      "(by the label known when the bar began)",
    ].join("\n"),
  );
});

test("the table of drawdowns says that one is not over", () => {
  expect(drawdownsTable(drawdowns(resultOf([0.1, -0.5]))).toString()).toBe(
    [
      "rank    depth  peak (UTC)  trough (UTC)  recovery (UTC)  bars  bars down",
      "   1  -50.00%  2025-01-02    2025-01-03               –     1          1",
    ].join("\n"),
  );
});

test("the table of monthly returns has a line for each year", () => {
  const made = monthlyReturnsTable(monthlyReturns(result), { caption: "Strategy" });
  expect(made.caption).toBe("Strategy");
  expect(made.columns.map(({ name }) => name).join(" ")).toBe(
    "year Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec total",
  );
  expect(made.rows).toEqual([["2025", "18.80%", ...Array(11).fill("–"), "18.80%"]]);
  expect(monthlyReturnsTable([]).rows).toEqual([]);
});

test("the table of comparisons says against what, and how", () => {
  const made = comparisonTable({ itself: comparison(result, result) });
  expect(made.rows.map((row) => row.slice(0, 2))).toEqual([
    ["Total return", "18.80%"],
    ["Benchmark", "18.80%"],
    ["Excess return", "0.00%"],
    ["Active return", "0.00%"],
    ["t of active return", "–"],
    ["Tracking error", "0.00%"],
    ["Information ratio", "–"],
    ["Beta", "1.00"],
    ["Alpha", expect.stringMatching(/^-?0.00%$/)],
    ["t of alpha", "–"],
    ["Correlation", "1.00"],
    ["Up capture", "100.00%"],
    ["Down capture", "100.00%"],
  ]);
  expect(made.note).toBe("4 simple returns");
});

test("the table of comparisons says that one side has same-bar fills, and refuses what has no name", () => {
  const marked = {
    ...result,
    returns: result.returns.with(result.returns.values, { name: "returns (same-bar fills)" }),
  };
  expect(comparisonTable({ same: comparison(result, marked) }).note).toBe(
    "4 simple returns; same-bar fills, which cannot be traded",
  );
  expect(comparisonTable({ next: comparison(result, result) }).note).toBe("4 simple returns");
  expect(() => comparisonTable(comparison(result, result) as never)).toThrow('comparisonTable: "totalReturn" is 0.188');
});

import type { AttributionRow } from "../backtest/results/attribution.js";
import type { Comparison } from "../backtest/results/comparison.js";
import type { Drawdown } from "../backtest/results/drawdowns.js";
import type { MonthlyReturns } from "../backtest/results/monthly-returns.js";
import { shown } from "../series/check.js";
import { type CellFormat, formatCells } from "./format-cells.js";
import { type Table, type TableColumn, type TableOptions, table } from "./table.js";

type Words = Pick<TableOptions, "caption" | "note">;

/** Where the profit of a backtest came from, a line for each label. */
export function attributionTable(
  rows: readonly AttributionRow[],
  { caption = "", note = "by the label known when the bar began" }: Words = {},
): Table {
  const shown = rows.map((row) => ({ ...row, bps: 1e4 * row.meanReturn }));
  return table(shown, {
    caption,
    note,
    columns: [
      "label",
      "bars",
      percent("exposure", 1),
      percent("contribution", 2),
      percent("hitRate", 1, "hit rate"),
      { key: "bps", name: "bps per bar", digits: 2 },
      { key: "t", digits: 2 },
      { key: "p", digits: 3 },
    ],
  });
}

/** The worst drawdowns, deepest first. */
export function drawdownsTable(rows: readonly Drawdown[], { caption = "", note }: Words = {}): Table {
  return table(rows, {
    caption,
    note,
    columns: [
      "rank",
      percent("depth", 2),
      { key: "peakTime", name: "peak (UTC)" },
      { key: "troughTime", name: "trough (UTC)" },
      // A column without a recovery has nothing to tell its format by.
      { key: "recoveryTime", name: "recovery (UTC)", format: "time" },
      "bars",
      { key: "barsDown", name: "bars down" },
    ],
  });
}

/** Returns by month, a line for each year. */
export function monthlyReturnsTable(rows: readonly MonthlyReturns[], { caption = "", note }: Words = {}): Table {
  const [, ...months] = Object.keys(rows[0] ?? {});
  return table(rows, { caption, note, columns: ["year", ...months.map((key) => percent(key, 2))] });
}

const lines: readonly (readonly [field: keyof Comparison, name: string, format: CellFormat, how: string])[] = [
  ["totalReturn", "Total return", "percent", "over the periods that both have"],
  ["benchmarkReturn", "Benchmark", "percent", "over the same periods"],
  ["excessReturn", "Excess return", "percent", "total return − benchmark"],
  ["activeReturn", "Active return", "percent", "mean difference, for a year, not compounded"],
  ["activeT", "t of active return", "number", "Newey–West"],
  ["trackingError", "Tracking error", "percent", "for a year, n − 1"],
  ["informationRatio", "Information ratio", "number", "for a year"],
  ["beta", "Beta", "number", "least squares"],
  ["alpha", "Alpha", "percent", "for a year, not compounded"],
  ["alphaT", "t of alpha", "number", "Newey–West"],
  ["correlation", "Correlation", "number", "of returns"],
  ["upCapture", "Up capture", "percent", "ratio of mean returns, benchmark above 0"],
  ["downCapture", "Down capture", "percent", "ratio of mean returns, benchmark below 0"],
];

/**
 * Comparisons side by side, each measure with its convention; of same-bar fills it is said below.
 * @param results by the name of the column, such as `{ "buy and hold": comparison(result, held) }`
 * @throws {TypeError} for a comparison without a name
 */
export function comparisonTable(
  results: Readonly<Record<string, Comparison>>,
  { caption = "", note }: Words = {},
): Table {
  for (const [name, value] of Object.entries(Object(results) as typeof results)) {
    if (value?.conventions !== undefined) continue;
    throw new TypeError(
      `comparisonTable: "${name}" is ${shown(value)} and no comparison; give { "buy and hold": comparison(result, held) }`,
    );
  }
  const names = Object.keys(results);
  // Keys of our own, so that a benchmark may be called anything.
  const rows = lines.map(([field, name, format, how]) => ({
    name,
    how,
    ...Object.fromEntries(
      names.map((against, column) => [`result ${column}`, formatCells([results[against]?.[field]], format, 2)[0]]),
    ),
  }));
  const sameBar = names.some((name) => results[name]?.conventions.sameBarFills);
  const periods = names.map((name) => results[name]?.conventions.n.toLocaleString("en-US"));
  return table(rows, {
    caption,
    note: [`${periods.join(", ")} simple returns`, sameBar ? "same-bar fills, which cannot be traded" : undefined, note]
      .filter((text) => text !== undefined)
      .join("; "),
    columns: [
      { key: "name", name: "against" },
      ...names.map((name, column) => ({ key: `result ${column}`, name, align: "right" as const })),
      { key: "how", name: "convention" },
    ],
  });
}

function percent(key: string, digits: number, name: string = key): TableColumn {
  return { key, name, format: "percent", digits };
}

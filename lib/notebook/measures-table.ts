import type { Measures } from "../backtest/results/measures.js";
import type { Costs } from "../backtest/results/result.js";
import { shown } from "../series/check.js";
import { type CellFormat, formatCells } from "./format-cells.js";
import { type Table, type TableOptions, table } from "./table.js";

interface Line {
  readonly field: Exclude<keyof Measures, "conventions">;
  readonly name: string;
  readonly format: CellFormat;
  readonly digits: number;
  /** How it was taken, in a few words. */
  readonly how: string;
}

const lines: readonly Line[] = [
  { field: "totalReturn", name: "Total return", format: "percent", digits: 2, how: "compounded" },
  { field: "cagr", name: "CAGR", format: "percent", digits: 2, how: "growth for a year of 365 days" },
  { field: "volatility", name: "Volatility", format: "percent", digits: 2, how: "for a year, n − 1" },
  { field: "sharpe", name: "Sharpe ratio", format: "number", digits: 2, how: "for a year, risk-free rate 0" },
  {
    field: "sortino",
    name: "Sortino ratio",
    format: "number",
    digits: 2,
    how: "for a year, target 0, downside over all returns",
  },
  {
    field: "maxDrawdown",
    name: "Maximum drawdown",
    format: "percent",
    digits: 2,
    how: "from the highest equity so far",
  },
  { field: "calmar", name: "Calmar ratio", format: "number", digits: 2, how: "CAGR / maximum drawdown" },
  { field: "hitRate", name: "Hit rate", format: "percent", digits: 1, how: "closed trades with a net profit" },
  { field: "trades", name: "Trades", format: "number", digits: 0, how: "closed" },
  {
    field: "turnover",
    name: "Turnover",
    format: "number",
    digits: 1,
    how: "traded notional / mean equity, for a year",
  },
  { field: "exposure", name: "Exposure", format: "percent", digits: 1, how: "bars that end with a position" },
  {
    field: "breakEvenBps",
    name: "Break-even cost",
    format: "number",
    digits: 1,
    how: "basis points of traded notional",
  },
];

/**
 * Measures of one or more backtests side by side, each with the convention it was taken by.
 * @param results measures by the name of the column, such as `{ strategy: result.measures, "buy and hold": held.measures }`
 * @throws {TypeError} for a backtest or measures without a name, saying what to give
 */
export function measuresTable(
  results: Readonly<Record<string, Measures>>,
  { caption = "", note }: Pick<TableOptions, "caption" | "note"> = {},
): Table {
  checkMeasures(results);
  const names = Object.keys(results);
  // Keys of our own, so that a result may be called anything.
  const rows = lines.map(({ field, name, format, digits, how }) => ({
    name,
    how,
    ...Object.fromEntries(
      names.map((result, column) => [`result ${column}`, formatCells([results[result]?.[field]], format, digits)[0]]),
    ),
  }));
  return table(rows, {
    caption,
    note: [conventions(markedFirst(Object.values(results))), note].filter((text) => text !== undefined).join("; "),
    columns: [
      { key: "name", name: "measure" },
      ...names.map((name, column) => ({ key: `result ${column}`, name, align: "right" as const })),
      { key: "how", name: "convention" },
    ],
  });
}

/** A result by itself is refused, since each of its fields would become a column. */
function checkMeasures(results: unknown): void {
  const what = unnamed(results);
  if (what !== undefined) throw new TypeError(`measuresTable: ${what}; give { strategy: result.measures }`);
  for (const [name, value] of Object.entries(results as object)) {
    if (isMeasures(value)) continue;
    throw new TypeError(
      `measuresTable: "${name}" is ${shown(value)} and no measures; give { "${name}": result.measures }`,
    );
  }
}

function unnamed(results: unknown): string | undefined {
  if (typeof results !== "object" || results === null || Array.isArray(results)) {
    return `${shown(results)} has no measures by name`;
  }
  if ("measures" in results && isMeasures(results.measures) && "costs" in results) {
    return "a backtest has no name for its column";
  }
  return isMeasures(results) ? "measures have no name for their column" : undefined;
}

function isMeasures(value: unknown): boolean {
  return typeof value === "object" && value !== null && "conventions" in value && "sharpe" in value;
}

/**
 * Where the profit of a backtest came from, in dollars or, of an inverse account, in coins; costs are negative, so that the
 * lines add up to the last one. A liquidation has a line where there was a fee of one.
 */
export function costsTable(
  { unit, gross, fees, slippage, funding, liquidation, net }: Costs,
  { caption = "", note }: Pick<TableOptions, "caption" | "note"> = {},
): Table {
  const rows = [
    { part: "Gross profit", amount: gross },
    { part: "Fees", amount: 0 - fees },
    { part: "Slippage", amount: 0 - slippage },
    { part: "Funding", amount: funding },
    ...(liquidation === 0 ? [] : [{ part: "Liquidation", amount: 0 - liquidation }]),
    { part: "Net profit", amount: net },
  ];
  const amount =
    unit === "usd"
      ? ({ key: "amount", name: "USD", format: "usd", digits: 2 } as const)
      : ({ key: "amount", name: "coins", format: "number", digits: 8 } as const);
  return table(rows, { caption, note, columns: ["part", amount] });
}

function conventions(measures: Measures | undefined): string | undefined {
  if (measures === undefined) return undefined;
  const { n, periodsPerYear, fill } = measures.conventions;
  const counted = `${n.toLocaleString("en-US")} simple returns, ${periodsPerYear.toLocaleString("en-US")} in a year`;
  return fill === "same close" ? `${counted}; same-bar fills, which cannot be traded` : counted;
}

/** The measures whose conventions are told: those of same-bar fills if there are any. */
function markedFirst(results: readonly Measures[]): Measures | undefined {
  return results.find(({ conventions: { fill } }) => fill === "same close") ?? results[0];
}

import type { Backtest } from "../backtest/results/result.js";
import { isoTime } from "../series/time.js";
import { costsTable, measuresTable } from "./measures-table.js";
import { Table, type TableOptions } from "./table.js";

/**
 * A backtest as a notebook shows it: measures with their conventions, where the profit came from, and the assumptions
 * below.
 */
export function backtestTable(
  result: Backtest,
  {
    caption = captionOf(result),
    note = result.assumptions.map((sentence) => sentence.replace(/\.$/, "")).join("; "),
  }: Pick<TableOptions, "caption" | "note"> = {},
): Table {
  const measures = measuresTable({ value: result.measures }, { caption, note });
  const costs = costsTable(result.costs);
  const unit = result.costs.unit === "usd" ? "dollars" : "coins";
  const rows = costs.rows.map(([part, amount]) => [part, amount, part === "Net profit" ? `${unit}, their sum` : unit]);
  return new Table({
    caption: measures.caption,
    columns: measures.columns,
    rows: [...measures.rows, ...rows],
    note: measures.note,
  });
}

function captionOf({ positions: { names, times }, liquidation }: Backtest): string {
  const span = times.length === 0 ? "" : `, ${isoTime(times[0])} to ${isoTime(times[times.length - 1])}`;
  const end = liquidation === undefined ? "" : `, liquidated at ${isoTime(liquidation.time)}`;
  return `Backtest of ${names.join(", ")}${span}${end}`;
}

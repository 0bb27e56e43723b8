import type { Quality } from "../sources/quality/quality.js";
import { qualitySummary } from "../sources/quality/quality-summary.js";
import { type Table, type TableOptions, table } from "./table.js";

/** The data-quality summary of a load as a table: what was found, where, how often, and what was done; gravest first. */
export function qualityTable(
  quality: Quality,
  { caption, note, maxRows = 30 }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const rows = qualitySummary(quality);
  const [read, findings] = [quality.rowsRead, rows.length].map((value) => value.toLocaleString("en-US"));
  return table(rows, {
    caption: caption ?? `Data quality: ${read} rows read, ${findings} ${rows.length === 1 ? "finding" : "findings"}`,
    note,
    maxRows,
    columns: ["kind", "where", { key: "count", digits: 0 }, "period", { key: "detail", name: "what was done" }],
  });
}

import { isoTime } from "../series/time.js";
import type { Quality } from "../sources/quality/quality.js";
import { type Table, type TableOptions, table } from "./table.js";

/** The data-quality summary of a load as a table: what was found, where, how often, and what was done about it. */
export function qualityTable(
  { rowsRead, issues }: Quality,
  { caption, note, maxRows = 30 }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const [rows, findings] = [rowsRead, issues.length].map((value) => value.toLocaleString("en-US"));
  return table(
    issues.map((issue) => ({ ...issue, from: timeText(issue.from), to: timeText(issue.to) })),
    {
      caption:
        caption ?? `Data quality: ${rows} rows read, ${findings} ${issues.length === 1 ? "finding" : "findings"}`,
      note,
      maxRows,
      columns: ["kind", "where", { key: "count", digits: 0 }, "from", "to", { key: "detail", name: "what was done" }],
    },
  );
}

/** Findings of a day and of a minute stand in one column: each is as short as it can be. */
function timeText(time: number | undefined): string | undefined {
  return time === undefined ? undefined : isoTime(time);
}

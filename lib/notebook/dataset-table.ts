import { intervalText, isoTime } from "../series/time.js";
import type { Dataset } from "../sources/dataset.js";
import { completeness } from "../sources/quality/completeness.js";
import type { Quality } from "../sources/quality/quality.js";
import { formatCells } from "./format-cells.js";
import { type Table, type TableOptions, table } from "./table.js";

/**
 * What a load yielded, a row for each column of open interest: what contract it is, how it counts, and how much of the
 * period it covers; below it where it is from and what was found in it. A field that the source does not tell is `–`.
 */
export function datasetTable(
  { asset, intervalMs, openInterest, funding, quality, provenance }: Dataset,
  {
    caption,
    note = `${provenance.description.replace(/\.$/, "")}; ${qualityText(quality)}`,
    maxRows = 30,
  }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const { times } = openInterest;
  const period = times.length === 0 ? "no rows" : `${isoTime(times[0])} → ${isoTime(times[times.length - 1])}`;
  const covered = completeness(openInterest);
  const rows = openInterest.columns.map(({ name, identity }, column) => ({
    column: name,
    kind: identity.kind,
    margin: identity.margin,
    settle: identity.settle,
    sides: identity.sides === undefined ? undefined : String(identity.sides),
    covered: formatCells([covered[column].share], "percent", 1)[0],
    first: covered[column].first,
    last: covered[column].last,
  }));
  const size = `${times.length.toLocaleString("en-US")} rows of ${intervalText(intervalMs)}, ${period}`;
  return table(rows, {
    caption:
      caption ??
      `${asset} open interest: ${size}; funding of ${funding.length} ${funding.length === 1 ? "perpetual" : "perpetuals"}`,
    note,
    maxRows,
    columns: [
      "column",
      "kind",
      "margin",
      "settle",
      { key: "sides", name: "sides counted" },
      { key: "covered", align: "right" },
      "first",
      "last",
    ],
  });
}

/** How many findings there are of each kind; `qualityTable` tells them. */
function qualityText({ issues }: Quality): string {
  if (issues.length === 0) return "data quality: nothing found";
  const kinds = new Map<string, number>();
  for (const { kind } of issues) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return `data quality: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ")}`;
}

import { openInterestField } from "../../market/open-interest-fields.js";
import { openInterestOf } from "../../market/open-interest-of.js";
import { align } from "../../series/align.js";
import { timeGrid } from "../../series/grid.js";
import { Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import { removeImpossibleOpenInterest } from "../files/impossible-cells.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { readColumn } from "./read-column.js";
import type { SanColumn } from "./san-columns.js";
import type { SanRange } from "./san-documents.js";
import type { FinalRows } from "./san-order.js";
import type { SanReader } from "./san-reader.js";

/** Rows of a metric for all its columns. */
export interface ReadOptions extends FinalRows, Omit<SanRange, "owner"> {
  readonly asset: string;
}

/** Open interest as it came. */
export interface OpenInterestRead {
  /** At the ends of bars, unit `usd`; only rows that came. */
  readonly panel: Panel;
  /** Those of the panel, in its order. */
  readonly columns: readonly SanColumn[];
  readonly issues: readonly QualityIssue[];
  readonly rowsRead: number;
}

/**
 * Open interest of each column. One that nobody asked for by name and that has no value is left out and told as
 * `composition`: Santiment's lists name exchanges that are gone.
 */
export async function readOpenInterest(
  reader: SanReader,
  columns: readonly SanColumn[],
  { asset, barMs, now, ...range }: ReadOptions,
): Promise<OpenInterestRead> {
  const field = openInterestField("santiment", "", "graphql", range.metric);
  const { from, to, includeIncomplete } = range;
  const series: Series[] = [];
  const kept: SanColumn[] = [];
  const issues: QualityIssue[] = [];
  let rowsRead = 0;
  for (const column of columns) {
    const { name, identity, isAsked } = column;
    const rows = await readColumn(reader, column, range, { barMs, now, includeIncomplete }, name);
    const of = openInterestOf(field, rows, { name, identity: { asset, ...identity }, intervalMs: barMs });
    rowsRead += rows.rowsRead;
    issues.push(...rows.issues, ...removeImpossibleOpenInterest(name, of.times, of.values));
    if (!isAsked && of.values.every(Number.isNaN)) {
      const bars = timeGrid({ from, to, intervalMs: barMs });
      issues.push(...issueAt("composition", name, bars, "has no value at all in the period; left out"));
    } else {
      series.push(of);
      kept.push(column);
    }
  }
  const panel = series.length === 0 ? new Panel(new Float64Array(0), [], "usd") : align(series);
  return { panel, columns: kept, issues, rowsRead };
}

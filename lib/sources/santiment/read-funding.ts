import { timeGrid } from "../../series/grid.js";
import { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { type ColumnRead, readColumn } from "./read-column.js";
import type { ReadOptions } from "./read-open-interest.js";
import type { SanAccess } from "./san-access.js";
import type { SanColumn } from "./san-columns.js";
import { isClosed } from "./san-failure.js";
import { openText, publicationMs } from "./san-period.js";
import type { SanReader } from "./san-reader.js";

/** Funding rates as they came. */
export interface FundingRead {
  /** Unit `fraction`, at the ends of bars; a column without any rate is left out. */
  readonly series: readonly Series[];
  readonly issues: readonly QualityIssue[];
  readonly rowsRead: number;
}

/**
 * Funding rates of the columns, averaged by Santiment over contracts with open interest as weight. It writes them as a
 * fraction (its own charts show a hundred times the number, in percent) and does not say of which settlement period.
 * What is not open to the key is told as `cut`.
 */
export async function readFunding(
  reader: SanReader,
  columns: readonly SanColumn[],
  access: SanAccess,
  { asset, barMs, now, ...range }: ReadOptions,
): Promise<FundingRead> {
  const { metric, includeIncomplete } = range;
  const from = Math.max(range.from, Math.ceil(access.from / barMs) * barMs);
  const to = Math.min(range.to, Math.floor(access.to / barMs) * barMs);
  const cut = (first: number, last: number, why: string): readonly QualityIssue[] =>
    first < last ? issueAt("cut", metric, timeGrid({ from: first, to: last, intervalMs: barMs }), why) : [];
  const none = (why: string): FundingRead => ({ series: [], issues: cut(range.from, range.to, why), rowsRead: 0 });
  if (!access.isAccessible) return none("not given: the plan of this key does not include it");
  const open = `this key may read ${openText(access)}`;
  if (from >= to) return none(`not given: ${open}`);
  const given = `asked for ${isoTime(range.from)} to ${isoTime(range.to)}, given ${isoTime(from)} to ${isoTime(to)}: ${open}`;
  const issues: QualityIssue[] = [...cut(range.from, from, given), ...cut(to, range.to, given)];
  const series: Series[] = [];
  let rowsRead = 0;
  for (const column of columns) {
    const name = `${column.name} funding rate`;
    let rows: ColumnRead;
    try {
      rows = await readColumn(reader, column, { ...range, from, to }, { barMs, now, includeIncomplete }, name);
    } catch (cause) {
      if (isClosed(cause)) return none(`not given: ${cause.message.replace("loadSantiment: ", "")}`);
      throw cause;
    }
    rowsRead += rows.rowsRead;
    issues.push(...rows.issues);
    if (rows.values.every(Number.isNaN)) continue;
    const of = { asset, ...column.identity, kind: "perpetual" as const, delayMs: publicationMs };
    series.push(
      new Series(
        rows.times.map((time) => time + barMs),
        rows.values,
        name,
        "fraction",
        of,
      ),
    );
  }
  return { series, issues, rowsRead };
}

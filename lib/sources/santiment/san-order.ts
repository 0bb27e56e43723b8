import { intervalText, isoTime, minuteMs } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import { publicationMs } from "./san-period.js";
import type { ReadRows } from "./san-reader.js";

/** Which rows are final. */
export interface FinalRows {
  readonly barMs: number;
  /** Epoch milliseconds UTC. */
  readonly now: number;
  readonly includeIncomplete: boolean;
}

/** Rows in order, one for each label. */
export interface OrderedRows {
  /** Labels, the starts of bars. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly issues: readonly QualityIssue[];
}

/** Santiment's own step of open interest and funding: a row of it is there or not, and never of a part. */
const stepMs = 5 * minuteMs;

/**
 * Rows as they came, sorted, without strays, without labels that begin no bar, and without those that are not final: of a
 * bar that is not over, or of one longer than Santiment's step whose last part may not be published yet. What was dropped or
 * kept is told.
 */
export function orderedRows(rows: ReadRows, where: string, { barMs, now, includeIncomplete }: FinalRows): OrderedRows {
  const { times, columns, issues } = sortedRows(rows.times, [rows.values], where);
  const values = columns[0] as Float64Array;
  const finalUntil = barMs > stepMs ? now - publicationMs : now;
  const isFinal = (label: number): boolean => label + barMs <= finalUntil;
  const ends = (isSuch: (label: number) => boolean): Float64Array => times.filter(isSuch).map((label) => label + barMs);
  const isBar = (label: number): boolean => label % barMs === 0;
  const open = ends((label) => isBar(label) && !isFinal(label));
  const beside = ends((label) => !isBar(label));
  const off = `rows off the grid of ${intervalText(barMs)}, such as ${isoTime(beside[0] ?? Number.NaN)}; left out`;
  const fate = includeIncomplete ? "kept as asked, and may still change" : "dropped; includeIncomplete keeps them";
  const keeps = (row: number): boolean =>
    isBar(times[row] as number) && (includeIncomplete || isFinal(times[row] as number));
  return {
    times: times.filter((_, row) => keeps(row)),
    values: values.filter((_, row) => keeps(row)),
    issues: [
      ...issues,
      ...issueAt("invalid", where, rows.strays, "rows outside what was asked for; left out"),
      ...issueAt("invalid", where, beside, off),
      ...issueAt("incomplete", where, open, `bars that are not over, or not published to their end; ${fate}`),
    ],
  };
}

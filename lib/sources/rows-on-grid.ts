import { intervalText, isoTime } from "../series/time.js";
import { gapIssues } from "./quality/grid-issues.js";
import { issueAt } from "./quality/issue-at.js";
import type { QualityIssue } from "./quality/quality.js";

/** Where to place rows. */
export interface Grid {
  /** Bar ends, `stepMs` apart, at least one. */
  readonly times: Float64Array;
  readonly stepMs: number;
}

/** Rows in order of time. */
export interface TimedRows {
  readonly times: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** Columns as long as the grid, and what was found in placing the rows. */
export interface GridRows {
  readonly columns: readonly Float64Array[];
  readonly issues: readonly QualityIssue[];
}

/**
 * Rows placed on a grid at their time plus `shiftMs`, NaN where there is none. Rows before or after the grid are left out;
 * instants without a row are told as `gap`, rows between two instants, which are left out, as `invalid`.
 */
export function rowsOnGrid(rows: TimedRows, shiftMs: number, { times, stepMs }: Grid, where: string): GridRows {
  const first = times[0] as number;
  const last = times[times.length - 1] as number;
  const columns = rows.columns.map(() => new Float64Array(times.length).fill(Number.NaN));
  const placed: number[] = [];
  const beside: number[] = [];
  for (let row = 0; row < rows.times.length; row++) {
    const time = (rows.times[row] as number) + shiftMs;
    if (time <= first - stepMs || time > last) continue;
    const target = (time - first) / stepMs;
    if (!Number.isInteger(target)) {
      beside.push(time);
      continue;
    }
    placed.push(time);
    for (let column = 0; column < columns.length; column++) {
      (columns[column] as Float64Array)[target] = (rows.columns[column] as Float64Array)[row] as number;
    }
  }
  const bounded = Float64Array.from([first - stepMs, ...placed, last + stepMs]);
  const off = `rows off the grid of ${intervalText(stepMs)}, such as ${isoTime(beside[0] ?? Number.NaN)}; left out`;
  return { columns, issues: [...gapIssues(bounded, stepMs, where), ...issueAt("invalid", where, beside, off)] };
}

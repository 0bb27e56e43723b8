import type { Panel } from "../../series/panel.js";
import { indexOfTime } from "../../series/search.js";
import { intervalText } from "../../series/time.js";
import { heldRow } from "../held-row.js";
import { issueAt } from "./issue-at.js";
import type { QualityIssue } from "./quality.js";

/**
 * Bars of `bars` in which a column holds a value from before the bar's end, because `source`, from which they were made
 * by taking the last value, has none at it. A bar is counted once, however many columns it concerns.
 * @param source the same columns on a regular grid that holds the ends of all bars
 * @param sourceMs distance between its rows in milliseconds
 */
export function fillIssues(source: Panel, bars: Panel, sourceMs: number, where: string): readonly QualityIssue[] {
  if (source.times === bars.times) return [];
  const filled = new Set<number>();
  let oldest = 0;
  for (let column = 0; column < bars.columns.length; column++) {
    const values = bars.columns[column]?.values as Float64Array;
    const snapshots = source.columns[column]?.values as Float64Array;
    for (let row = 0; row < values.length; row++) {
      if (Number.isNaN(values[row])) continue;
      const end = indexOfTime(source.times, bars.times[row] as number);
      const last = heldRow(snapshots, source.times, bars.times[row] as number);
      if (last === end) continue;
      filled.add(bars.times[row] as number);
      oldest = Math.max(oldest, end - last);
    }
  }
  const age = intervalText(oldest * sourceMs);
  const detail = `bars without a value at their end hold the last one before it, at most ${age} old`;
  return issueAt("fill", where, [...filled], detail);
}

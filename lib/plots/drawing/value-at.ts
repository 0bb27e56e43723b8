import { firstAfter } from "../../series/search.js";
import type { Series } from "../../series/series.js";

/** The value of the last row at or before a time, NaN where there is none: what could be seen at an instant between rows. */
export function valueAt({ times, values }: Series, time: number): number {
  return values[firstAfter(times, time) - 1] ?? Number.NaN;
}

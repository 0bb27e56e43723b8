import { dayMs } from "../../series/time.js";

/** Epoch milliseconds UTC of the first instant of what a file is of, and of the one after its last. */
export interface PathPeriod {
  readonly start: number;
  readonly end: number;
}

/** The UTC day or month that the name of an archive's file ends with; undefined where it ends with none. */
export function pathPeriod(path: string): PathPeriod | undefined {
  const match = /-(\d{4})-(\d{2})(?:-(\d{2}))?\.zip$/.exec(path);
  if (match === null) return undefined;
  const [year, month] = [Number(match[1]), Number(match[2]) - 1];
  if (match[3] === undefined) return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
  const start = Date.UTC(year, month, Number(match[3]));
  return { start, end: start + dayMs };
}

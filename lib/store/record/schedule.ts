import { gridOrigin } from "../../series/grid.js";

/** Instants of a schedule: the whole multiples of its interval in UTC; whole weeks count from a Monday. */
export interface Schedule {
  /** Milliseconds between two instants. */
  readonly everyMs: number;
}

/** The first scheduled instant at or after a time. */
export function scheduledFrom(time: number, { everyMs }: Schedule): number {
  const origin = gridOrigin(everyMs);
  return origin + Math.ceil((time - origin) / everyMs) * everyMs;
}

/** Scheduled instants from one to another, both in it: how many. */
export function scheduledCount(from: number, to: number, { everyMs }: Schedule): number {
  return Math.max(0, Math.round((to - from) / everyMs) + 1);
}

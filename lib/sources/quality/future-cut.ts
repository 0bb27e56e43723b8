import { isoTime } from "../../series/time.js";
import type { QualityIssue } from "./quality.js";

/** How far bars go of a period that was asked for beyond the present. */
export interface ServedBars {
  /** The present, epoch milliseconds UTC. */
  readonly now: number;
  /** End of the last bar that there can be. */
  readonly last: number;
  readonly barMs: number;
}

/** Bars of a period up to `to` that end after now, as `cut`; none where it does not go beyond now. */
export function futureCut(to: number, { now, last, barMs }: ServedBars): readonly QualityIssue[] {
  const count = Math.floor((to - last) / barMs);
  if (to <= now || count < 1) return [];
  const detail = `asked up to ${isoTime(to)}, which is after now; served up to ${isoTime(last)}`;
  return [{ kind: "cut", where: "period", count, from: last + barMs, to: last + count * barMs, detail }];
}

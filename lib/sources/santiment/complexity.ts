import { dayMs } from "../../series/time.js";

/** Highest complexity of a document that Santiment accepts. */
const highestComplexity = 50_000;

/** `datetime` and `value`. */
const fields = 2;

/** Weight of a metric in its fast store, as all that are asked for here are. */
const metricWeight = 0.3;

const yearMs = 365 * dayMs;

/** Points of one call, and what divides their complexity. */
export interface CallSize {
  readonly points: number;
  readonly intervalMs: number;
  /** 1 without a plan, more with one (`sanPlan`). */
  readonly divider: number;
}

/**
 * Complexity of a call: N × F × Y × W × A / S, with N points, F = 2 fields, Y the whole years they span, at least 2, halved
 * and rounded down, W = 0.3, A = 1 asset, and S the plan's divider.
 * Source: Santiment Academy, API Complexity.
 */
export function complexity({ points, intervalMs, divider }: CallSize): number {
  const years = Math.floor(Math.max(Math.floor((points * intervalMs) / yearMs), 2) / 2);
  return (points * fields * years * metricWeight) / divider;
}

/** Most points of a call that Santiment accepts, at least 1. */
export function acceptedPoints(intervalMs: number, divider: number): number {
  const accepted = (points: number): boolean => complexity({ points, intervalMs, divider }) <= highestComplexity;
  let low = 1;
  let high = Math.ceil((highestComplexity * divider) / (fields * metricWeight)) + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (accepted(middle)) low = middle;
    else high = middle;
  }
  return low;
}

import { expect } from "vitest";
import type { Results } from "./peers/peer.js";

/** Largest differences between two results, each relative to the value, or to 1 where the value is smaller. */
export interface Differences {
  readonly shares: number;
  readonly logRatios: number;
  readonly zScores: number;
}

/** Fails where regimes differ, or where one has a value and the other none. */
export function differences(ours: Results, theirs: Results): Differences {
  expect(theirs.regimes.length).toBe(ours.regimes.length);
  const other = Array.from(ours.regimes).findIndex((code, t) => code !== theirs.regimes[t]);
  expect(other, "first row whose regime differs").toBe(-1);
  const largest = (kind: keyof Differences): number => {
    expect(theirs[kind].length).toBe(ours[kind].length);
    return Math.max(...ours[kind].map((values, column) => columnDifference(values, theirs[kind][column])));
  };
  return { shares: largest("shares"), logRatios: largest("logRatios"), zScores: largest("zScores") };
}

function columnDifference(ours: Float64Array, theirs: Float64Array): number {
  expect(theirs.length).toBe(ours.length);
  let largest = 0;
  for (let t = 0; t < ours.length; t++) {
    if (Number.isNaN(ours[t]) && Number.isNaN(theirs[t])) continue;
    const difference = Math.abs(ours[t] - theirs[t]) / Math.max(1, Math.abs(ours[t]));
    largest = difference <= largest ? largest : Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}

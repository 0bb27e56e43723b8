import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";

/** Prices of zero or less made NaN in place, told as `invalid`: none of the coins they would give is finite and above zero. */
export function removeImpossiblePrices(
  where: string,
  times: Float64Array,
  values: Float64Array,
): readonly QualityIssue[] {
  return removed(where, times, values, (price) => price <= 0, "price of zero or less; taken as a gap");
}

/**
 * Open interest below zero made NaN in place, told as `invalid`. Zero is kept: a venue may have nothing open, unlike a
 * single listed contract.
 */
export function removeImpossibleOpenInterest(
  where: string,
  times: Float64Array,
  values: Float64Array,
): readonly QualityIssue[] {
  return removed(where, times, values, (value) => value < 0, "open interest below zero; taken as a gap");
}

function removed(
  where: string,
  times: Float64Array,
  values: Float64Array,
  isImpossible: (value: number) => boolean,
  detail: string,
): readonly QualityIssue[] {
  const at: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if (!isImpossible(values[row] as number)) continue;
    values[row] = Number.NaN;
    at.push(times[row] as number);
  }
  return issueAt("invalid", where, at, detail);
}

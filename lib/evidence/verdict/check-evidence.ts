import { checkNumbers } from "../../statistics/check-numbers.js";
import type { EvidenceOptions, TrialCount } from "./evidence.js";

/** @throws {TypeError | RangeError} for what `evidence` cannot judge, naming what to give in its place */
export function checkEvidence(
  returns: ArrayLike<number>,
  { trials, timing, trades }: Pick<EvidenceOptions, "trials" | "timing" | "trades">,
): void {
  checkNumbers(returns, "evidence", "return");
  for (let row = 0; row < returns.length; row++) {
    const value = returns[row];
    if (value !== value || (value >= -1 && value < Number.POSITIVE_INFINITY)) continue;
    throw new RangeError(
      `evidence: return ${value} at row ${row} is no simple return; give −1 or above, NaN for a gap`,
    );
  }
  if (trials !== undefined) checkTrialCount(trials);
  if (timing !== undefined) checkTiming(timing);
  if (trades !== undefined && !(trades >= 0 && trades < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`evidence: trades ${trades} is no count; leave it out where it is not known`);
  }
}

function checkTrialCount(count: TrialCount): void {
  if (typeof count !== "object" || count === null) {
    throw new TypeError(
      `evidence: trials ${count} is no object; give { trials, sharpeVariance } as ledger.summary() does`,
    );
  }
  const { trials, sharpeVariance, elsewhere = 0 } = count;
  if (!(trials >= 0 && trials < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`evidence: trials ${trials} is not a number of variants tried; give a count`);
  }
  if (trials > 1 && !(sharpeVariance >= 0 && sharpeVariance < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `evidence: sharpeVariance ${sharpeVariance} of ${trials} trials is not possible; give the variance of their Sharpe ratios per period`,
    );
  }
  if (!(elsewhere >= 0 && elsewhere < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`evidence: elsewhere ${elsewhere} is not a number of variants tried; give a count`);
  }
}

function checkTiming(timing: Required<EvidenceOptions>["timing"]): void {
  const { position, market } = timing ?? {};
  if (position !== undefined && position !== null && market !== undefined && market !== null) return;
  throw new TypeError("evidence: timing lacks position or market; give both, or leave it out");
}

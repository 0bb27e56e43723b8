import { median } from "simple-statistics";
import { formatValue } from "../../series/format.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../../sources/quality/issue-at.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { percent } from "./percent.js";

/** What is compared, and what to say of it. */
export interface RatioCheck {
  readonly kind: QualityIssue["kind"];
  readonly where: string;
  readonly times: Float64Array;
  /** `subject` over `object`, which should be 1 in each row; NaN where it cannot be told. */
  readonly ratios: Float64Array;
  /** Largest relative deviation from 1, either way, that is none. */
  readonly tolerance: number;
  /** What is compared with what, in words. */
  readonly subject: string;
  readonly object: string;
  /** Why a ratio may be off in all rows, and what to do. */
  readonly scaleAdvice: (ratio: number) => string;
  /** Why single rows may be off, and what to do. */
  readonly rowAdvice: string;
}

/**
 * Issues of a ratio that should be 1: one over all rows if its median is off, which is an error of scale, and one over the
 * rows that are off from that median, or from 1 if there is none. Deviations are judged in logarithms: with a tolerance
 * of 0.05, from 1 / 1.05 to 1.05. The median is of the whole sample.
 */
export function ratioIssues({
  kind,
  where,
  times,
  ratios,
  tolerance,
  subject,
  object,
  scaleAdvice,
  rowAdvice,
}: RatioCheck): readonly QualityIssue[] {
  const compared = times.filter((_, t) => ratios[t] === ratios[t]);
  if (compared.length === 0) return [];
  const limit = Math.log1p(tolerance);
  const usual = median(Array.from(ratios.filter((ratio) => ratio === ratio)));
  const isScaled = !(Math.abs(Math.log(usual)) <= limit);
  const scale = isScaled ? usual : 1;
  const off: number[] = [];
  let worst = -1;
  const distance = (t: number): number => Math.abs(Math.log(ratios[t] / scale));
  for (let t = 0; t < ratios.length; t++) {
    if (!(distance(t) > limit)) continue;
    off.push(times[t]);
    if (worst < 0 || distance(t) > distance(worst)) worst = t;
  }
  const scaled = isScaled ? `${formatValue(usual)} times ` : "";
  const scaleDetail = `${subject} is ${scaled}${object} by the median of ${compared.length} rows; ${scaleAdvice(usual)}`;
  const scaleIssues = isScaled ? issueAt(kind, where, compared, scaleDetail) : [];
  if (worst < 0) return scaleIssues;
  const rowDetail = `${subject} is more than ${percent(tolerance)} off ${scaled}${object} in ${percent(off.length / compared.length)} of ${compared.length} rows, worst ${formatValue(ratios[worst])} times it at ${isoTime(times[worst])}; ${rowAdvice}`;
  return [...scaleIssues, ...issueAt(kind, where, off, rowDetail)];
}

import { checkSameTimes } from "../../series/check-same-times.js";
import { type Regimes, regimeNames } from "./regimes.js";

/** How far two classifications of the same rows agree. */
export interface LabelAgreement {
  /** Rows to which both give a regime. */
  readonly compared: number;
  /** Part of them with the same label in both; NaN for none. */
  readonly agreeing: number;
  /** Part of them whose label differs: 1 − agreeing. */
  readonly changed: number;
  /** Rows by label in the first (outer index) and in the second (inner index), in the order of `regimeNames`. */
  readonly table: readonly (readonly number[])[];
}

/**
 * Compares two classifications row by row: how many labels a unit, a band or a source changes, or how well labels meet
 * a known truth. Rows missing in either are left out.
 * Source: definition (confusion matrix).
 * @param first times and codes of T rows
 * @param second the same times
 * @throws {RangeError} if the times differ
 */
export function labelAgreement(
  first: Pick<Regimes, "times" | "codes">,
  second: Pick<Regimes, "times" | "codes">,
): LabelAgreement {
  checkSameTimes(first.times, second.times, "labelAgreement");
  const table = regimeNames.map(() => regimeNames.map(() => 0));
  let compared = 0;
  let same = 0;
  for (let t = 0; t < first.codes.length; t++) {
    const one = first.codes[t];
    const other = second.codes[t];
    if (one < 0 || other < 0) continue;
    table[one][other] = table[one][other] + 1;
    compared++;
    if (one === other) same++;
  }
  return { compared, agreeing: same / compared, changed: (compared - same) / compared, table };
}

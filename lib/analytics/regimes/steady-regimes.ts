import { checkCount } from "../../series/check.js";
import type { Regimes } from "./regimes.js";

/**
 * Regimes that do not flicker: a label is given only once it has been found in `minimumDwell` rows one after another, and is
 * then kept, through rows that say otherwise, until another one has been. A change of regime is so told `minimumDwell` − 1 rows late, and never taken back:
 * every run is at least `minimumDwell` rows long, but for one cut short by a missing row or the end.
 * Neutral is a label like the others: it too has to last. A row that is missing stays so (−1) and ends what was held; after
 * it, as at the start, the rows before the first label that has lasted are −1. With 1 nothing changes.
 * Steady is not right: in the simulated market, where regimes rarely last two hours, two rows halve the part of labels that
 * meet the truth.
 * Source: definition (minimum dwell time).
 * @param found regimes of T rows, or any times and codes; what else it holds is passed on as it is
 * @param minimumDwell in rows
 * @throws {RangeError} if `minimumDwell` is not a whole number of at least 1
 */
export function steadyRegimes<R extends Pick<Regimes, "times" | "codes">>(found: R, minimumDwell: number): R {
  checkCount(minimumDwell, "minimumDwell", "steadyRegimes");
  const { codes } = found;
  const steady = new Int8Array(codes.length).fill(-1);
  let held = -1;
  let run = 0;
  for (let t = 0; t < codes.length; t++) {
    const code = codes[t];
    run = t > 0 && code === codes[t - 1] ? run + 1 : 1;
    if (code < 0 || run >= minimumDwell) held = code;
    steady[t] = held;
  }
  return { ...found, codes: steady };
}

import { checkSameTimes } from "../../series/check-same-times.js";
import { rollingMedian } from "../../series/rolling/rolling-median.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { rollingSum } from "../../series/rolling/rolling-sum.js";
import type { Series } from "../../series/series.js";
import { checkAmounts } from "../columns/check-amounts.js";
import { type Confirmable, confirmedRegimes } from "./confirmed-regimes.js";

/** What `confirmedByVolume` is asked for. */
export interface VolumeConfirmation {
  /** Rows before the one judged over which the usual volume is taken; it is not among them. */
  readonly window: number;
  /** Times the usual volume that must be exceeded. Default 1. */
  readonly factor?: number;
  /** Fewest volumes in the window; with fewer the row is missing. Default: half the window, rounded up. */
  readonly minCount?: number;
}

/**
 * Regimes that came with more than the usual volume: a label stays where volume[t] > factor × median of the volumes in the
 * `window` rows before t, and becomes neutral elsewhere. Over a horizon of h rows the volume is that of h rows, as the
 * changes are; a lead of no more than h·2^-51 of it, which rounding can make, is none. A labelled row without a
 * volume, or with too few before it, is missing (−1).
 * Source: definition; the median, because volume has a long tail that would lift a mean above most rows.
 * @param found regimes of T rows; what else it holds is passed on as it is
 * @param volume traded in the bar, any unit, T rows at the same times
 * @throws {RangeError} if the times differ, a volume is negative, or an option is out of range
 */
export function confirmedByVolume<R extends Confirmable>(
  found: R,
  volume: Series,
  { window, factor = 1, minCount = Math.ceil(window / 2) }: VolumeConfirmation,
): R {
  checkSameTimes(found.times, volume.times, "confirmedByVolume");
  checkWindow(window, minCount, "confirmedByVolume");
  if (!(factor >= 0 && factor < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`confirmedByVolume: factor ${factor} is not 0 or more; give how often the usual volume`);
  }
  checkAmounts(volume, "volume", "confirmedByVolume");
  const traded = rollingSum(volume, found.horizon);
  const usual = rollingMedian(traded, window, { minCount }).values;
  const excess = new Float64Array(volume.length).fill(Number.NaN);
  // A sum of h volumes is right to h − 1 roundings of 2^-53, and so is the usual one, with one each for the median and the
  // factor: equal ones, added in another order, differ by no more than this part of them.
  const rounding = found.horizon * 2 ** -51;
  for (let t = 1; t < excess.length; t++) {
    excess[t] = traded.values[t] - factor * usual[t - 1] - rounding * traded.values[t];
  }
  return confirmedRegimes(found, excess, volume.identity.delayMs);
}

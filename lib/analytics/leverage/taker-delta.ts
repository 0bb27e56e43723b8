import { checkSameTimes } from "../../series/check-same-times.js";
import { commonIdentity } from "../../series/identity.js";
import { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/**
 * What takers bought less what they sold in each bar: 2 × takerBuyVolume − volume, since what they did not buy they sold.
 * A gap in either is NaN.
 * Source: definition.
 * @param volume traded in the bar, `base`, `usd` or `contracts`, T rows
 * @param takerBuyVolume part of it that takers bought, same unit, T rows at the same times
 * @returns T rows in the same unit, from −volume to volume
 * @throws {RangeError} if units or times differ, or at the first row in which takers bought less than nothing or more
 *   than was traded
 */
export function takerDelta(volume: Series, takerBuyVolume: Series): Series {
  if (volume.unit !== takerBuyVolume.unit) {
    throw new RangeError(
      `takerDelta: volume is in ${volume.unit} and taker buys in ${takerBuyVolume.unit}; convert one of them`,
    );
  }
  checkSameTimes(volume.times, takerBuyVolume.times, "takerDelta");
  const delta = new Float64Array(volume.length);
  for (let t = 0; t < delta.length; t++) {
    const traded = volume.values[t];
    const bought = takerBuyVolume.values[t];
    // Sums of many trades may exceed one another by rounding.
    if (bought < 0 || bought > traded * (1 + 1e-9)) {
      throw new RangeError(
        `takerDelta: takers bought ${bought} of ${traded} traded at ${isoTime(volume.times[t])}; give the part of the volume that takers bought`,
      );
    }
    delta[t] = 2 * bought - traded;
  }
  const identity = commonIdentity([volume.identity, takerBuyVolume.identity]);
  return new Series(volume.times, delta, "taker delta", volume.unit, identity);
}

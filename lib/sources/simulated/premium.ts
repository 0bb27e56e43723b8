import { dayMs, hourMs } from "../../series/time.js";
import type { SimulatedContract } from "./contracts.js";
import { createRandom } from "./random.js";

/** Distance of a contract's price from the index, as a fraction of the index. */
export interface Premium {
  /** Moves one hour: `crowd` is the market's premium for perpetuals, `carry` the yearly one for dated contracts. */
  step(time: number, crowd: number, carry: number): number;
}

/** Premium of one contract: the market's, scaled by `fragility`, with noise of its own of about 1.5 basis points. */
export function createPremium(seed: number, { instrument, fragility }: SimulatedContract): Premium {
  const random = createRandom(seed, `premium/${instrument.venue}/${instrument.symbol}`);
  const loading = 0.5 + 0.5 * fragility;
  let own = 0;
  return {
    step(time, crowd, carry) {
      own = 0.9 * own + 0.000065 * random.normal();
      if (instrument.expiry === undefined) return loading * crowd + own;
      return (carry * Math.max(0, instrument.expiry - time)) / (365 * dayMs) + own;
    },
  };
}

/**
 * Funding rate of an interval from the mean premium in it: (P + clamp(0.0001 - P, ±0.0005)) × hours / 8, held within
 * ±0.75 % and rounded to 1e-8. So it is 0.01 % per eight hours unless the premium is far from that.
 * Source: the published rule of the larger venues, with their interest rate of 0.01 % per eight hours.
 */
export function fundingRate(meanPremium: number, hours: number): number {
  const pulled = meanPremium + Math.min(0.0005, Math.max(-0.0005, 0.0001 - meanPremium));
  const rate = (Math.min(0.0075, Math.max(-0.0075, pulled)) * hours) / 8;
  return Math.round(rate * 1e8) / 1e8;
}

/** True if funding of this interval is settled at this hour end, counted from midnight UTC. */
export function isFundingTime(time: number, hours: number): boolean {
  return time % (hours * hourMs) === 0;
}

import type { Random } from "./random.js";

/** What the price does in one hour besides its own noise. */
export interface PriceImpulse {
  /** Shock of the order flow, variance about 1. */
  readonly flow: number;
  /** Shock that no trade explains, variance 1. */
  readonly shock: number;
  /** Returns added as they are: jump, cascade, rebound, drift. */
  readonly added: number;
  /** Slow level of the variance, about 1. */
  readonly varianceLevel: number;
}

/** A price that moves hour by hour. */
export interface PricePath {
  /** Price at the end of the last hour. */
  readonly price: number;
  /** Standard deviation of the hour to come, relative to ordinary times. */
  readonly activity: number;
  /** Moves one hour and returns the prices at the ends of its parts; the array is used again. */
  step(impulse: PriceImpulse): Float64Array;
}

/** Parts of an hour, for its high and low. */
export const partsPerHour = 12;
/** Part of the variance of returns that order flow explains. */
const flowPart = 0.5;

/**
 * Hourly returns r = s sqrt(v g) (sqrt(f) flow + sqrt(1 - f) shock) + added, where v is the slow level of the variance and
 * g follows a GARCH(1,1) of mean 1: g' = 0.03 + 0.08 e² + 0.89 g, e the shock of the hour relative to s sqrt(v).
 * The price moves by 1 + r / 12 and noise in each of twelve parts; a return is held within ±15 %.
 */
export function createPricePath(start: number, hourlyVolatility: number, random: Random): PricePath {
  const parts = new Float64Array(partsPerHour);
  const noise = new Float64Array(partsPerHour);
  let price = start;
  let garch = 1;
  let activity = 1;
  return {
    get price() {
      return price;
    },
    get activity() {
      return activity;
    },
    step({ flow, shock, added, varianceLevel }) {
      const volatility = hourlyVolatility * Math.sqrt(varianceLevel * garch);
      const expected = volatility * (Math.sqrt(flowPart) * flow + Math.sqrt(1 - flowPart) * shock) + added;
      const change = Math.min(0.15, Math.max(-0.15, expected));
      // Noise of the parts sums to nothing, so that the hour ends where its return says.
      let mean = 0;
      for (let part = 0; part < partsPerHour; part++) {
        noise[part] = random.normal();
        mean += noise[part] / partsPerHour;
      }
      const scale = volatility / Math.sqrt(partsPerHour);
      const end = price * (1 + change);
      let wandered = 0;
      for (let part = 0; part < partsPerHour; part++) {
        wandered += scale * (noise[part] - mean);
        parts[part] = price * (1 + (change * (part + 1)) / partsPerHour + wandered);
      }
      parts[partsPerHour - 1] = end;
      price = end;
      const relative = change / (hourlyVolatility * Math.sqrt(varianceLevel));
      garch = Math.min(12, 0.03 + 0.08 * Math.min(relative * relative, 40) + 0.89 * garch);
      activity = Math.sqrt(garch * varianceLevel);
      return parts;
    },
  };
}

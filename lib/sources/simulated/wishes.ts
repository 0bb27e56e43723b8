import type { Drivers } from "./drivers.js";
import type { Random } from "./random.js";

/** Coins that the takers of the whole market wish to hold long and short. */
export interface Wishes {
  readonly longs: number;
  readonly shorts: number;
  /** Longs less shorts as a part of both: above 0 the market is crowded with longs. */
  readonly skew: number;
  /** Surprise of the last hour in longs less that in shorts, each of variance 1. */
  readonly surprise: number;
  /** Moves one hour. */
  step(row: number, activity: number): void;
  /** Takes away what was forced to close, in coins, longs above 0 and shorts below: it does not come back at once. */
  forceClosed(coins: number): void;
}

/** Usual part of the open interest that takers hold long; about as much is held short. */
const takerPart = 0.53;
const shortsToLongs = 0.97;
/** Standard deviation of the hourly change of a wish in ordinary times, as a part of it. */
const wishNoise = 0.0097;
/**
 * Longs come and go more than shorts. Coins in inverse contracts shrink as the price rises; this keeps the open interest in
 * coins all but unrelated to the price's change, as it is in real markets.
 */
const [longLiveliness, shortLiveliness] = [1.16, 0.84];
/** Change of a wish in an hour for a mood of 1, as a part of its noise. */
const moodPart = 0.07;
/** Part of the distance to its slow level that a wish goes back in an hour. */
const wishPull = 1 / 600;
/** Part of a surprise that all assets share. */
const sharedPart = 0.7;

/** Wishes that wander around the asset's usual open interest. */
export function createWishes(usualCoins: number, drivers: Drivers, own: Random): Wishes {
  let longs = takerPart * usualCoins;
  let shorts = shortsToLongs * longs;
  let surprise = 0;
  return {
    get longs() {
      return longs;
    },
    get shorts() {
      return shorts;
    },
    get skew() {
      return (longs - shorts) / (longs + shorts);
    },
    get surprise() {
      return surprise;
    },
    step(row, activity) {
      const longShock = shared(drivers.longShock[row], own.normal(), sharedPart);
      const shortShock = shared(drivers.shortShock[row], own.normal(), sharedPart);
      const noise = wishNoise * (0.6 + 0.4 * activity);
      const mood = wishNoise * moodPart * drivers.mood[row];
      const level = takerPart * usualCoins * drivers.sizeLevel[row];
      longs += longs * (noise * longLiveliness * longShock + mood) + wishPull * (level - longs);
      shorts += shorts * (noise * shortLiveliness * shortShock - mood) + wishPull * (shortsToLongs * level - shorts);
      longs = Math.max(0.15 * level, longs);
      shorts = Math.max(0.15 * level, shorts);
      surprise = longShock - shortShock;
    },
    forceClosed(coins) {
      longs -= Math.max(0, coins);
      shorts += Math.min(0, coins);
    },
  };
}

/** A shock of variance 1 of which `part` is common. */
export function shared(common: number, own: number, part: number): number {
  return part * common + Math.sqrt(1 - part * part) * own;
}

import { dayMs, hourMs } from "../../series/time.js";
import { failingVenue } from "./contracts.js";
import { createRandom } from "./random.js";

/** Forced closing that feeds on itself, over a few hours. */
export interface Cascade {
  /** Bar END of its first and last hour, epoch milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  /** Positions that are forced to close. */
  readonly side: "long" | "short";
  /** Part of the market's open interest that is forced to close, on an average venue. */
  readonly severity: number;
}

/** What moves every asset of one simulated world: drawn from the seed alone. */
export interface Drivers {
  /** Shock to the wish for longs, mean 0, variance 1. */
  readonly longShock: Float64Array;
  /** Shock to the wish for shorts, mean 0, variance 1. */
  readonly shortShock: Float64Array;
  /** Shock to the price that no trade explains, mean 0, variance 1. */
  readonly priceShock: Float64Array;
  /** Simple return of a jump, mostly 0. */
  readonly jump: Float64Array;
  /** Slow level of the variance, about 1. */
  readonly varianceLevel: Float64Array;
  /** Slow level of open interest, about 1. */
  readonly sizeLevel: Float64Array;
  /** Mood that lasts for days, mean 0, variance 1: above 0 longs are built and shorts given up. */
  readonly mood: Float64Array;
  /** Part of the open interest forced to close this hour: longs above 0, shorts below. */
  readonly forced: Float64Array;
  /** Return that gives back part of a cascade in the hours after it. */
  readonly rebound: Float64Array;
  readonly cascades: readonly Cascade[];
  /** Rows without open interest at the failing venue: `from` ≤ row < `to`. */
  readonly outage: { readonly venue: string; readonly from: number; readonly to: number };
  /** Row after which the joining venue lists its first contract. */
  readonly joinRow: number;
}

/** Parts of a cascade's forced closing in each of its hours. */
const cascadeShape = [0.12, 0.46, 0.25, 0.11, 0.06];
/** Price change for a part of the open interest that is forced to close. */
const cascadeImpact = 0.36;
const reboundHours = 10;

/** Common shocks for `hours` bars from `start`, with one cascade in each full stretch of `cascadeEveryHours`. */
export function marketDrivers(seed: number, start: number, hours: number, cascadeEveryHours: number): Drivers {
  const random = createRandom(seed, "market");
  const varianceLevel = slowLevel(hours, 1 / 500, 0.035, random.normal);
  const sizeLevel = slowLevel(hours, 1 / 3000, 0.0035, random.normal);
  const longShock = shocks(hours, random.normal);
  const shortShock = shocks(hours, random.normal);
  const priceShock = shocks(hours, random.normal);
  const jump = new Float64Array(hours);
  for (let row = 0; row < hours; row++) {
    const chance = random.uniform();
    const size = 0.008 + 0.02 * random.uniform();
    if (chance < 0.0016) jump[row] = chance < 0.0008 ? size : -size;
  }
  return {
    longShock,
    shortShock,
    priceShock,
    jump,
    varianceLevel,
    sizeLevel,
    mood: mood(hours, random.normal),
    ...cascadePlan(seed, start, hours, cascadeEveryHours),
    outage: outage(seed, hours),
    joinRow: Math.floor((start + Math.floor(hours / 2) * hourMs) / dayMs) * (dayMs / hourMs) - start / hourMs,
  };
}

function cascadePlan(seed: number, start: number, hours: number, everyHours: number) {
  const random = createRandom(seed, "cascades");
  const forced = new Float64Array(hours);
  const rebound = new Float64Array(hours);
  const cascades: Cascade[] = [];
  const count = Math.floor(hours / everyHours);
  for (let number = 0; number < count; number++) {
    const row = Math.floor((number + 0.1 + 0.8 * random.uniform()) * everyHours);
    // Longs are crowded more often than shorts: the last of every four cascades goes up.
    const side = number % 4 === 3 ? "short" : "long";
    const severity = (0.15 + 0.08 * random.uniform()) * (side === "long" ? 1 : 0.85);
    const sign = side === "long" ? 1 : -1;
    for (let hour = 0; hour < cascadeShape.length; hour++) forced[row + hour] = sign * severity * cascadeShape[hour];
    const givenBack = 0.4 * random.uniform() * severity * cascadeImpact;
    for (let hour = 0; hour < reboundHours && row + cascadeShape.length + hour < hours; hour++) {
      rebound[row + cascadeShape.length + hour] = (sign * givenBack) / reboundHours;
    }
    const end = (offset: number) => start + (row + offset + 1) * hourMs;
    cascades.push({ from: end(0), to: end(cascadeShape.length - 1), side, severity });
  }
  return { forced, rebound, cascades };
}

/** Return of the hour that a forced closing of this part of the open interest causes. */
export function cascadeReturn(forced: number): number {
  return -cascadeImpact * forced;
}

function outage(seed: number, hours: number): Drivers["outage"] {
  const random = createRandom(seed, "outage");
  const from = Math.floor(hours * (0.25 + 0.1 * random.uniform()));
  const length = 44 + Math.floor(9 * random.uniform());
  return { venue: failingVenue, from, to: Math.min(hours, from + length) };
}

function shocks(hours: number, normal: () => number): Float64Array {
  const values = new Float64Array(hours);
  for (let row = 0; row < hours; row++) values[row] = normal();
  return values;
}

/** A level that is pulled back to 1 and stays between 0.4 and 2.5. */
function slowLevel(hours: number, pull: number, noise: number, normal: () => number): Float64Array {
  const values = new Float64Array(hours);
  let level = 1;
  for (let row = 0; row < hours; row++) {
    level += pull * (1 - level) + noise * Math.sqrt(level) * normal();
    level = Math.min(2.5, Math.max(0.4, level));
    values[row] = level;
  }
  return values;
}

/** First-order autoregression with a half-life of three days and variance 1. */
function mood(hours: number, normal: () => number): Float64Array {
  const keep = 0.9904;
  const fresh = Math.sqrt(1 - keep * keep);
  const values = new Float64Array(hours);
  let level = normal();
  for (let row = 0; row < hours; row++) {
    level = keep * level + fresh * normal();
    values[row] = level;
  }
  return values;
}

import { dayMs, hourMs } from "../../series/time.js";
import { joiningVenue, migration, type SimulatedContract } from "./contracts.js";
import { createRandom } from "./random.js";

/** Part of the joining venue's new open interest that is new to the market; the rest it takes from the others. */
const newMoney = 0.5;

/**
 * Part of the market's traders who want to be in each contract, hour by hour; 0 while it is not listed. The parts drift
 * slowly; between 60 % and 72 % of the period traders move from one venue to another; the joining venue grows by
 * d / (d + 45) of its weight in d days; quarterly contracts grow in three weeks and roll to the next in their last twelve days.
 * @returns one array per contract, each `hours` long
 */
export function venueWeights(
  seed: number,
  contracts: readonly SimulatedContract[],
  start: number,
  hours: number,
): Float64Array[] {
  const raw = contracts.map((contract) => rawWeights(seed, contract, start, hours));
  for (let row = 0; row < hours; row++) {
    let sum = 0;
    for (const weights of raw) sum += weights[row];
    const scale = 1 / (1 + (1 - newMoney) * (sum - 1));
    for (const weights of raw) weights[row] *= scale;
  }
  return raw;
}

function rawWeights(seed: number, contract: SimulatedContract, start: number, hours: number): Float64Array {
  const { instrument, weight, listed } = contract;
  const random = createRandom(seed, `weights/${instrument.venue}/${instrument.symbol}`);
  const values = new Float64Array(hours);
  let drift = 1;
  for (let row = 0; row < hours; row++) {
    const time = start + (row + 1) * hourMs;
    drift += 0.0004 * (1 - drift) + 0.0024 * random.normal();
    drift = Math.min(1.6, Math.max(0.5, drift));
    values[row] = weight * drift * migrated(instrument.venue, row / hours) * lifeTime(contract, time, listed);
  }
  return values;
}

/** Factor on a venue's weight at a part of the whole period. */
function migrated(venue: string, part: number): number {
  const moved = smoothStep((part - 0.6) / 0.12);
  if (venue === migration.from) return 1 - 0.45 * moved;
  if (venue === migration.to) return 1 + 0.52 * moved;
  return 1;
}

function lifeTime({ instrument }: SimulatedContract, time: number, listed: number | undefined): number {
  if (listed === undefined) return 1;
  const ageDays = (time - listed) / dayMs;
  if (ageDays <= 0) return 0;
  if (instrument.venue === joiningVenue) return ageDays / (ageDays + 45);
  const leftDays = ((instrument.expiry ?? Number.POSITIVE_INFINITY) - time) / dayMs;
  if (leftDays < 0) return 0;
  return smoothStep(ageDays / 21) * Math.min(1, 0.08 + (0.92 * leftDays) / 12);
}

/** 0 up to 0, 1 from 1, and a smooth cubic between. */
function smoothStep(x: number): number {
  const clipped = Math.min(1, Math.max(0, x));
  return clipped * clipped * (3 - 2 * clipped);
}

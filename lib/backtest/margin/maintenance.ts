import { checkKnown, checkRange, shown } from "../../series/check.js";

/** One bracket of a venue's table of maintenance margin. */
export interface MaintenanceTier {
  /**
   * Largest notional of the bracket, in the settlement currency: dollars (linear) or coins (inverse). The last is
   * Infinity.
   */
  readonly upTo: number;
  /** Margin needed for each further piece of notional within the bracket, a fraction in [0, 1). */
  readonly rate: number;
}

/** Brackets as the loops take them, one element for each. */
export interface MaintenanceTiers {
  readonly upTo: Float64Array;
  readonly rates: Float64Array;
  /**
   * What is taken off notional × rate so that the margin does not jump at a border (the venues' "maintenance amount").
   */
  readonly deductions: Float64Array;
}

/** No maintenance margin: a position lasts until nothing is left. */
export const noMaintenance: readonly MaintenanceTier[] = [{ upTo: Number.POSITIVE_INFINITY, rate: 0 }];

/**
 * Brackets with their deductions: the first is 0, each further one adds (border below) × (rate − rate of the bracket
 * below), so that margin = notional × rate − deduction is continuous. Venues change their tables: take today's, or that
 * of the time tested, from the venue.
 * Source: the maintenance amount in "Leverage and Margin" of Binance Futures, binance.com/en/support/faq.
 * @throws {TypeError} at what is no list of brackets
 * @throws {RangeError} without brackets, at an unknown field, a border that does not rise, a last border that is not
 *   Infinity, or a rate outside [0, 1) or below the one before
 */
export function maintenanceTiers(
  tiers: readonly MaintenanceTier[] = noMaintenance,
  owner: string = "maintenanceTiers",
): MaintenanceTiers {
  if (!Array.isArray(tiers)) {
    throw new TypeError(`${owner}: maintenance ${shown(tiers)} is no list of tiers; give [{ upTo, rate }, …]`);
  }
  if (tiers.length === 0) throw new RangeError(`${owner}: no maintenance tiers; give at least one, up to Infinity`);
  const upTo = new Float64Array(tiers.length);
  const rates = new Float64Array(tiers.length);
  const deductions = new Float64Array(tiers.length);
  let floor = 0;
  let rateBelow = 0;
  for (let tier = 0; tier < tiers.length; tier++) {
    checkKnown(tiers[tier], "field of a maintenance tier", ["upTo", "rate"], owner);
    checkRange(tiers[tier].upTo, `upTo of tier ${tier}`, true, "a notional, Infinity for the last", owner);
    checkRange(tiers[tier].rate, `rate of tier ${tier}`, true, "a fraction, 0.004 for 0.4 %", owner);
    upTo[tier] = tiers[tier].upTo;
    rates[tier] = tiers[tier].rate;
    const rate = rates[tier];
    if (!(upTo[tier] > floor)) {
      throw new RangeError(`${owner}: tier ${tier} ends at notional ${upTo[tier]}, not above ${floor}; sort by upTo`);
    }
    if (!(rate >= 0 && rate < 1)) {
      throw new RangeError(`${owner}: rate ${rate} of tier ${tier} is not in [0, 1); give a fraction, 0.004 for 0.4 %`);
    }
    if (rate < rateBelow) {
      throw new RangeError(`${owner}: rate ${rate} of tier ${tier} is below ${rateBelow} of the tier before; check it`);
    }
    if (tier > 0) deductions[tier] = deductions[tier - 1] + floor * (rate - rateBelow);
    floor = upTo[tier];
    rateBelow = rate;
  }
  if (floor !== Number.POSITIVE_INFINITY) {
    throw new RangeError(`${owner}: the last tier ends at notional ${floor}; give Infinity as its upTo`);
  }
  return { upTo, rates, deductions };
}

/**
 * Margin below which a position is liquidated: notional × rate − deduction of the bracket that the notional lies in.
 * @param notional of the whole position, in the settlement currency, at least 0; NaN gives NaN
 * @throws {RangeError} at a notional below 0
 */
export function maintenanceMargin(notional: number, { upTo, rates, deductions }: MaintenanceTiers): number {
  if (notional < 0) {
    throw new RangeError(`maintenanceMargin: notional ${notional} is below 0; give the amount without its sign`);
  }
  let tier = 0;
  while (notional > upTo[tier]) tier++;
  return notional * rates[tier] - deductions[tier];
}

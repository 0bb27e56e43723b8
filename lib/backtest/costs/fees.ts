import { checkKnown, checkRange } from "../../series/check.js";

/** What a venue takes for a fill. Amounts are in the settlement currency: dollars (linear) or coins (inverse). */
export interface FeeSchedule {
  /** Basis points of the notional of a fill that takes liquidity. Default 5. */
  readonly takerBps?: number;
  /**
   * Basis points of a fill of a resting order; below 0 it is a rebate. Default as `takerBps`, the dearer assumption.
   */
  readonly makerBps?: number;
  /** Added to each fill. Default 0. */
  readonly fixed?: number;
  /** Least fee of a fill, the fixed part included. Default none, so that a rebate stays one. */
  readonly minimum?: number;
}

/** A schedule as the loops take it, rates as fractions. */
export interface FeeRates {
  readonly taker: number;
  readonly maker: number;
  readonly fixed: number;
  /** −Infinity where there is none. */
  readonly minimum: number;
}

const scheduleFields = ["takerBps", "makerBps", "fixed", "minimum"] satisfies readonly (keyof FeeSchedule)[];

/**
 * A fee schedule after checking it, with its defaults.
 * @throws {TypeError} at what is no schedule, or a number given as text
 * @throws {RangeError} at an unknown field, naming the known ones, a rate of 10,000 bps or more, a taker rate, fixed
 *   fee or minimum below 0, or what is not finite
 */
export function feeRates(schedule: FeeSchedule = {}, owner: string = "feeRates"): FeeRates {
  checkKnown(schedule, "field of fees", scheduleFields, owner);
  const { takerBps = 5, makerBps = takerBps, fixed = 0, minimum } = schedule;
  const demand = (name: string, value: number, allowed: boolean, range: string): void =>
    checkRange(value, name, allowed, range, owner);
  demand("takerBps", takerBps, takerBps >= 0 && takerBps < 1e4, "basis points of at least 0 and below 10000");
  demand("makerBps", makerBps, Math.abs(makerBps) < 1e4, "basis points between -10000 and 10000");
  demand("fixed", fixed, fixed >= 0 && fixed < Number.POSITIVE_INFINITY, "an amount of 0 or more");
  if (minimum !== undefined) {
    demand("minimum", minimum, minimum >= 0 && minimum < Number.POSITIVE_INFINITY, "an amount of 0 or more");
  }
  return { taker: takerBps / 1e4, maker: makerBps / 1e4, fixed, minimum: minimum ?? Number.NEGATIVE_INFINITY };
}

/**
 * Fee of one fill in the settlement currency: max(notional × rate + fixed, minimum); below 0 it is received.
 * Twice the notional costs less than twice the fee where a fixed part or the minimum applies.
 * @param notional |units × f(price)| of the fill, above 0
 * @param maker whether the order rested in the book
 */
export function fee(notional: number, maker: boolean, rates: FeeRates): number {
  const charged = notional * (maker ? rates.maker : rates.taker) + rates.fixed;
  return charged < rates.minimum ? rates.minimum : charged;
}

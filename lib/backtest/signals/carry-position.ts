import { checkRate } from "../../analytics/funding/check-rate.js";
import { type HeldRateOptions, heldRate } from "../../analytics/funding/held-rate.js";
import { checkCount, checkTimes } from "../../series/check.js";
import { rollingMean } from "../../series/rolling/rolling-mean.js";
import { Series } from "../../series/series.js";
import { heldSide } from "./held-side.js";

/** Options of `carryPosition`; rates are fractions for a year, 0.1 for 10 %. */
export interface CarryOptions extends HeldRateOptions {
  /** Rate at which a position is entered, above 0. Default 0.2. */
  readonly enter?: number;
  /** Rate at which it is left. Default 0.1. */
  readonly leave?: number;
  /** Rows over which the rate in force is averaged, the row itself among them. Default 1. */
  readonly window?: number;
}

/** Spans of eight hours in a year of 365 days. */
const spansPerYear = 3 * 365;

/**
 * Collects funding: short once the rate for a year is ≥ enter, since longs pay, long once it is ≤ −enter, and flat again
 * once it is within `leave` or has changed sign. The rate for a year is 1095 × the rate for eight hours in force, each
 * normalised from its own interval, or its mean over the last `window` rows; simple, not compounded.
 *
 * A rate is known at its settlement, to the nearest minute, plus its identity's delay: a bar that ends at a settlement
 * sees the rate just settled, collects nothing of it, and is filled after it. It is held for its own interval, or for
 * `maxAgeMs`; after that the row is NaN. Nothing of the rate to come is used, though venues publish a forecast of it.
 *
 * The hypothesis: a rate that is high stays high for long enough, and the price does not run away by more. This is one leg
 * and bears the whole risk of the price; carry is what remains when another leg, in spot or at another venue, takes it away.
 * Where the venue adds an interest of 0.01 % for eight hours (Binance), 0.11 a year is usual: enter well beyond that.
 * @param rate as settled, unit `fraction`, at its own settlement times. For a mean over venues give the `funding` of
 *   `weightedFunding` with `intervalHours: 8`
 * @param times bar ends at which to decide, epoch milliseconds UTC, strictly rising, length T
 * @returns target exposure −1, 0 or 1, unit `fraction`, T rows, without a delay, which is used up
 * @throws {RangeError} unless 0 ≤ leave < enter; if the rate is in another unit, a time does not rise, or an option is out of
 *   its range
 */
export function carryPosition(
  rate: Series,
  times: ArrayLike<number>,
  { enter = 0.2, leave = 0.1, window = 1, ...hold }: CarryOptions = {},
): Series {
  checkRate(rate, "carryPosition");
  checkCount(window, "window", "carryPosition");
  const ends = checkTimes(times, "carryPosition");
  const { delayMs: _, ...identity } = rate.identity;
  const yearly = heldRate(rate, ends, hold).map((paid) => paid * spansPerYear);
  const trailing = rollingMean(new Series(ends, yearly, rate.name, "fraction"), window);
  const position = heldSide(trailing.values, { enter, leave }, -1, "carryPosition");
  const mean = window > 1 ? ` over ${window} rows` : "";
  return new Series(ends, position, `carry of ${rate.name}${mean} at ${enter}/${leave}`, "fraction", identity);
}

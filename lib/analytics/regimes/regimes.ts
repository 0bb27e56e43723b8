import { checkCount } from "../../series/check.js";
import { simpleReturns } from "../../series/difference.js";
import type { Series } from "../../series/series.js";
import { checkPriceAndPositions } from "../columns/check-price-and-positions.js";
import { type DeadBand, deadBands } from "./dead-bands.js";
import { type Hysteresis, regimeCodes } from "./regime-codes.js";

/** A price–open-interest regime. */
export type Regime = "neutral" | "long buildup" | "short buildup" | "short covering" | "long unwinding";

/** The regimes by code: `regimeNames[1]` is long buildup. A row that cannot be told has the code −1. */
export const regimeNames: readonly Regime[] = [
  "neutral",
  "long buildup",
  "short buildup",
  "short covering",
  "long unwinding",
];

/** What `regimes` can be asked for. */
export interface RegimeOptions {
  /** Rows over which changes are taken, at least 1. Default 1. */
  readonly horizon?: number;
  /** The dead zone: a change no larger than it, of either of the two, makes a row neutral. Default fixed, 0.001 each. */
  readonly band?: DeadBand;
  /** Enter and leave a direction at different widths of the band. Default none: both at the band itself. */
  readonly hysteresis?: Hysteresis;
  /**
   * Accept open interest in a unit that the price moves: dollars of linear contracts, coins of inverse ones.
   * Default false.
   */
  readonly allowPriceEffect?: boolean;
}

/** The regime of each row, with what decided it. */
export interface Regimes {
  /** Epoch milliseconds UTC, length T. */
  readonly times: Float64Array;
  /** Index into `regimeNames`, −1 where missing; length T. */
  readonly codes: Int8Array;
  /** Simple change over the horizon, unit `fraction`. */
  readonly priceChange: Series;
  /** Simple change over the horizon, unit `fraction`. */
  readonly openInterestChange: Series;
  /** Half-width of the dead zone of the price, unit `fraction`. */
  readonly priceBand: Series;
  /** Half-width of the dead zone of open interest, unit `fraction`. */
  readonly openInterestBand: Series;
  /** Rows over which changes are taken. */
  readonly horizon: number;
}

/**
 * Price–open-interest regime of each row: with r[t] = price[t] / price[t−h] − 1 and g[t] the same for open interest,
 * long buildup r ↑ g ↑, short buildup r ↓ g ↑, short covering r ↑ g ↓, long unwinding r ↓ g ↓, and neutral where |r| or
 * |g| is within its dead band. Fixed band: the same at all times. Volatility band: a multiple of the sample standard
 * deviation (n − 1) of the changes in the rows before t, each for its own; robust band: of 1.4826 times their median
 * absolute deviation, so that a change counts if it is so many robust standard deviations from zero. All are known at t.
 *
 * With `hysteresis`, a change counts as up once it is above enter × band, and goes on counting so until it is no longer
 * above leave × band; likewise down. Price and open interest are followed each by itself. A row without a regime forgets
 * both: after it, and at the start, they have to enter again.
 *
 * Open interest must be counted in what the price does not move: coins or contracts for linear contracts, dollars or
 * contracts for inverse ones (`identity.margin`; none is taken as linear). In dollars a linear market seems to build
 * whenever its price rises: on four-hourly Bitcoin of 21 venues the unit changes a quarter of the labels (no dead band).
 * A total of both kinds is free of the price in neither unit; `constantPriceTotal` makes one that is.
 * The names say what would be the case if the one who opens were also the one who moves the price; each contract has
 * both a long and a short.
 * Missing at either end of the horizon, a zero to compare with, or too few changes for a band: code −1.
 * Source: definition, as the trade uses the words; the dead band is ours.
 * @param price unit `price`, T rows
 * @param openInterest T rows at the same times
 * @throws {RangeError} if the times differ, a unit is not as above, an option is out of range, a price is not positive
 *   or an open interest is negative
 */
export function regimes(
  price: Series,
  openInterest: Series,
  { horizon = 1, band = { kind: "fixed" }, hysteresis = bandItself, allowPriceEffect = false }: RegimeOptions = {},
): Regimes {
  checkPriceAndPositions(price, openInterest, allowPriceEffect, "regimes");
  checkCount(horizon, "horizon", "regimes");
  const priceChange = named(simpleReturns(price, horizon), "price change");
  const openInterestChange = named(simpleReturns(openInterest, horizon), "open interest change");
  const { priceBand, openInterestBand } = deadBands(priceChange, openInterestChange, band);
  const changes = { priceChange, openInterestChange, priceBand, openInterestBand };
  return {
    times: price.times,
    codes: regimeCodes(changes, hysteresis),
    ...changes,
    horizon,
  };
}

const bandItself: Hysteresis = { enter: 1, leave: 1 };

function named(changes: Series, name: string): Series {
  return changes.with(changes.values, { name });
}

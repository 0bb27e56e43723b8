import { type Identity, identityIn, type Unit } from "../series/identity.js";
import { Series } from "../series/series.js";
import { isoTime } from "../series/time.js";
import type { Instrument } from "./instrument.js";

/** Units in which open interest is counted. */
export type OpenInterestUnit = "contracts" | "base" | "usd";

const openInterestUnits: readonly Unit[] = ["contracts", "base", "usd"];

/** What `convertOpenInterest` needs to know of the contract. */
export interface ConversionOptions {
  /** The contract whose open interest it is. */
  readonly instrument: Instrument;
  /**
   * Price of one coin in dollars, for each row: a series of unit `price` on the same times, or an array of the same
   * length. Needed from or to coins of an inverse contract and from or to dollars of a linear one.
   */
  readonly price?: Series | ArrayLike<number>;
}

/**
 * Open interest of one instrument in another unit, row by row. With `n` contracts of size `s` and price `p`:
 * linear (s in coins): base = n s, usd = n s p; inverse (s in dollars): usd = n s, base = n s / p.
 * Each row needs its own price, so a gap in either is a gap in the result. Sides are left as they are counted.
 * Source: definition of the two contracts.
 * @param openInterest unit `contracts`, `base` or `usd`, T rows
 * @returns T rows in unit `to`, with the instrument's identity
 * @throws {RangeError} if `openInterest` or `to` is in no unit of open interest, a price is needed and missing, the price
 *   is on other times or in another unit or not above zero, the contract size is not above zero, or the contract is quanto
 */
export function convertOpenInterest(
  openInterest: Series,
  to: OpenInterestUnit,
  { instrument, price }: ConversionOptions,
): Series {
  const { unit, times, values } = openInterest;
  for (const asked of [unit, to] as readonly Unit[]) {
    if (!openInterestUnits.includes(asked)) {
      throw fail(instrument, `"${asked}" is no unit of open interest; known: ${openInterestUnits.join(", ")}`);
    }
  }
  const [scale, power] = factor(unit as OpenInterestUnit, to, instrument);
  const converted = new Float64Array(values.length);
  if (power === 0) {
    for (let t = 0; t < values.length; t++) converted[t] = values[t] * scale;
  } else {
    const prices = checkedPrice(price, openInterest, to, instrument);
    if (power === 1) for (let t = 0; t < values.length; t++) converted[t] = values[t] * scale * prices[t];
    else for (let t = 0; t < values.length; t++) converted[t] = (values[t] * scale) / prices[t];
  }
  return new Series(times, converted, openInterest.name, to, {
    ...openInterest.identity,
    ...instrumentIdentity(instrument),
    ...(openInterest.identity.sides === undefined ? {} : { sides: openInterest.identity.sides }),
  });
}

/** What a column of this instrument is of, with the sides its venue counts. */
export function instrumentIdentity(instrument: Instrument): Identity {
  const { asset, venue, symbol, kind, expiry, margin, settle, sides } = instrument;
  return identityIn({ asset, venue, instrument: symbol, kind, expiry, margin, settle, sides });
}

/** One unit of `from` is `scale` × price^power units of `to`. */
function factor(from: OpenInterestUnit, to: OpenInterestUnit, instrument: Instrument): [scale: number, power: number] {
  const { margin, contractSize } = instrument;
  if (from === to) return [1, 0];
  if (from !== "contracts" && to !== "contracts") return [1, from === "base" ? 1 : -1];
  if (margin === "quanto") {
    throw fail(
      instrument,
      "a quanto contract has no fixed size in coins or dollars; convert it where its rule is known",
    );
  }
  if (!(contractSize > 0)) throw fail(instrument, `contract size ${contractSize} is not above zero; give its size`);
  // The unit a contract is a fixed number of.
  const fixed = margin === "linear" ? "base" : "usd";
  if (from === "contracts") return [contractSize, to === fixed ? 0 : to === "usd" ? 1 : -1];
  return [1 / contractSize, from === fixed ? 0 : from === "base" ? 1 : -1];
}

function checkedPrice(
  price: Series | ArrayLike<number> | undefined,
  { times, unit }: Series,
  to: OpenInterestUnit,
  instrument: Instrument,
): ArrayLike<number> {
  if (price === undefined) {
    throw fail(instrument, `${unit} to ${to} with ${instrument.margin} margin needs a price for each row; give price`);
  }
  if (price instanceof Series && price.unit !== "price") {
    throw fail(instrument, `price "${price.name}" is in unit ${price.unit}; give one of unit price`);
  }
  const prices = price instanceof Series ? price.values : price;
  if (prices.length !== times.length) {
    throw fail(instrument, `${prices.length} prices for ${times.length} rows; give one for each, NaN for a gap`);
  }
  for (let t = 0; t < times.length; t++) {
    if (price instanceof Series && price.times[t] !== times[t]) {
      throw fail(
        instrument,
        `price is at ${isoTime(price.times[t])} in row ${t}, open interest at ${isoTime(times[t])}; align them`,
      );
    }
    if (prices[t] <= 0) {
      throw fail(
        instrument,
        `price ${prices[t]} in row ${t} (${isoTime(times[t])}) is not above zero; use NaN for a gap`,
      );
    }
  }
  return prices;
}

function fail({ venue, symbol }: Instrument, problem: string): RangeError {
  return new RangeError(`convertOpenInterest: ${venue} ${symbol}: ${problem}`);
}

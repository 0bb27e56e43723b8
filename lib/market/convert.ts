import { type Identity, identityIn, type Unit } from "../series/identity.js";
import { Series } from "../series/series.js";
import { isoTime } from "../series/time.js";
import { contractFactor } from "./contract-factor.js";
import type { Instrument } from "./instrument.js";
import { canonicalVenue } from "./venues.js";

/** Units in which open interest is counted. */
export type OpenInterestUnit = "contracts" | "base" | "usd";

const openInterestUnits: readonly Unit[] = ["contracts", "base", "usd"];

/** What `convertOpenInterest` needs to know of the contract. */
export interface ConversionOptions {
  /** The contract whose open interest it is. */
  readonly instrument: Instrument;
  /**
   * Price of one coin of the base asset in dollars, for each row: a series of unit `price` on the same times, or an array
   * of the same length. Needed between coins and dollars, from or to coins of an inverse contract, and from or to dollars
   * of a linear or quanto one.
   */
  readonly price?: Series | ArrayLike<number>;
  /**
   * Which price it is, such as `mark`, `index` or `last`; the result's identity says it as `convertedAt`. Default the name
   * of the series, `price` for an array.
   */
  readonly priceName?: string;
  /**
   * Price in dollars of one coin of the settlement currency, as `price`. Needed from or to contracts of a quanto contract.
   */
  readonly settlePrice?: Series | ArrayLike<number>;
  /** Which price that is. Default the name of the series, `settle price` for an array. */
  readonly settlePriceName?: string;
}

/**
 * Open interest of one instrument in another unit, row by row. With n contracts of size s and price p:
 * linear (s coins): base = n s, usd = n s p; inverse (s dollars): usd = n s, base = n s / p; quanto (s settlement coins
 * for each dollar of p) with a settlement coin at q dollars: usd = n s p q, base = n s q = usd / p, which are the coins
 * that gain or lose as much as the contracts do when p moves.
 * Each row needs its own price, so a gap in either is a gap in the result. Sides are left as they are counted. A result
 * that took a price says which in `identity.convertedAt`; converted once more at another, it names both. It is known when the
 * later of the two is.
 * Source: definition of the three contracts.
 * @param openInterest unit `contracts`, `base` or `usd`, T rows
 * @returns T rows in unit `to`, with the instrument's identity
 * @throws {RangeError} if the series says that it is of another asset, venue, instrument, margin, settlement or kind than
 *   the instrument (what it does not say is taken from there), or a price that it is of another asset; if `openInterest` or
 *   `to` is in no unit of open interest; if a price is needed and missing, on other times, in another unit or not above
 *   zero; or if the contract size is needed and not above zero
 */
export function convertOpenInterest(
  openInterest: Series,
  to: OpenInterestUnit,
  { instrument, price, priceName, settlePrice, settlePriceName }: ConversionOptions,
): Series {
  const { unit, times, values } = openInterest;
  for (const asked of [unit, to] as readonly Unit[]) {
    if (!openInterestUnits.includes(asked)) {
      throw fail(instrument, `"${asked}" is no unit of open interest; known: ${openInterestUnits.join(", ")}`);
    }
  }
  checkIdentity(openInterest, instrument);
  const { margin, contractSize } = instrument;
  if (unit !== to && (unit === "contracts" || to === "contracts") && !(contractSize > 0)) {
    throw fail(instrument, `contract size ${contractSize} is not above zero; give its size`);
  }
  const { multiply, divide, pricePower, settlePower } = contractFactor(
    unit as OpenInterestUnit,
    to,
    margin,
    contractSize,
  );
  const used: string[] = [];
  let { delayMs = 0 } = openInterest.identity;
  const converted = new Float64Array(values.length);
  if (unit === to) converted.set(values);
  else for (let t = 0; t < values.length; t++) converted[t] = (values[t] * multiply) / divide;
  for (const [what, power, given, name] of [
    ["price", pricePower, price, priceName],
    ["settlePrice", settlePower, settlePrice, settlePriceName],
  ] as const) {
    if (power === 0) continue;
    const prices = checkedPrice(what, given, openInterest, to, instrument);
    if (power === 1) for (let t = 0; t < values.length; t++) converted[t] *= prices[t];
    else for (let t = 0; t < values.length; t++) converted[t] /= prices[t];
    used.push(name ?? (given instanceof Series ? given.name : what === "price" ? "price" : "settle price"));
    if (given instanceof Series) delayMs = Math.max(delayMs, given.identity.delayMs ?? 0);
  }
  const { sides, convertedAt } = openInterest.identity;
  const prices = [...new Set([...(convertedAt === undefined ? [] : convertedAt.split(", ")), ...used])].join(", ");
  return new Series(times, converted, openInterest.name, to, {
    ...openInterest.identity,
    ...instrumentIdentity(instrument),
    ...(sides === undefined ? {} : { sides }),
    ...(prices === "" ? {} : { convertedAt: prices }),
    ...(delayMs > 0 ? { delayMs } : {}),
  });
}

/** What a column of this instrument is of, with the sides its venue counts. */
export function instrumentIdentity(instrument: Instrument): Identity {
  const { asset, venue, symbol, kind, expiry, margin, settle, sides } = instrument;
  return identityIn({ asset, venue, instrument: symbol, kind, expiry, margin, settle, sides });
}

/** Letters in either case name the same asset or contract; a venue has many names. */
function checkIdentity({ name, identity }: Series, instrument: Instrument): void {
  const own = instrumentIdentity(instrument);
  for (const field of ["venue", "instrument", "asset", "margin", "settle", "kind"] as const) {
    const said = identity[field];
    const known = own[field];
    if (said === undefined || known === undefined) continue;
    const plain = field === "venue" ? canonicalVenue : (text: string) => text.toUpperCase();
    if (plain(said) !== plain(known)) {
      throw fail(instrument, `"${name}" says its ${field} is ${said}, not ${known}; give the instrument it is of`);
    }
  }
}

function checkedPrice(
  what: "price" | "settlePrice",
  price: Series | ArrayLike<number> | undefined,
  { times, unit }: Series,
  to: OpenInterestUnit,
  instrument: Instrument,
): ArrayLike<number> {
  if (price === undefined) {
    const whose = what === "price" ? "a price" : `a price of ${instrument.settle}`;
    throw fail(
      instrument,
      `${unit} to ${to} with ${instrument.margin} margin needs ${whose} for each row; give ${what}`,
    );
  }
  if (price instanceof Series) checkPriceSeries(what, price, instrument);
  const prices = price instanceof Series ? price.values : price;
  if (prices.length !== times.length) {
    throw fail(
      instrument,
      `${what} has ${prices.length} prices for ${times.length} rows; give one for each, NaN for a gap`,
    );
  }
  for (let t = 0; t < times.length; t++) {
    if (price instanceof Series && price.times[t] !== times[t]) {
      throw fail(
        instrument,
        `${what} is at ${isoTime(price.times[t])} in row ${t}, open interest at ${isoTime(times[t])}; align them`,
      );
    }
    if (prices[t] <= 0 || prices[t] === Number.POSITIVE_INFINITY) {
      throw fail(
        instrument,
        `${what} ${prices[t]} in row ${t} (${isoTime(times[t])}) is not a price above zero; use NaN for a gap`,
      );
    }
  }
  return prices;
}

function checkPriceSeries(
  what: "price" | "settlePrice",
  { name, unit, identity }: Series,
  instrument: Instrument,
): void {
  if (unit !== "price") throw fail(instrument, `${what} "${name}" is in unit ${unit}; give one of unit price`);
  const wanted = what === "price" ? instrument.asset : instrument.settle;
  if (identity.asset !== undefined && identity.asset.toUpperCase() !== wanted.toUpperCase()) {
    throw fail(instrument, `${what} "${name}" is of ${identity.asset}; give that of ${wanted}`);
  }
}

function fail({ venue, symbol }: Instrument, problem: string): RangeError {
  return new RangeError(`convertOpenInterest: ${venue} ${symbol}: ${problem}`);
}

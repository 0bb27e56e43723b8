import type { Identity, Sides } from "../series/identity.js";
import { type Series, series } from "../series/series.js";
import { contractForm } from "./contract-form.js";
import { instrumentIdentity } from "./convert.js";
import type { Instrument } from "./instrument.js";
import type { PublishedField } from "./open-interest-fields.js";
import { venues } from "./venues.js";

/** Values as they were published, with their labels. */
export interface PublishedValues {
  /** Labels, epoch milliseconds UTC, strictly rising. */
  readonly times: ArrayLike<number>;
  /** One value for each label; NaN, null or undefined where missing. */
  readonly values: ArrayLike<number | null | undefined>;
}

/** What `openInterestOf` needs beside the field and its values. */
export interface OpenInterestOfOptions {
  /** The contract that the values are of. Needed unless the field is of all contracts on an asset. */
  readonly instrument?: Instrument;
  /** What the values are of beside that: an asset, or the venue that a provider tells of. Default nothing. */
  readonly identity?: Identity;
  /** Name of the series. Default the symbol of the instrument after its venue, or the publisher. */
  readonly name?: string;
  /** Distance of labels in milliseconds. Needed where they are the starts of intervals. */
  readonly intervalMs?: number;
  /** What a label means, where the registry does not know or it differs from file to file. Default the field's. */
  readonly label?: "instant" | "start" | "end";
  /** Sides counted, where you know better. Default the field's. */
  readonly sides?: Sides;
  /** Milliseconds until a value can be read, where you know better. Default the field's, none where nobody says. */
  readonly delayMs?: number;
}

/** Currencies that count as a dollar. */
const dollars: readonly string[] = ["USD", "USDT", "USDC", "BUSD", "FDUSD", "TUSD", "DAI", "GUSD", "USDE", "USD1"];

/**
 * Published open interest as a series that says what it is: in the unit that the field really holds, at the instants at
 * which its values were true, with the sides it counts and its delay in the identity. A value in a stablecoin becomes
 * dollars, one for one. Nothing else is converted: `convertOpenInterest` does that, `countOneSide` the sides.
 * @param field a record of `openInterestFields()`, or of `openInterestField`
 * @param published labels and values as they were read, T rows
 * @returns T rows in contracts, coins or dollars; a label that starts an interval has moved to its end
 * @throws {RangeError} if the instrument is missing, or of another venue, market or margin than the field, or, where the
 *   registry does not know its name, of a kind that the field's market does not have; if nobody says what the labels mean
 *   and `label` does not either; if labels are starts and `intervalMs` is missing or not above zero; if the values are in a
 *   currency that is no dollar; at the first label that does not rise
 */
export function openInterestOf(
  field: PublishedField,
  { times, values }: PublishedValues,
  { instrument, identity = {}, name, intervalMs, label, sides, delayMs }: OpenInterestOfOptions = {},
): Series {
  checkInstrument(field, instrument);
  const shiftMs = shiftOf(field, label ?? field.label, intervalMs);
  const unit = field.counts === "quote" ? "usd" : field.counts;
  if (field.counts === "quote" && !dollars.includes(instrument?.quote ?? "")) {
    throw fail(
      field,
      `values in ${instrument?.quote ?? "an unknown quote currency"} are no dollars; known: ${dollars.join(", ")}`,
    );
  }
  const delay = delayMs ?? (Number.isNaN(field.delayMs) ? undefined : field.delayMs);
  const read = series({
    times: shiftMs === 0 ? times : Float64Array.from(times, (time) => time + shiftMs),
    values,
    name: name ?? (instrument === undefined ? field.publisher : `${instrument.venue} ${instrument.symbol}`),
    unit,
    ...identityOf(field, instrument),
    ...identity,
    sides: sides ?? field.sides,
    ...(delay === undefined ? {} : { delayMs: delay }),
  });
  // Scaled when it has been checked: null times a number is 0, and a gap must not become one.
  return field.scale === 1 ? read : read.with(read.values.map((value) => value * field.scale));
}

/** All contracts on an asset have no margin or symbol in common. */
function identityOf({ scope, publisher, market }: PublishedField, instrument: Instrument | undefined): Identity {
  if (scope === "instrument" && instrument !== undefined) return instrumentIdentity(instrument);
  const asset = instrument === undefined ? {} : { asset: instrument.asset };
  return market === "" ? asset : { ...asset, venue: publisher };
}

function checkInstrument(field: PublishedField, instrument: Instrument | undefined): void {
  if (instrument === undefined) {
    if (field.scope !== "instrument") return;
    throw fail(field, "it is of one contract; give its instrument");
  }
  if (field.market !== "" && instrument.venue !== field.publisher) {
    throw fail(field, `the instrument ${instrument.symbol} is of ${instrument.venue}; give one of ${field.publisher}`);
  }
  if (field.scope === "instrument" && field.market !== "") checkMarket(field, instrument);
}

/** A name that the registry knows must be of the field's market; any other contract must be like those of it. */
function checkMarket(field: PublishedField, instrument: Instrument): void {
  const { symbol, margin, kind } = instrument;
  const advice = "take the field of its own market";
  if (margin !== field.margin) throw fail(field, `${symbol} is ${margin}; ${advice}`);
  const publisher = venues.find(({ name }) => name === field.publisher);
  if (publisher === undefined) return;
  const named = contractForm(publisher, symbol)?.market.name;
  if (named !== undefined) {
    if (named !== field.market) throw fail(field, `${symbol} is of the market ${named}; ${advice}`);
    return;
  }
  const kinds = publisher.markets
    .filter(({ name }) => name === field.market)
    .flatMap(({ symbols }) => symbols.map((form) => form.kind));
  if (kinds.length > 0 && !kinds.includes(kind)) {
    throw fail(field, `${symbol} is a contract of kind ${kind}, of which the market has none; ${advice}`);
  }
}

function shiftOf(field: PublishedField, label: PublishedField["label"], intervalMs: number | undefined): number {
  if (label === "instant" || label === "end") return 0;
  if (label !== "start") {
    const why =
      label === "per file" ? "what a label means differs from file to file" : "nobody says what a label means";
    throw fail(field, `${why}; find it from prices, and say label: "instant", "start" or "end"`);
  }
  if (intervalMs !== undefined && intervalMs > 0 && intervalMs < Number.POSITIVE_INFINITY) return intervalMs;
  throw fail(field, `a label is the start of its interval and intervalMs is ${intervalMs}; give milliseconds above 0`);
}

function fail({ publisher, market, source, field }: PublishedField, problem: string): RangeError {
  const where = [publisher, market, source, field].filter((part) => part !== "").join(" ");
  return new RangeError(`openInterestOf: ${where}: ${problem}`);
}

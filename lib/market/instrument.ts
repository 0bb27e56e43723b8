import type { Kind, Margin, Sides } from "../series/identity.js";
import { contractForm } from "./contract-form.js";
import { expiryTime } from "./expiry-time.js";
import type { Market, SymbolForm } from "./venue.js";
import { venue } from "./venues.js";

/** A contract as its venue specifies it, with what its reported open interest counts. */
export interface Instrument {
  /** Canonical venue name. */
  readonly venue: string;
  /** Name at its venue, such as `BTCUSDT`. */
  readonly symbol: string;
  /** Base asset in capitals. */
  readonly asset: string;
  readonly kind: Kind;
  readonly margin: Margin;
  /** Currency in which the price is, in capitals. */
  readonly quote?: string;
  /** Currency in which profit is paid, in capitals. */
  readonly settle: string;
  /**
   * Size of one contract: coins of the base asset if linear, US dollars if inverse, coins of the settlement currency for
   * each dollar of the price if quanto. NaN where it is not known, and not needed because the venue counts no contracts.
   */
  readonly contractSize: number;
  /** What the venue's open interest field counts. */
  readonly reports: "contracts" | "base" | "usd";
  readonly sides: Sides;
  /** Hours between funding settlements of a perpetual. */
  readonly fundingIntervalHours?: number;
  /** Epoch milliseconds of the expiry of a dated contract; absent where its name does not fix it. */
  readonly expiry?: number;
}

const sidesKnown: readonly Sides[] = [1, 2, "unknown"];
// No coin is older than the first, and a time in seconds is in 1970 if read as milliseconds.
const earliestExpiry = Date.UTC(2009, 0, 3);
const latestExpiry = Date.UTC(2100, 0, 1);

/** What the registry may not know of a contract. */
export interface InstrumentOptions {
  /**
   * Size of one contract as in `Instrument`, above 0. Default the registry's for this asset, which is that of today: give
   * that of its time for history in contracts from before a change.
   */
  readonly contractSize?: number;
  /** Epoch milliseconds of the expiry, from 2009 to 2099. Default what the name says, if it names a day. */
  readonly expiry?: number;
  /** Sides that its open interest counts, where you know better. Default the registry's. */
  readonly sides?: Sides;
  /** Hours between funding settlements, where this contract differs. Default the usual ones of its market. */
  readonly fundingIntervalHours?: number;
}

/**
 * A contract by the name its venue gives it: what the name says, and the registry's rules for such contracts.
 * `instrument("binance", "BTCUSD_250627")` is an inverse future of 100 dollars a contract, settled in BTC, that expires at
 * 2025-06-27T08:00Z. A name that says only a month has no expiry until you give it. An asset is called as the venue lists
 * it, but for a code of its own (`XBT` is BTC): `1000PEPEUSDT` is of the asset 1000PEPE, a thousand PEPE at a time, and so is
 * Hyperliquid's `kPEPE`. The two can be summed; with PEPE of a venue that counts single coins neither can.
 * Sizes and margins are those of today, and some were others before: one of OKX's contracts on BTC has been from 0.0001 to
 * 0.01 BTC. History in contracts is split where they changed, and each part converted with its own `contractSize`; a market's
 * `contractNote` tells of changes that are known.
 * Nothing is looked up at the venue: that a contract of this name is listed is not said.
 * @throws {RangeError} for an unknown venue, a name that is not like any of the venue's (naming those), a contract whose
 *   size has to be given, or an option that is not possible
 * @throws {TypeError} if a number among the options is none, such as `"1"`
 */
export function instrument(
  venueName: string,
  symbol: string,
  { contractSize, expiry, sides, fundingIntervalHours }: InstrumentOptions = {},
): Instrument {
  const itsVenue = venue(venueName);
  const { name, title, markets, codes = {} } = itsVenue;
  const found = contractForm(itsVenue, symbol);
  if (found === undefined) {
    const examples = markets.flatMap(({ symbols }) => symbols.map(({ example }) => example)).join(", ");
    throw fail(`${title} has no contract named like "${symbol}"; known: ${examples === "" ? "none" : examples}`);
  }
  const { market, form, groups } = found;
  checkOptions({ contractSize, expiry, sides, fundingIntervalHours }, `${title} ${symbol}`);
  const code = `${groups.thousand === undefined ? "" : "1000"}${(groups.code as string).toUpperCase()}`;
  const quoteCode = (groups.quote ?? form.quote ?? "USD").toUpperCase();
  const asset = codes[code] ?? code;
  const quote = codes[quoteCode] ?? quoteCode;
  const interval = fundingIntervalHours ?? (form.kind === "perpetual" ? market.fundingIntervalHours : undefined);
  const expires = expiry ?? namedExpiry(groups.date, form, `${title} ${symbol}`);
  return {
    venue: name,
    symbol,
    asset,
    kind: form.kind,
    margin: market.margin,
    quote,
    settle: market.settle === "base" ? asset : market.settle === "quote" ? quote : market.settle,
    contractSize: sizeOf(contractSize, market, code, `${title} ${symbol}`),
    reports: unitOf(market),
    sides: sides ?? market.sides,
    ...(interval === undefined ? {} : { fundingIntervalHours: interval }),
    ...(expires === undefined ? {} : { expiry: expires }),
  };
}

function checkOptions({ sides, ...numbers }: InstrumentOptions, what: string): void {
  for (const [option, value] of Object.entries(numbers) as [string, unknown][]) {
    if (value === undefined) continue;
    if (typeof value !== "number") {
      const seen = typeof value === "string" ? `"${value}"` : String(value);
      throw new TypeError(`instrument: ${what}: ${option} ${seen} is no number; give it as one`);
    }
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw fail(`${what}: ${option} ${value} is not above zero`);
  }
  const { expiry } = numbers;
  if (expiry !== undefined && !(expiry >= earliestExpiry && expiry < latestExpiry)) {
    throw fail(`${what}: expiry ${expiry} is not between 2009 and 2100; give epoch milliseconds, not seconds`);
  }
  if (sides !== undefined && !sidesKnown.includes(sides)) {
    const seen = typeof sides === "string" ? `"${sides}"` : String(sides);
    throw fail(`${what}: sides ${seen} cannot be counted; known: 1, 2, "unknown"`);
  }
}

function sizeOf(given: number | undefined, { contractSize, openInterest, margin }: Market, code: string, what: string) {
  const known = Object.hasOwn(contractSize, code) ? contractSize[code] : contractSize.others;
  const size = given ?? known;
  if (size === undefined) {
    if (openInterest.every(({ counts }) => counts !== "contracts")) return Number.NaN;
    const unit =
      margin === "linear" ? "coins" : margin === "inverse" ? "dollars" : "settlement coins per dollar of price";
    throw fail(`${what}: the size of a contract on ${code} is not in the registry; give contractSize in ${unit}`);
  }
  return size;
}

/** Unit of the market's main field; a value in the quote currency counts as dollars, which `openInterestOf` checks. */
function unitOf({ openInterest }: Market): Instrument["reports"] {
  const { counts } = openInterest[0];
  return counts === "quote" ? "usd" : counts;
}

function namedExpiry(date: string | undefined, { expiryHour }: SymbolForm, what: string): number | undefined {
  if (date === undefined) return undefined;
  const day = expiryTime(date, 0);
  if (day === undefined) throw fail(`${what}: "${date}" is not a day; give the name as the venue writes it`);
  return expiryHour === undefined ? undefined : expiryTime(date, expiryHour);
}

function fail(problem: string): RangeError {
  return new RangeError(`instrument: ${problem}`);
}

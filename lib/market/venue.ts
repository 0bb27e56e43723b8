import type { Kind, Margin, Sides } from "../series/identity.js";

/**
 * How a fact of the registry is known.
 *
 * - `measured`: numbers show it: a published reply in which value / amount is the price, or an archive held against prices
 * - `documented`: the publisher says so
 * - `unverified`: neither; from third parties or common knowledge, to be checked before money depends on it
 */
export type Basis = "measured" | "documented" | "unverified";

/** Every basis, from the strongest to the weakest. */
export const bases: readonly Basis[] = ["measured", "documented", "unverified"];

/**
 * What a number of open interest counts.
 *
 * - `contracts`: contracts of the size the instrument tells
 * - `base`: coins of the base asset
 * - `quote`: the quote currency, in practice a stablecoin
 * - `usd`: US dollars
 */
export type Counts = "contracts" | "base" | "quote" | "usd";

/**
 * Where the label of a value lies to the moment at which the value was true.
 *
 * - `instant`: it is that moment; for a snapshot without a time of its own, the moment of the answer
 * - `start`: it is the start of an interval, and the value is that of its end
 * - `end`: it is the end of an interval, and the value is that of its end
 * - `per file`: it changed in time, and re-published files changed with it: only the prices in a file can tell
 * - `unknown`: nobody says
 */
export type LabelConvention = "instant" | "start" | "end" | "per file" | "unknown";

/**
 * What a value is of: one `instrument`; all contracts on one `asset` at one venue; or all contracts on one asset at
 * `several` venues.
 */
export type Scope = "instrument" | "asset" | "several";

/** One field in which somebody publishes open interest, and what it really holds. */
export interface OpenInterestField {
  /** The interface it is read from: `api`, `archive`, `ccxt snapshot`, `ccxt history`, `ccxt ticker`, `ccxt markets`, …. */
  readonly source: string;
  /** Its name there. */
  readonly field: string;
  readonly counts: Counts;
  /** How many of what it counts one in the field is, such as 1e-8 where bitcoins are given in satoshi. 1 if absent. */
  readonly scale?: number;
  /** `instrument` if absent. */
  readonly scope?: Scope;
  readonly label: LabelConvention;
  /** Sides that this field counts, where it differs from the market's. */
  readonly sides?: Sides;
  /** Milliseconds from the moment a value was true until it can be read; absent where nobody has said or measured it. */
  readonly delayMs?: number;
  /** How `counts` is known. */
  readonly basis: Basis;
  /** What to look out for, in a sentence. */
  readonly note?: string;
}

/** How a venue writes the names of one kind of contract. */
export interface SymbolForm {
  /**
   * With named groups: `code` for the asset, and where they are in the name `quote`, `date` (250627, 27JUN25, 20250627)
   * and `thousand`, a letter that makes the asset a thousand of those coins: kPEPE is of 1000PEPE.
   */
  readonly pattern: RegExp;
  readonly kind: Kind;
  /** Quote currency where the name does not say it. */
  readonly quote?: string;
  /** Hour of the day in UTC at which a dated contract expires; absent where it is not fixed, so that no expiry is told. */
  readonly expiryHour?: number;
  /** A name of this form. */
  readonly example: string;
}

/** Contracts of one venue that share their rules. */
export interface Market {
  /** Unique in its venue, such as `usd-m`. */
  readonly name: string;
  readonly title: string;
  readonly margin: Margin;
  /** Currency in which profit is paid: a code in capitals, or that of each contract: its `base` asset, its `quote`. */
  readonly settle: string;
  /**
   * Size of one contract by the code of the asset in the symbol, `others` for all that are not named: coins if linear,
   * dollars if inverse, coins of the settlement currency for each dollar of the price if quanto. Where the venue counts
   * amounts in coins or dollars, a contract is one of those. An asset that is not covered has a size to be looked up.
   * These are the sizes of today: venues have changed theirs, so that old history in contracts may need its own
   * (`contractSize` of `instrument`).
   */
  readonly contractSize: Readonly<Record<string, number>>;
  /** How the contract sizes are known: the weakest of them. */
  readonly contractBasis: Basis;
  /** What is to be known of the contract sizes, such as those of other years. */
  readonly contractNote?: string;
  /** Usual hours between settlements of funding; a single contract may differ. Absent where there is no funding. */
  readonly fundingIntervalHours?: number;
  readonly symbols: readonly SymbolForm[];
  /** Sides that its open interest counts. */
  readonly sides: Sides;
  /** How `sides` is known; of no meaning where they are unknown. */
  readonly sidesBasis: Basis;
  /** What is said about the sides, where it is more than the venue's one statement. */
  readonly sidesNote?: string;
  /** The first is the venue's own main field. */
  readonly openInterest: readonly OpenInterestField[];
}

/** A place where derivatives are traded. */
export interface Venue {
  /** Canonical name: letters and digits, lower case. */
  readonly name: string;
  readonly title: string;
  /** Other names it goes by, letters and digits only, lower case; those of its arms that share its registry entry, too. */
  readonly aliases: readonly string[];
  /** Assets whose code in the venue's symbols is another than the usual one, such as `XBT` for `BTC`. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Empty where only the name is known here. */
  readonly markets: readonly Market[];
}

/** Somebody who publishes the open interest of venues. */
export interface Provider {
  readonly name: string;
  readonly title: string;
  readonly openInterest: readonly OpenInterestField[];
}

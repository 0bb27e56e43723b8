import { dayMs } from "../../series/time.js";
import type { CcxtMarket, ExchangeClient } from "./exchange-client.js";

/** One page of one call. */
export interface PageRequest {
  /** ccxt's unified symbol. */
  readonly symbol: string;
  readonly interval: string;
  /** First and last millisecond wanted, epoch UTC. */
  readonly since: number;
  readonly until: number;
  /** Rows that one answer can hold. */
  readonly limit: number;
  /** Which page it is, from 1, where an exchange numbers them. */
  readonly number: number;
}

/**
 * How the rows of a call are come by.
 *
 * - `time`: pages laid out by time, each of at most so many rows, so that an empty page loses nothing after it; what is missing at the
 *   ends of a page that came is asked for again
 * - `row`: the exchange takes a start and no end: each page begins after the last row of the one before, or after the place
 *   of an empty one
 * - `newest`: the exchange takes neither and gives the newest so many rows
 * - `number`: numbered pages, the newest rows first
 */
export type Paging = "time" | "row" | "newest" | "number";

/** A call for rows. */
export interface RowsCall {
  readonly paging: Paging;
  /** Most rows of one answer that ccxt passes on. */
  readonly pageRows: number;
  readonly fetch: (client: ExchangeClient, page: PageRequest) => Promise<readonly unknown[]>;
  /** Where the list of rows is in a good answer, names from the outside in; empty if the answer is the list. */
  readonly rowsAt: readonly string[];
  /** How far back rows are kept, milliseconds for rows so far apart; Infinity if nobody says that they are dropped. */
  readonly reachMs: (stepMs: number) => number;
}

/** One number of a row of open interest. */
export interface OpenInterestCell {
  /** ccxt's field, whose meaning the registry of markets knows under `ccxt history`. */
  readonly field: "openInterestAmount" | "openInterestValue";
  /** Name of the exchange's own field behind it, as messages call it. */
  readonly raw: string;
  /** Its place, where the exchange's own row is a list. */
  readonly index?: number;
}

/** Open interest as one exchange keeps it. */
export interface OpenInterestCall extends RowsCall {
  readonly intervals: readonly string[];
  readonly cells: readonly OpenInterestCell[];
  /** Who has what lies before the reach, ending a sentence. */
  readonly older: string;
}

/** Price bars. */
export interface CandlesCall extends RowsCall {
  readonly intervals: readonly string[];
  /** What ccxt's volume counts; left out where nobody says. */
  readonly volume?: "base" | "contracts";
}

/** Settlements of funding. */
export interface FundingCall extends RowsCall {
  /** Name of the exchange's own field that is the rate paid at a settlement. */
  readonly raw: string;
}

/** The perpetuals of one market of one exchange: how they are asked for through ccxt and what the answers hold. */
export interface ExchangeSpec {
  /** Canonical venue name. */
  readonly venue: string;
  /** Name of its market in the registry. */
  readonly market: string;
  /** ccxt's name of the exchange. */
  readonly exchange: string;
  /** How a message calls the market. */
  readonly title: string;
  readonly margin: "linear" | "inverse";
  /** What a ccxt client is created with, such as the lists of markets that are needed. Default nothing. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** ccxt's unified symbol of the perpetual on an asset. */
  readonly symbol: (asset: string) => string;
  /** The venue's own name of a listed market. Default its `id`. */
  readonly nameOf?: (market: CcxtMarket) => string | undefined;
  /** Whether ccxt's `contractSize` is the size by which the venue counts contracts. Default false: the registry's. */
  readonly listsSize?: boolean;
  /** Whether an archive of the venue's own is served where its interface is blocked. */
  readonly archive?: boolean;
  /** How it says that it is asked too often, where ccxt does not know. */
  readonly limitText?: RegExp;
  /** Absent where the venue keeps no history; `noHistory` then says so. */
  readonly openInterest?: OpenInterestCall;
  readonly noHistory?: string;
  readonly candles: CandlesCall;
  readonly funding: FundingCall;
  /** One sentence on the calls and their units. */
  readonly description: string;
}

/** Of calls whose rows are kept for so many days. */
export const keptForDays =
  (days: number): RowsCall["reachMs"] =>
  () =>
    days * dayMs;

/** Of calls that keep the newest so many rows. */
export const keptRows =
  (rows: number): RowsCall["reachMs"] =>
  (stepMs) =>
    rows * stepMs;

/** Of calls whose rows go back to the listing, as far as is known. */
export const keptForEver: RowsCall["reachMs"] = () => Number.POSITIVE_INFINITY;

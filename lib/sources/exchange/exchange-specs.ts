import { openInterestField } from "../../market/open-interest-fields.js";
import { market } from "../../market/venues.js";
import type { Identity } from "../../series/identity.js";
import { dayMs, minuteMs } from "../../series/time.js";

/** What one exchange's answers really hold. ccxt passes its open interest fields on unconverted, so it is written here. */
export interface ExchangeSpec {
  /** Canonical venue name. */
  readonly venue: string;
  /** How a message calls the exchange. */
  readonly title: string;
  /** Currency that quotes and settles the perpetual, counted as its dollar. */
  readonly quote: string;
  /** What the open interest is of, sides counted and publication delay included. */
  readonly identity: Identity;
  /** Intervals for which there is open interest. */
  readonly intervals: readonly string[];
  /** Fields of the raw answer behind ccxt's `openInterestAmount` (coins) and `openInterestValue` (quote currency). */
  readonly amountField: string;
  readonly valueField: string;
  /** How far back open interest is kept, milliseconds before now. */
  readonly reachMs: number;
  /** Rows that one call can bring through ccxt. */
  readonly pageRows: { readonly openInterest: number; readonly candles: number; readonly funding: number };
  /** What a good answer of the history calls begins with: ccxt turns any other answer into no rows, without a word. */
  readonly answerStart: RegExp;
  /** One sentence on the calls and their units. */
  readonly description: string;
}

const usdM = market("binance", "usd-m");
const amount = openInterestField("binance", "usd-m", "api", "sumOpenInterest");
const value = openInterestField("binance", "usd-m", "api", "sumOpenInterestValue");

/** Exchanges that `loadExchange` reads, by their ccxt name. */
export const exchangeSpecs: Readonly<Record<string, ExchangeSpec>> = {
  binanceusdm: {
    venue: "binance",
    title: usdM.title,
    quote: "USDT",
    identity: {
      venue: "binance",
      kind: "perpetual",
      margin: usdM.margin,
      settle: "USDT",
      sides: amount.sides,
      delayMs: amount.delayMs,
    },
    intervals: ["5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"],
    amountField: amount.field,
    valueField: value.field,
    // Thirty days by its documentation; an earlier start is an error. Ten minutes less allow for clocks that differ.
    reachMs: 30 * dayMs - 10 * minuteMs,
    // The exchange itself gives 1500 candles, but ccxt cuts the limit to 1000.
    pageRows: { openInterest: 500, candles: 1000, funding: 1000 },
    answerStart: /^\s*\[/,
    description: "open interest from openInterestHist in coins and USDT, bars of last price from klines, funding rates",
  },
};

/** @throws {RangeError} if the exchange is not in the table, naming those that are */
export function exchangeSpec(exchange: string): ExchangeSpec {
  const spec = Object.hasOwn(exchangeSpecs, exchange) ? exchangeSpecs[exchange] : undefined;
  if (spec !== undefined) return spec;
  const known = Object.keys(exchangeSpecs).join(", ");
  throw new RangeError(`loadExchange: unknown exchange "${exchange}"; known: ${known}`);
}

import type { ExchangeClient } from "../exchange-client.js";
import type { ExchangeSpec, OpenInterestCall, PageRequest } from "../exchange-spec.js";
import { keptForEver } from "../exchange-spec.js";

const openInterest: Omit<OpenInterestCall, "cells"> = {
  paging: "time",
  pageRows: 200,
  rowsAt: ["result", "list"],
  reachMs: keptForEver,
  intervals: ["5m", "15m", "30m", "1h", "4h", "1d"],
  older: "it keeps all since the listing",
  fetch: openInterestPage,
};

const shared = {
  venue: "bybit",
  exchange: "bybit",
  settings: { options: { fetchMarkets: { types: ["linear", "inverse"] } } },
  candles: {
    paging: "time",
    pageRows: 1000,
    rowsAt: ["result", "list"],
    reachMs: keptForEver,
    intervals: openInterest.intervals,
    // Of an inverse contract ccxt takes the turnover, which is in coins.
    volume: "base",
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOHLCV(symbol, interval, since, limit, { until }),
  },
  funding: {
    paging: "time",
    pageRows: 200,
    rowsAt: ["result", "list"],
    reachMs: keptForEver,
    raw: "fundingRate",
    fetch: (client, { symbol, since, limit, until }) => client.fetchFundingRateHistory(symbol, since, limit, { until }),
  },
} as const satisfies Partial<ExchangeSpec>;

/** Perpetuals in USDT. */
export const bybitLinear: ExchangeSpec = {
  ...shared,
  market: "linear",
  title: "Bybit linear",
  margin: "linear",
  symbol: (asset) => `${asset}/USDT:USDT`,
  openInterest: { ...openInterest, cells: [{ field: "openInterestAmount", raw: "openInterest" }] },
  description:
    "open interest from open-interest in coins (both sides, as it says), dollars at the close of each bar, bars of last price from kline, funding rates",
};

/** Perpetuals margined in their own coin. */
export const bybitInverse: ExchangeSpec = {
  ...shared,
  market: "inverse",
  title: "Bybit inverse",
  margin: "inverse",
  symbol: (asset) => `${asset}/USD:${asset}`,
  openInterest: { ...openInterest, cells: [{ field: "openInterestValue", raw: "openInterest" }] },
  description:
    "open interest from open-interest in dollars (both sides, as it says), coins at the close of each bar, bars of last price from kline, funding rates",
};

/** Most answers without a row in a run. */
const mostEmpty = 20;

/**
 * Rows from `until` back to `since`. An answer that holds fewer than were asked for names a cursor, with which the next is
 * asked for; ccxt leaves it in one of the exchange's own rows, and of an answer without rows in its text alone.
 */
async function openInterestPage(
  client: ExchangeClient,
  { symbol, interval, since, limit, until }: PageRequest,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  let empty = 0;
  for (let cursor: string | undefined; ; ) {
    const params = { until, ...(cursor === undefined ? {} : { cursor }) };
    const part = await client.fetchOpenInterestHistory(symbol, interval, since, limit, params);
    const before = earliest;
    let next = part.length === 0 ? cursorIn(client.last_http_response) : undefined;
    for (const row of part as readonly BybitRow[]) {
      rows.push(row);
      earliest = Math.min(earliest, row.timestamp ?? Number.POSITIVE_INFINITY);
      next = row.info?.nextPageCursor || next;
    }
    empty = part.length === 0 ? empty + 1 : 0;
    const goesOn = part.length === 0 ? next !== cursor && empty < mostEmpty : earliest > since && earliest < before;
    if (next === undefined || !goesOn) return rows;
    cursor = next;
  }
}

/** The cursor in the text of an answer; undefined if it has none. */
function cursorIn(body: unknown): string | undefined {
  const found = typeof body === "string" ? /"nextPageCursor"\s*:\s*("[^"]+")/.exec(body)?.[1] : undefined;
  return found === undefined ? undefined : (JSON.parse(found) as string);
}

interface BybitRow {
  readonly timestamp?: number;
  readonly info?: { readonly nextPageCursor?: string };
}

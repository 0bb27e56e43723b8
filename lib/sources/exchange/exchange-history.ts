import { hourMs, minuteMs } from "../../series/time.js";
import type { LoadProgress } from "../progress.js";
import type { SortedRows } from "../sorted-rows.js";
import { type AskOptions, ask, type ExchangeClient } from "./exchange-client.js";
import { type CcxtRow, checkedRows, type Page, pagesOf } from "./exchange-rows.js";
import type { ExchangeSpec } from "./exchange-specs.js";

/** What to fetch. */
export interface HistoryQuery extends AskOptions {
  readonly client: ExchangeClient;
  readonly spec: ExchangeSpec;
  /** ccxt's unified symbol. */
  readonly symbol: string;
  readonly interval: string;
  readonly stepMs: number;
  /** Start of the first bar and end of the last, epoch milliseconds. */
  readonly since: number;
  readonly until: number;
  readonly onProgress: (progress: LoadProgress) => void;
}

/** Rows as labelled by the exchange, checked and in order. */
export interface ExchangeHistory {
  /** Columns: coins, and their value in the quote currency. */
  readonly openInterest: SortedRows;
  /** Columns: open, high, low, close, volume in coins; times are bar starts. */
  readonly candles: SortedRows;
  /** Column: rate, positive if longs pay; a time published some milliseconds off its whole hour is moved to it. */
  readonly funding: SortedRows;
  readonly rowsRead: number;
}

/**
 * Open interest, candles and funding of one perpetual, page by page.
 * @throws {Error} as `ask` and `checkedRows` do, or if there is no row at all or the answer is not rows
 */
export async function exchangeHistory(query: HistoryQuery): Promise<ExchangeHistory> {
  const { client, spec, symbol, interval, stepMs, since, until, onProgress } = query;
  const pages = {
    // A label may be an instant or a bar's start, so those of both ends are asked for.
    openInterest: pagesOf({ since, until, limit: spec.pageRows.openInterest }, stepMs),
    candles: pagesOf({ since, until: until - 1, limit: spec.pageRows.candles }, stepMs),
    // Settlements are published some milliseconds late.
    funding: pagesOf({ since, until: until + minuteMs - 1, limit: spec.pageRows.funding }, hourMs),
  };
  const total = pages.openInterest.length + pages.candles.length + pages.funding.length;
  let done = 0;
  const fetchAll = async (
    what: string,
    pages: readonly Page[],
    fetchPage: (page: Page) => Promise<readonly unknown[]>,
  ) => {
    const rows: unknown[] = [];
    for (const page of pages) {
      const answer = await ask(client, spec, () => fetchPage(page), query);
      if (answer.length === 0) checkEmptyAnswer(client, spec, what);
      for (const row of answer) rows.push(row);
      done++;
      onProgress({ done, total, what });
    }
    if (rows.length === 0 && what !== "funding") {
      throw new Error(`loadExchange: ${spec.title} has no ${what} of ${symbol} in this period; is it a new listing?`);
    }
    return rows;
  };

  // ccxt guesses an end and a number of rows where it is not told both.
  const openInterest = await fetchAll("open interest", pages.openInterest, ({ since, until, limit }) =>
    client.fetchOpenInterestHistory(symbol, interval, since, limit, { until }),
  );
  const candles = await fetchAll("candles", pages.candles, ({ since, until, limit }) =>
    client.fetchOHLCV(symbol, interval, since, limit, { until }),
  );
  const funding = await fetchAll("funding", pages.funding, ({ since, until, limit }) =>
    client.fetchFundingRateHistory(symbol, since, limit, { until }),
  );
  return {
    openInterest: checkedRows(
      openInterest.map(openInterestRow),
      [
        { name: spec.amountField, least: Number.MIN_VALUE },
        { name: spec.valueField, least: Number.MIN_VALUE },
      ],
      "open interest",
    ),
    candles: checkedRows(
      candles.map(candleRow),
      [
        ...["open", "high", "low", "close"].map((name) => ({ name, least: Number.MIN_VALUE })),
        { name: "volume", least: 0 },
      ],
      "candles",
    ),
    funding: checkedRows(funding.map(fundingRow), [{ name: "fundingRate", least: -1 }], "funding"),
    rowsRead: openInterest.length + candles.length + funding.length,
  };
}

/** ccxt makes no rows of a page of text or a foreign object; only a list of nothing is an empty answer. */
function checkEmptyAnswer({ last_http_response: body }: ExchangeClient, spec: ExchangeSpec, what: string): void {
  if (typeof body !== "string" || spec.answerStart.test(body)) return;
  const start = body.replace(/\s+/g, " ").slice(0, 80);
  throw new Error(
    `loadExchange: the answer to a call for ${what} is not ${spec.title}'s: "${start}"; is a proxy or a block page in between?`,
  );
}

type Fields = Readonly<Record<string, unknown>>;

const openInterestRow = (row: unknown): CcxtRow => {
  const { timestamp, openInterestAmount, openInterestValue, info } = row as Fields;
  return { time: timestamp, values: [openInterestAmount, openInterestValue], raw: info as Fields };
};

const candleRow = (row: unknown): CcxtRow => {
  const [time, ...values] = row as readonly unknown[];
  return { time, values };
};

const fundingRow = (row: unknown): CcxtRow => {
  const { timestamp, fundingRate, info } = row as Fields;
  if (typeof timestamp !== "number") return { time: timestamp, values: [fundingRate], raw: info as Fields };
  const settlement = Math.round(timestamp / hourMs) * hourMs;
  const time = Math.abs(timestamp - settlement) < minuteMs ? settlement : timestamp;
  return { time, values: [fundingRate], raw: info as Fields };
};

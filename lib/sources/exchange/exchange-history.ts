import { hourMs, minuteMs } from "../../series/time.js";
import type { LoadProgress } from "../progress.js";
import { issueAt } from "../quality/issue-at.js";
import { type SortedRows, sortedRows } from "../sorted-rows.js";
import type { AskOptions, ExchangeClient } from "./exchange-client.js";
import { expectedPages, fetchRows } from "./exchange-pages.js";
import { type CcxtRow, checkedRows } from "./exchange-rows.js";
import type { CandlesCall, ExchangeSpec, OpenInterestCall, RowsCall } from "./exchange-spec.js";

/** What to fetch. */
export interface HistoryQuery extends AskOptions {
  readonly client: ExchangeClient;
  readonly spec: ExchangeSpec;
  /** How open interest is called for; undefined if it is not wanted or not kept. */
  readonly openInterest: OpenInterestCall | undefined;
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
  /** A column for each cell of the call; none if it was not called for. */
  readonly openInterest: SortedRows;
  /** Columns: open, high, low, close, and volume as ccxt gives it; times are bar starts. */
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
  const { client, spec, symbol, interval, stepMs, since, until, onProgress, retryDelaysMs, signal } = query;
  const part = (what: string, call: RowsCall, until: number, rowMs: number) => ({ what, call, until, rowMs, since });
  const parts = [
    // A label may be an instant or a bar's start, so those of both ends are asked for.
    ...(query.openInterest === undefined ? [] : [part("open interest", query.openInterest, until, stepMs)]),
    part("candles", spec.candles, until - 1, stepMs),
    // Settlements are published some milliseconds late.
    part("funding", spec.funding, until + minuteMs - 1, hourMs),
  ];
  const left = parts.map(expectedPages);
  let done = 0;
  const rows: Record<string, readonly unknown[]> = {};
  for (const [index, part] of parts.entries()) {
    const { what } = part;
    const onPage = (pages: number): void => {
      left[index] = pages;
      done++;
      onProgress({ done, total: done + left.reduce((sum, pages) => sum + pages, 0), what });
    };
    const found = await fetchRows({ ...part, client, spec, symbol, interval, onPage, retryDelaysMs, signal });
    if (found.length === 0 && what !== "funding") {
      throw new Error(`loadExchange: ${spec.title} has no ${what} of ${symbol} in this period; is it a new listing?`);
    }
    rows[what] = found;
  }
  const { "open interest": openInterest = [], candles = [], funding = [] } = rows;
  return {
    openInterest:
      query.openInterest === undefined
        ? sortedRows(new Float64Array(0), [], "open interest")
        : openInterestRows(openInterest, query.openInterest),
    candles: candleRows(candles, spec.candles),
    funding: fundingRows(funding, spec.funding.raw),
    rowsRead: openInterest.length + candles.length + funding.length,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function openInterestRows(rows: readonly unknown[], { cells }: OpenInterestCall): SortedRows {
  return checkedRows(
    rows.map((row): CcxtRow => {
      const { timestamp, info, ...fields } = row as Fields;
      return { time: timestamp, values: cells.map(({ field }) => fields[field]), raw: info as Fields };
    }),
    cells.map(({ raw, index }) => ({ name: raw, index, least: Number.MIN_VALUE })),
    "open interest",
  );
}

/** ccxt keeps no rows of bars as the exchange gave them; a price that is none is seen by the others of its bar. */
function candleRows(rows: readonly unknown[], { volume }: CandlesCall): SortedRows {
  const checked = checkedRows(
    rows.map(candleRow),
    [
      ...["open", "high", "low", "close"].map((name) => ({ name, least: Number.MIN_VALUE })),
      ...(volume === undefined ? [] : [{ name: "volume", least: 0 }]),
    ],
    "candles",
  );
  const { times, columns } = checked;
  const [open, high, low, close] = columns as readonly [Column, Column, Column, Column];
  const impossible = (row: number): boolean =>
    [open, close].some((price) => price[row] > high[row] || price[row] < low[row]) || low[row] > high[row];
  const wrong = times.map((_, row) => (impossible(row) ? 1 : 0));
  if (!wrong.includes(1)) return checked;
  const found = issueAt(
    "invalid",
    "candles",
    times.filter((_, row) => wrong[row] === 1),
    "bars whose open or close is not between low and high; left as gaps",
  );
  const whole = columns.map((values) => values.map((value, row) => (wrong[row] === 1 ? Number.NaN : value)));
  return { ...checked, columns: whole, issues: [...checked.issues, ...found] };
}

type Column = Float64Array;

const candleRow = (row: unknown): CcxtRow => {
  const [time, ...values] = row as readonly unknown[];
  return { time, values };
};

/** The rate is the exchange's own cell, since ccxt calls rates of other spans by the same name. */
function fundingRows(rows: readonly unknown[], raw: string): SortedRows {
  return checkedRows(
    rows.map((row): CcxtRow => {
      const { timestamp, info } = row as Fields;
      const own = info as Fields;
      const cell = own[raw];
      return { time: settlement(timestamp), values: [typeof cell === "string" ? Number(cell) : cell], raw: own };
    }),
    [{ name: raw, least: -1 }],
    "funding",
  );
}

function settlement(timestamp: unknown): unknown {
  if (typeof timestamp !== "number") return timestamp;
  const hour = Math.round(timestamp / hourMs) * hourMs;
  return Math.abs(timestamp - hour) < minuteMs ? hour : timestamp;
}

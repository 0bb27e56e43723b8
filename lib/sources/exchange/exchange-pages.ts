import { type AskOptions, ask, type ExchangeClient } from "./exchange-client.js";
import type { ExchangeSpec, PageRequest, RowsCall } from "./exchange-spec.js";
import { checkAnswer } from "./foreign-answer.js";

/** One call's part of a period: rows with `since` ≤ time ≤ `until`, never more than `limit`. */
export interface Page {
  readonly since: number;
  readonly until: number;
  readonly limit: number;
}

/**
 * Pages that cover every millisecond from `since` to `until` exactly once, each of at most `limit` rows that are
 * `rowMs` apart. They are laid out by time and not by the rows that come, so a short or empty page loses nothing after it.
 */
export function pagesOf({ since, until, limit }: Page, rowMs: number): readonly Page[] {
  const pages: Page[] = [];
  for (let start = since; start <= until; start += limit * rowMs) {
    pages.push({ since: start, until: Math.min(start + limit * rowMs - 1, until), limit });
  }
  return pages;
}

/** Rows of one call over a period. */
export interface RowsQuery extends AskOptions {
  readonly client: ExchangeClient;
  readonly spec: ExchangeSpec;
  readonly call: RowsCall;
  /** What the rows are, for messages. */
  readonly what: string;
  /** ccxt's unified symbol. */
  readonly symbol: string;
  readonly interval: string;
  readonly since: number;
  readonly until: number;
  /** Least distance between two rows, milliseconds. */
  readonly rowMs: number;
  /** Called after each page with the number of pages that are still to come, as far as is known. */
  readonly onPage: (left: number) => void;
}

/** How many pages the rows will probably take. */
export function expectedPages({ call, since, until, rowMs }: Pick<RowsQuery, "call" | "since" | "until" | "rowMs">) {
  if (call.paging === "newest") return 1;
  return pagesOf({ since, until, limit: call.pageRows }, rowMs).length;
}

/**
 * Every row that an exchange gives for a period, page by page, as ccxt gives it; some may lie outside the period.
 * @throws {Error} as `ask` does, or if an answer is not the exchange's
 */
export async function fetchRows(query: RowsQuery): Promise<readonly unknown[]> {
  const { call, since, until, rowMs, onPage } = query;
  const { pageRows: limit } = call;
  if (call.paging === "newest") {
    const rows = await onePage(query, { since, until, limit, number: 1 });
    onPage(0);
    return rows;
  }
  const rows: unknown[] = [];
  const add = (page: readonly unknown[]) => {
    for (const row of page) rows.push(row);
  };
  if (call.paging === "time") {
    const pages = pagesOf({ since, until, limit }, rowMs);
    for (const [index, page] of pages.entries()) {
      add(await onePage(query, { ...page, number: index + 1 }));
      onPage(pages.length - index - 1);
    }
    return rows;
  }
  let from = since;
  // Each page must bring later rows (or, of numbered ones, earlier rows) than those before it, or it is the last.
  for (
    let number = 1, reached = call.paging === "row" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    ;
    number++
  ) {
    const page = await onePage(query, { since: from, until, limit, number });
    add(page);
    const times = page.map(timeOf).filter((time) => Number.isFinite(time));
    const edge = call.paging === "row" ? Math.max(...times) : Math.min(...times);
    const goesOn = call.paging === "row" ? edge > reached && edge < until : edge < reached && edge > since;
    if (times.length === 0 || !goesOn) {
      onPage(0);
      return rows;
    }
    reached = edge;
    if (call.paging === "row") from = edge + 1;
    const left = call.paging === "row" ? until - edge : edge - since;
    onPage(Math.ceil(left / (limit * rowMs)));
  }
}

/** ccxt makes no rows of a page of text or a foreign object; only a list of nothing is an empty answer. */
function onePage(
  { client, spec, call, what, symbol, interval, retryDelaysMs, signal }: RowsQuery,
  page: Omit<PageRequest, "symbol" | "interval">,
): Promise<readonly unknown[]> {
  const check = () => checkAnswer(client.last_http_response, spec.title, what, call.rowsAt);
  const fetch = async () => {
    const rows = await call.fetch(client, { symbol, interval, ...page }).catch((error: unknown) => {
      // ccxt stumbles over an answer that it does not know in some places, and makes nothing of it in others.
      if (error instanceof TypeError) check();
      throw error;
    });
    if (rows.length === 0) check();
    return rows;
  };
  return ask(client, spec, fetch, { retryDelaysMs, signal });
}

function timeOf(row: unknown): number {
  const time: unknown = Array.isArray(row) ? row[0] : (row as Readonly<Record<string, unknown>>).timestamp;
  return typeof time === "number" ? time : Number.NaN;
}

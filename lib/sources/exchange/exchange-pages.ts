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
 * `rowMs` apart. They are laid out by time and not by the rows that come, so an empty page loses nothing after it.
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
 * Every row that an exchange gives for a period, page by page, as ccxt gives it; some may lie outside the period. Where an
 * answer ends before its page does, or begins after it, the rest is asked for again (`wholePage`).
 * @throws {Error} as `ask` does, or if an answer is not the exchange's
 */
export async function fetchRows(query: RowsQuery): Promise<readonly unknown[]> {
  const { call, since, until, rowMs, onPage } = query;
  const { pageRows: limit } = call;
  if (call.paging === "newest") {
    const rows = await onePage(query, { since, until, limit, number: 1 });
    onPage(0);
    // What is wrong with rows that nobody asked for is not told.
    return rows.filter((row) => !(timeOf(row) < since || timeOf(row) > until));
  }
  const rows: unknown[] = [];
  const add = (page: readonly unknown[]) => {
    for (const row of page) rows.push(row);
  };
  if (call.paging === "time") {
    const pages = pagesOf({ since, until, limit }, rowMs);
    for (const [index, page] of pages.entries()) {
      add(await wholePage(query, { ...page, number: index + 1 }));
      onPage(pages.length - index - 1);
    }
    return rows;
  }
  return call.paging === "row" ? rowsFromStart(query) : numberedRows(query);
}

/** Each page must bring later rows than those before it, or it is the last; an empty one may be a hole and is stepped over. */
async function rowsFromStart(query: RowsQuery): Promise<readonly unknown[]> {
  const { call, since, until, rowMs, onPage } = query;
  const { pageRows: limit } = call;
  const rows: unknown[] = [];
  let reached = Number.NEGATIVE_INFINITY;
  let from = since;
  for (let number = 1; ; number++) {
    const page = await onePage(query, { since: from, until, limit, number });
    for (const row of page) rows.push(row);
    const edge = Math.max(...knownTimes(page));
    from = page.length === 0 ? from + limit * rowMs : edge + 1;
    const goesOn = page.length === 0 ? from <= until : edge > reached && edge < until;
    onPage(goesOn ? Math.ceil((until - from + 1) / (limit * rowMs)) : 0);
    if (!goesOn) return rows;
    reached = Math.max(reached, edge);
  }
}

/** Each page must bring earlier rows than those before it, or it is the last. */
async function numberedRows(query: RowsQuery): Promise<readonly unknown[]> {
  const { call, since, until, rowMs, onPage } = query;
  const { pageRows: limit } = call;
  const rows: unknown[] = [];
  let reached = Number.POSITIVE_INFINITY;
  for (let number = 1; ; number++) {
    const page = await onePage(query, { since, until, limit, number });
    for (const row of page) rows.push(row);
    const edge = Math.min(...knownTimes(page));
    const goesOn = edge < reached && edge > since;
    onPage(goesOn ? Math.ceil((edge - since) / (limit * rowMs)) : 0);
    if (!goesOn) return rows;
    reached = edge;
  }
}

/**
 * The rows of a page, asked for again before the first and after the last that came while a row is missing there: an
 * exchange may give fewer in one answer than it says. Each further answer must bring rows of what it is asked for.
 */
async function wholePage(
  query: RowsQuery,
  { since, until, limit, number }: Page & { readonly number: number },
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  const open: (readonly [since: number, until: number])[] = [[since, until]];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [start, end] = part;
    const found = await onePage(query, { since: start, until: end, limit, number });
    for (const row of found) rows.push(row);
    const times = [...new Set(knownTimes(found))].filter((time) => time >= start && time <= end);
    const stepMs = usualStep(times);
    if (stepMs === undefined) continue;
    const first = times[0];
    const last = times[times.length - 1];
    if (first - stepMs >= start) open.push([start, first - 1]);
    if (last + stepMs <= end) open.push([last + 1, end]);
  }
  return rows;
}

/** The median distance between rows, which is that of settlements too; undefined for one row, which has none. */
function usualStep(times: readonly number[]): number | undefined {
  const steps = times.slice(1).map((time, row) => time - times[row]);
  return steps.sort((a, b) => a - b)[steps.length >> 1];
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

/** Rising. */
function knownTimes(rows: readonly unknown[]): readonly number[] {
  return rows
    .map(timeOf)
    .filter((time) => Number.isFinite(time))
    .sort((a, b) => a - b);
}

function timeOf(row: unknown): number {
  const time: unknown = Array.isArray(row) ? row[0] : (row as Readonly<Record<string, unknown>>).timestamp;
  return typeof time === "number" ? time : Number.NaN;
}

import { isoTime } from "../../../lib/series/time.js";
import { type ProviderServer, providerServer, type ReceivedRequest, type Reply } from "../provider-server.js";

export const day = 86_400_000;
export const start = Date.parse("2025-01-01T00:00:00Z");
export const key = "blk_secret-key/+=";

/** A row as the stand-in serves it. */
export type Row = Readonly<Record<string, unknown>>;

/** What the stand-in serves and how. */
export interface BlocklensData {
  /** Rows of `futures/oi`, by ascending date. */
  readonly total?: readonly Row[];
  /** Rows of `oi/exchange` by venue, by ascending date. */
  readonly venues?: Readonly<Record<string, readonly Row[]>>;
  /** Newest first, as Blocklens serves prices. */
  readonly descending?: boolean;
  /** Most rows that it serves, whatever was asked for. */
  readonly most?: number;
  /** Gives instead of the data; undefined for the data. */
  readonly instead?: (request: ReceivedRequest) => Reply | undefined;
  /** Changes the answer before it is sent. */
  readonly change?: (envelope: Row, request: ReceivedRequest) => unknown;
  /** Serves only rows from this date on where no key is sent. */
  readonly demoFrom?: string;
}

/** A stand-in for the documented part of Blocklens' interface. */
export async function blocklensServer({
  total = totals(10),
  venues = {},
  descending = false,
  most = 10_000,
  instead,
  change = (envelope) => envelope,
  demoFrom,
}: BlocklensData): Promise<ProviderServer> {
  return await providerServer((request) => {
    const other = instead?.(request);
    if (other !== undefined) return other;
    const { path, query, headers } = request;
    const keyed = headers.authorization === `Bearer ${key}`;
    if (headers.authorization !== undefined && !keyed) return refused(401, `Invalid API key: ${headers.authorization}`);
    const venue = query.get("exchange");
    if (path === "/oi/exchange" && !keyed) return refused(401, "API key required");
    const all = path === "/futures/oi" ? total : path === "/oi/exchange" ? venues[venue ?? ""] : undefined;
    if (all === undefined) return refused(404, `Unknown exchange: ${venue}`);
    const [from, to] = [query.get("start_date") ?? "", query.get("end_date") ?? "9999"];
    const within = all.filter(({ date }) => String(date).slice(0, 10) >= from && String(date).slice(0, 10) <= to);
    const allowed = keyed || demoFrom === undefined ? within : within.filter(({ date }) => String(date) >= demoFrom);
    const limit = Math.min(Number(query.get("limit") ?? 100), most);
    const data = descending ? [...allowed].reverse().slice(0, limit) : allowed.slice(0, limit);
    const envelope = { success: true, data, count: data.length, timestamp: "2025-06-01T00:00:00Z" };
    return { body: change(envelope, request) };
  });
}

function refused(status: number, message: string): Reply {
  return { status, body: { success: false, message, timestamp: "2025-06-01T00:00:00Z" } };
}

/** The date of the n-th day from 2025-01-01. */
export function date(n: number): string {
  return isoTime(start + n * day);
}

/** `count` rows of the total: 1000 + n billion on the n-th day, of 5 venues. */
export function totals(count: number, first = 0): readonly Row[] {
  return Array.from({ length: count }, (_, i) => ({
    date: date(first + i),
    total_oi_usd: (1000 + first + i) * 1e9,
    oi_delta_usd: 1e9,
    oi_delta_pct: 0.1,
    exchange_count: 5,
  }));
}

/** `count` rows of one venue: `level` + n billion on the n-th day. */
export function closes(count: number, level: number, first = 0): readonly Row[] {
  return Array.from({ length: count }, (_, i) => ({ date: date(first + i), close_oi_usd: (level + first + i) * 1e9 }));
}

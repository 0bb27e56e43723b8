import { intervalText } from "../../series/time.js";
import type { StoredQuery } from "../store-types.js";

/**
 * Options that do not decide which numbers a source gives: what the store tells apart by itself, how the source is reached, and
 * secrets.
 */
const leftOut: readonly string[] = [
  ...["source", "asset", "interval", "from", "to", "now", "onProgress", "signal"],
  ...["url", "timeoutMs", "retries", "backoffMs", "longestWaitMs", "retryDelaysMs", "parallelism", "keep", "onFailure"],
  ...["client", "clients", "key", "apiKey", "secret", "password", "token"],
];

/**
 * What was asked of a source, as a store writes it down: the options of a load that decide its numbers, those of a group by the
 * names of both, as in `csv.unit`. Price bars are told by what they are of. What is left out, empty text too, is not there.
 */
export function storedQuery(options: object): StoredQuery {
  return Object.fromEntries(settings(options, ""));
}

type Setting = readonly [name: string, value: StoredQuery[string]];

function settings(options: object, group: string): readonly Setting[] {
  return Object.entries(options).flatMap(([field, value]: readonly [string, unknown]): readonly Setting[] => {
    if (leftOut.includes(field)) return [];
    const name = `${group}${field}`;
    if (typeof value === "number" || typeof value === "boolean") return [[name, value]];
    if (typeof value === "string") return value === "" ? [] : [[name, value]];
    if (Array.isArray(value))
      return [[name, value.map((one) => (typeof one === "string" ? one : JSON.stringify(one)))]];
    if (typeof value !== "object" || value === null) return [];
    if (isCandles(value)) return [[name, candlesText(value)]];
    return isPlain(value) ? settings(value, `${name}.`) : [];
  });
}

interface CandlesLike {
  readonly intervalMs: number;
  readonly close: {
    readonly identity: { readonly venue?: string; readonly instrument?: string; readonly asset?: string };
  };
}

function isCandles(value: object): value is CandlesLike {
  const { intervalMs, close } = value as Partial<CandlesLike>;
  return typeof intervalMs === "number" && typeof close === "object" && "identity" in close;
}

function candlesText({ intervalMs, close: { identity } }: CandlesLike): string {
  const of = [identity.venue, identity.instrument ?? identity.asset].filter((text) => text !== undefined);
  return [...of, intervalText(intervalMs)].join(" ");
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

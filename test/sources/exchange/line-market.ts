import { epochMs, hourMs } from "../../../lib/series/time.js";

// A market that anyone can recompute: `h` hours before noon the price is 60000 - 10 h and the open interest 100000 - h
// coins. It was listed 300 hours before.

/** The instant that loads take as now: past on any clock that runs these tests, since ccxt looks at its own. */
export const now = epochMs("2025-07-31T12:03Z");
/** The end of the last whole bar. */
export const noon = epochMs("2025-07-31T12:00Z");
/** The first instant of the market. */
export const listing = noon - 300 * hourMs;

export const priceAt = (time: number): number => 60_000 + (10 * (time - noon)) / hourMs;
export const coinsAt = (time: number): number => 100_000 + (time - noon) / hourMs;

/** Instants of the market a step apart, from `from` to `to` where both are within its life; the last may be running. */
export function instants(from: number, to: number, stepMs = hourMs): readonly number[] {
  const first = Math.ceil(Math.max(from, listing) / stepMs) * stepMs;
  const last = Math.min(to, now);
  const count = Math.max(0, Math.floor((last - first) / stepMs) + 1);
  return Array.from({ length: count }, (_, row) => first + row * stepMs);
}

/** A bar that starts at `time`: open, high, low, close. */
export function barAt(time: number, stepMs = hourMs): readonly [number, number, number, number] {
  const [open, close] = [priceAt(time), priceAt(time + stepMs)];
  return [open, close + 1, open - 1, close];
}

/** A number of a query, or what stands for it. */
export function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  return text === null ? otherwise : Number(text);
}

import { expect } from "vitest";
import type { Candles } from "../../lib/series/candles.js";
import { type Series, series } from "../../lib/series/series.js";
import { hourMs } from "../../lib/series/time.js";

/** Hourly candles ending at 01:00, 02:00, … of 1970-01-01 from rows of open, high, low, close; `null` is a missing bar. */
export function candlesOf(rows: readonly (readonly [number, number, number, number] | null)[]): Candles {
  const times = Float64Array.from(rows, (_, row) => (row + 1) * hourMs);
  const column = (name: string, field: number): Series =>
    series({ times, values: rows.map((row) => row?.[field] ?? Number.NaN), name, unit: "price", asset: "BTC" });
  const [open, high, low, close] = ["open", "high", "low", "close"].map(column) as [Series, Series, Series, Series];
  return { times, intervalMs: hourMs, open, high, low, close };
}

/** Candles that open and close at the given prices, with no wicks. */
export function flatCandles(...prices: readonly (readonly [open: number, close: number] | null)[]): Candles {
  return candlesOf(
    prices.map((pair) => pair && [pair[0], Math.max(pair[0], pair[1]), Math.min(pair[0], pair[1]), pair[1]]),
  );
}

/** Targets at the ends of the first bars: 01:00, 02:00, … */
export function positionOf(values: readonly number[], delayMs = 0): Series {
  const times = values.map((_, row) => (row + 1) * hourMs);
  return series({ times, values, name: "signal", unit: "fraction", ...(delayMs === 0 ? {} : { delayMs }) });
}

/** Funding rates by hour of 1970-01-01. */
export function fundingOf(rates: Readonly<Record<number, number>>): Series {
  const times = Object.keys(rates).map((hour) => Number(hour) * hourMs);
  return series({ times, values: Object.values(rates), name: "funding", unit: "fraction" });
}

/** Options of a run that costs nothing. */
export const free = { feeBps: 0, slippageBps: 0 };

/** Expects each value to agree with the expected one to `digits` decimals, and a gap to be a gap. */
export function closeTo(values: ArrayLike<number>, expected: readonly number[], digits = 9): void {
  expect(values.length).toBe(expected.length);
  expected.forEach((value, row) => {
    if (Number.isNaN(value)) expect(values[row]).toBeNaN();
    else expect(values[row]).toBeCloseTo(value, digits);
  });
}

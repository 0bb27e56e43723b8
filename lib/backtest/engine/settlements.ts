import type { Series } from "../../series/series.js";
import { hourMs, minuteMs } from "../../series/time.js";

/** Funding settlements in order of time. */
export interface Settlements {
  /** Epoch milliseconds UTC, to the whole minute. */
  readonly times: Float64Array;
  /** Rate of each as a fraction of the notional; NaN for one that should be there and is not. */
  readonly rates: Float64Array;
}

const neighbours = 3;
const usualSpacing = 8 * hourMs;

/**
 * Settlements with `from` < time ≤ `to`, and a NaN rate at each time where one is missing.
 *
 * Times are rounded to the whole minute: venues settle on the hour and stamp it some milliseconds late, which must not
 * move a settlement into the next bar. A distance of more than 1.5 times the usual one holds missing settlements,
 * spread evenly; the usual one is the median of the three distances before it or of the three after, whichever is
 * longer, so that a contract may change its interval. Before the first settlement and after the last, the nearest usual
 * distance is continued (8 h if there is only one settlement). None is missed at `to` itself, since files often end just
 * before it.
 * @param funding rates, unit `fraction`; no series gives no settlements, and then nothing is missing
 */
export function settlements(funding: Series | undefined, from: number, to: number): Settlements {
  const times: number[] = [];
  const rates: number[] = [];
  const add = (time: number, rate: number): void => {
    if (time > from && (time < to || (time === to && rate === rate))) {
      times.push(time);
      rates.push(rate);
    }
  };

  if (funding !== undefined && funding.length > 0) {
    const stamped = funding.times.map((time) => Math.round(time / minuteMs) * minuteMs);
    const distances = stamped.subarray(1).map((time, row) => Math.max(minuteMs, time - stamped[row]));
    const shortest = distances.reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
    const first = stamped[0];
    const last = stamped[stamped.length - 1];

    const leading = usualDistance(distances, -1);
    for (let part = Math.ceil((first - from) / leading) - 1; part >= 1; part--) add(first - part * leading, Number.NaN);
    for (let row = 0; row < stamped.length; row++) {
      const time = stamped[row];
      add(time, funding.values[row]);
      const distance = row < distances.length ? distances[row] : 0;
      // The usual distance is never below the shortest, so most rows need no median.
      if (distance <= 1.5 * shortest) continue;
      const usual = usualDistance(distances, row);
      const parts = distance > 1.5 * usual ? Math.max(2, Math.round(distance / usual)) : 1;
      for (let part = 1; part < parts; part++) add(time + Math.round((part * distance) / parts), Number.NaN);
    }
    const trailing = usualDistance(distances, distances.length);
    for (let time = last + trailing; time < to; time += trailing) add(time, Number.NaN);
  }
  return { times: Float64Array.from(times), rates: Float64Array.from(rates) };
}

/** The longer of the medians of the distances just before and just after `row`. */
function usualDistance(distances: Float64Array, row: number): number {
  if (distances.length === 0) return usualSpacing;
  return Math.max(
    median(distances.slice(Math.max(0, row - neighbours), Math.max(0, row))),
    median(distances.slice(row + 1, row + 1 + neighbours)),
  );
}

/** Lower of the two middle values where their number is even; 0 of nothing. */
function median(values: Float64Array): number {
  return values.length === 0 ? 0 : values.sort()[(values.length - 1) >> 1];
}

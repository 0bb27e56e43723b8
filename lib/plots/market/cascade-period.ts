import type { CascadeEvent } from "../../analytics/cascades/cascade-events.js";
import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";

/** The stretch of time a figure of cascades shows. */
export interface CascadePeriod {
  /** Events that begin in it, in order of time. */
  readonly events: readonly CascadeEvent[];
  readonly close: Series;
  readonly held: Series;
  readonly intervalMs: number;
}

/** Bars before and after a single event, at least. */
const fewestBars = 12;

/**
 * All of the candles, or the time around one event: three times its length before the start, and six times after its
 * trough, or after it was known if that is later; at least 12 and 24 bars.
 * @throws {RangeError} if there is no event of that rank in the candles
 */
export function cascadePeriod(
  events: readonly CascadeEvent[],
  {
    candles: { close, intervalMs },
    openInterest,
    rank,
  }: { readonly candles: Candles; readonly openInterest: Series; readonly rank: number | undefined },
): CascadePeriod {
  const { times } = close;
  const inside = events.filter(({ startTime }) => startTime >= times[0] && startTime <= times[times.length - 1]);
  if (rank === undefined) return { events: inside, close, held: openInterest, intervalMs };
  const event = inside.find((other) => other.rank === rank);
  if (event === undefined) {
    throw new RangeError(`cascadesFigure: no cascade of rank ${rank} in these candles; there are ${inside.length}`);
  }
  const end = Math.max(event.troughTime, event.knownAt);
  const margin = Math.max(fewestBars * intervalMs, 3 * (end - event.startTime));
  const [from, to] = [event.startTime - margin - intervalMs, end + 2 * margin];
  return { events: [event], close: close.slice(from, to), held: openInterest.slice(from, to), intervalMs };
}

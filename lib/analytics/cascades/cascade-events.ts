import { priceOver, type TakerFlow, takerImbalanceOver, usdChange } from "./cascade-measures.js";
import { type CascadeVenue, cascadeVenueRows } from "./cascade-venues.js";
import {
  comparePositions,
  type HeldPositions,
  heldAtBoth,
  isComplete,
  type PositionComparison,
  positionComparison,
} from "./held-positions.js";

/** One cascade: positions that were closed at many venues at once while the price ran against them. */
export interface CascadeEvent {
  /** 1 for the cascade that closed the largest part of the open interest, 2 for the next; by all events of the sample. */
  readonly rank: number;
  /** Who was forced out, by the return at the first row detected: longs if the price fell, shorts if it rose. */
  readonly side: "long" | "short";
  /** Row before the fall, epoch milliseconds UTC: `slice(startTime, troughTime)` gives the rows of the fall. */
  readonly startTime: number;
  /** When the detector first fired: the first row detected, and the delay of the data. All below is known later. */
  readonly knownAt: number;
  /** Row of the lowest open interest after the start, up to one horizon after the last row detected. */
  readonly troughTime: number;
  /**
   * First row after the trough at which the asked part of the loss is regained; undefined if none in the sample shows it.
   * A row at which a compared column is missing cannot; one past its `identity.expiry` is left out, its loss included.
   */
  readonly recoveredAt: number | undefined;
  /** Rows from the start to the trough. */
  readonly rows: number;
  /** Coins before the fall, in the columns compared: those there at the first row detected and a horizon before it. */
  readonly coinsBefore: number;
  /** Coins of the same columns at the trough, inverse ones at the price before the fall. */
  readonly coinsAfter: number;
  /** coinsAfter − coinsBefore. */
  readonly coinsChange: number;
  /** coinsChange / coinsBefore. */
  readonly coinsFraction: number;
  /** Change of the same columns in dollars: usdPositions + usdRevaluation. */
  readonly usdChange: number;
  /** What of it came from positions closed, at the mean of the prices at both ends. */
  readonly usdPositions: number;
  /** What of it came from the price of the coins held. */
  readonly usdRevaluation: number;
  /** usdChange as a fraction of the dollars before the fall. */
  readonly usdFraction: number;
  /** Simple return of the price from the start to the trough of open interest. */
  readonly priceReturn: number;
  /**
   * Furthest simple return from the start against those forced out, up to one horizon after the last row detected. The
   * start is included: 0 if the price never went against them.
   */
  readonly adverseExcursion: number;
  /** Row of that furthest price, the first of equal ones. */
  readonly extremeTime: number;
  /** Venues of the columns compared. */
  readonly venues: number;
  /** Fraction of them that held fewer at the trough. */
  readonly breadth: number;
  /** Taker delta over volume from the start to the trough, a fraction; coins if no volume is given, NaN without takers. */
  readonly takerImbalance: number;
  /** Venue that lost most coins. */
  readonly mostLost: string;
}

/** What events are made from. */
export interface DetectedRows extends TakerFlow {
  readonly times: Float64Array;
  /** 1 long cascade, 2 short cascade, else none. */
  readonly codes: Int8Array;
  readonly held: HeldPositions;
  readonly horizon: number;
  readonly recoveredPart: number;
  readonly delayMs: number;
}

/** Rows of an episode. */
interface Episode {
  readonly code: number;
  readonly first: number;
  readonly last: number;
}

/** Events in order of time, with the loss of each venue in each of them. */
export function cascadeEvents(rows: DetectedRows): {
  readonly events: readonly CascadeEvent[];
  readonly venues: readonly CascadeVenue[];
} {
  const compared = positionComparison(rows.held);
  const found: Omit<CascadeEvent, "rank">[] = [];
  const losses: (readonly Omit<CascadeVenue, "rank">[])[] = [];
  let earliest = 0;
  for (const episode of episodes(rows)) {
    // One set of columns for start, trough, size and recovery: an outage at one of their rows must not change it.
    const held = heldAtBoth(rows.held, episode.first - rows.horizon, episode.first);
    const ofEvent = { ...rows, held };
    const start = startRow(ofEvent, episode, earliest, compared);
    const end = Math.min(rows.times.length - 1, episode.last + rows.horizon);
    const trough = troughRow(held, start, end, compared);
    comparePositions(held, start, trough, compared);
    const venues = cascadeVenueRows(held.venues, compared);
    losses.push(venues);
    found.push(event(ofEvent, episode, { start, trough, end }, compared, venues[0].venue));
    earliest = trough;
  }
  const bySize = found.map((_, index) => index).sort((a, b) => found[a].coinsFraction - found[b].coinsFraction);
  const ranks = found.map((_, index) => bySize.indexOf(index) + 1);
  return {
    events: found.map((measured, index) => ({ rank: ranks[index], ...measured })),
    venues: losses.flatMap((ofEvent, index) => ofEvent.map((row) => ({ rank: ranks[index], ...row }))),
  };
}

/**
 * Rows detected whose spans of `horizon` rows overlap or touch are one episode, with the code of the first: where the
 * price rebounds while positions are still closed, or still reported as they were, that is no cascade the other way.
 */
function episodes({ codes, horizon }: DetectedRows): readonly Episode[] {
  const found: Episode[] = [];
  for (let t = 0; t < codes.length; t++) {
    if (codes[t] <= 0) continue;
    const open = found[found.length - 1];
    if (open !== undefined && t - open.last <= horizon) {
      found[found.length - 1] = { ...open, last: t };
    } else found.push({ code: codes[t], first: t, last: t });
  }
  return found;
}

/** Of the rows first judged that have all columns and a price, the one from which most was lost; the latest of several. */
function startRow(
  { held, horizon }: DetectedRows,
  { first }: Episode,
  earliest: number,
  into: PositionComparison,
): number {
  let start = first - horizon;
  let deepest = Number.POSITIVE_INFINITY;
  for (let row = first - 1; row >= Math.max(earliest, first - horizon); row--) {
    if (!(isComplete(held, row) && held.price[row] > 0)) continue;
    const change = comparePositions(held, row, first, into);
    if (change < deepest) {
      deepest = change;
      start = row;
    }
  }
  return start;
}

/** The first row of the lowest positions after `start`, among the rows that have all columns and a price. */
function troughRow(held: HeldPositions, start: number, end: number, into: PositionComparison): number {
  let trough = start;
  let lowest = Number.POSITIVE_INFINITY;
  for (let row = start + 1; row <= end; row++) {
    if (!(isComplete(held, row) && held.price[row] > 0)) continue;
    const change = comparePositions(held, start, row, into);
    if (change < lowest) {
      lowest = change;
      trough = row;
    }
  }
  return trough;
}

function event(
  rows: DetectedRows,
  { code, first }: Episode,
  { start, trough, end }: { readonly start: number; readonly trough: number; readonly end: number },
  { coinsBefore, coinsAfter, compared, falling }: PositionComparison,
  mostLost: string,
): Omit<CascadeEvent, "rank"> {
  const { times, held, delayMs } = rows;
  const side = code === 1 ? "long" : "short";
  const { priceReturn, adverseExcursion, extreme } = priceOver(held.price, side, { start, trough, end });
  const coinsFraction = (coinsAfter - coinsBefore) / coinsBefore;
  const recovered = recoveryRow(rows, start, trough);
  return {
    side,
    startTime: times[start],
    knownAt: times[first] + delayMs,
    troughTime: times[trough],
    recoveredAt: recovered < 0 ? undefined : times[recovered],
    rows: trough - start,
    coinsBefore,
    coinsAfter,
    coinsChange: coinsAfter - coinsBefore,
    coinsFraction,
    ...usdChange(held, start, trough),
    priceReturn,
    adverseExcursion,
    extremeTime: times[extreme],
    venues: compared,
    breadth: falling / compared,
    takerImbalance: takerImbalanceOver(rows, start, trough),
    mostLost,
  };
}

/**
 * First row after the trough at which the columns that have not expired by then have regained the part asked of what they
 * had lost at the trough, and none of them is missing; −1 if none is.
 */
function recoveryRow({ times, held, recoveredPart }: DetectedRows, start: number, trough: number): number {
  const compared = positionComparison(held);
  let left = held;
  let change = comparePositions(left, start, trough, compared);
  let nextExpiry = Math.min(...left.columns.map(({ expiry }) => expiry));
  for (let row = trough + 1; row < times.length; row++) {
    if (times[row] >= nextExpiry) {
      left = { ...left, columns: left.columns.filter(({ expiry }) => expiry > times[row]) };
      change = comparePositions(left, start, trough, compared);
      nextExpiry = Math.min(...left.columns.map(({ expiry }) => expiry));
    }
    // Where those left had lost nothing, or none is left, nothing can be regained.
    if (!(change < 0 && isComplete(left, row))) continue;
    if (comparePositions(left, start, row, compared) >= (1 - recoveredPart) * change) return row;
  }
  return -1;
}

import type { PositionComparison } from "./held-positions.js";

/** What one venue lost in one cascade. */
export interface CascadeVenue {
  /** Rank of the cascade. */
  readonly rank: number;
  readonly venue: string;
  /** Coins before the fall, in the columns the event compares: those of its first row detected and a horizon before it. */
  readonly coinsBefore: number;
  /** Coins at the trough of all venues, inverse contracts at the price before the fall. */
  readonly coinsAfter: number;
  /** coinsAfter − coinsBefore. */
  readonly coinsChange: number;
  /** coinsChange / coinsBefore. */
  readonly coinsFraction: number;
  /** coinsChange as a fraction of that of all venues: above its share of open interest, it was hit harder than others. */
  readonly shareOfLoss: number;
  /** coinsBefore as a fraction of that of all venues. */
  readonly shareBefore: number;
}

/**
 * Who lost how much in one cascade, the largest loss in coins first.
 * @throws {RangeError} if there is no cascade of that rank
 */
export function cascadeVenues(
  { venues }: { readonly venues: readonly CascadeVenue[] },
  rank: number = 1,
): readonly CascadeVenue[] {
  const rows = venues.filter((row) => row.rank === rank);
  if (rows.length === 0) {
    const count = new Set(venues.map((row) => row.rank)).size;
    throw new RangeError(`cascadeVenues: no cascade of rank ${rank}; there are ${count}`);
  }
  return rows;
}

/** The venues of a comparison as rows, the largest loss first. */
export function cascadeVenueRows(
  venues: readonly string[],
  { before, after, coinsBefore, coinsAfter }: PositionComparison,
): readonly Omit<CascadeVenue, "rank">[] {
  return venues
    .map((venue, index) => ({
      venue,
      coinsBefore: before[index],
      coinsAfter: after[index],
      coinsChange: after[index] - before[index],
      coinsFraction: (after[index] - before[index]) / before[index],
      shareOfLoss: (after[index] - before[index]) / (coinsAfter - coinsBefore),
      shareBefore: before[index] / coinsBefore,
    }))
    .filter((row) => row.coinsBefore > 0)
    .sort((a, b) => a.coinsChange - b.coinsChange);
}

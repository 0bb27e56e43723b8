import type { Panel } from "../../series/panel.js";

/** Open interest by column, with the venue each belongs to. */
export interface HeldPositions {
  /** Venues in order of appearance; a column that names none is a venue of its own. */
  readonly venues: readonly string[];
  readonly columns: readonly {
    /** Index into `venues`. */
    readonly venue: number;
    /** Whether its contracts have a constant face in dollars. */
    readonly inverse: boolean;
    /** From when on its absence is no gap, epoch milliseconds UTC; infinite for a contract that does not expire. */
    readonly expiry: number;
    readonly coins: Float64Array;
  }[];
  /** Dollars for one coin. */
  readonly price: Float64Array;
}

/** Positions of each venue at two rows, over the columns that are there at both; filled anew by `comparePositions`. */
export interface PositionComparison {
  /** Coins at the earlier row, by venue; 0 where none of its columns is at both rows. */
  readonly before: Float64Array;
  /** The same positions at the later row, in coins at the price of the earlier one. */
  readonly after: Float64Array;
  /** Sums over the venues. */
  coinsBefore: number;
  coinsAfter: number;
  /** Venues with a column at both rows. */
  compared: number;
  /** Those of them that hold fewer at the later row, by more than rounding: a trillionth. */
  falling: number;
}

/** The columns of a panel of coins as positions. */
export function heldPositions({ columns }: Panel, price: Float64Array): HeldPositions {
  const venueOf = columns.map(({ name, identity }) => identity.venue ?? name);
  const venues = [...new Set(venueOf)];
  return {
    venues,
    columns: columns.map(({ values, identity }, j) => ({
      venue: venues.indexOf(venueOf[j]),
      inverse: identity.margin === "inverse",
      expiry: identity.expiry ?? Number.POSITIVE_INFINITY,
      coins: values,
    })),
    price,
  };
}

/** Those of the columns that are there, above zero, at both rows. */
export function heldAtBoth(held: HeldPositions, from: number, to: number): HeldPositions {
  return { ...held, columns: held.columns.filter(({ coins }) => coins[from] > 0 && coins[to] > 0) };
}

/** Whether all columns are there, above zero, at a row. */
export function isComplete({ columns }: HeldPositions, row: number): boolean {
  for (let j = 0; j < columns.length; j++) if (!(columns[j].coins[row] > 0)) return false;
  return true;
}

/** Room for a comparison. */
export function positionComparison({ venues }: HeldPositions): PositionComparison {
  const [before, after] = [new Float64Array(venues.length), new Float64Array(venues.length)];
  return { before, after, coinsBefore: 0, coinsAfter: 0, compared: 0, falling: 0 };
}

/**
 * Compares row `from` with row `to` over the columns present at both, so that an outage, an exit and an entry move
 * nothing. Nor does a column at zero count: an expiry ends all positions and a broken feed shows none, neither by a trade.
 * The coins of an inverse contract are taken at the price of row `from`, at which only trades move them.
 * @returns the change as a fraction of the positions at `from`, NaN if no column is at both
 */
export function comparePositions(
  { columns, price }: HeldPositions,
  from: number,
  to: number,
  into: PositionComparison,
): number {
  const { before, after } = into;
  before.fill(0);
  after.fill(0);
  const relativePrice = price[to] / price[from];
  for (let j = 0; j < columns.length; j++) {
    const { venue, inverse, coins } = columns[j];
    const old = coins[from];
    const now = coins[to];
    if (!(old > 0 && now > 0)) continue;
    before[venue] = before[venue] + old;
    after[venue] = after[venue] + (inverse ? now * relativePrice : now);
  }
  into.coinsBefore = 0;
  into.coinsAfter = 0;
  into.compared = 0;
  into.falling = 0;
  for (let venue = 0; venue < before.length; venue++) {
    if (before[venue] === 0) continue;
    into.coinsBefore += before[venue];
    into.coinsAfter += after[venue];
    into.compared++;
    // Constant dollars of an inverse contract make the same coins but for the rounding of a division and a product.
    if (after[venue] < before[venue] * (1 - 1e-12)) into.falling++;
  }
  return into.compared > 0 ? (into.coinsAfter - into.coinsBefore) / into.coinsBefore : Number.NaN;
}

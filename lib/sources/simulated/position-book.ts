/** Net and two-sided demand of the traders who take, for one hour of one instrument, in contracts. */
export interface Demand {
  /** Longs they want to add (negative: to give up). */
  readonly netLongs: number;
  /** Shorts they want to add (negative: to give up). */
  readonly netShorts: number;
  /** Longs opened by some and closed by others, besides. */
  readonly longChurn: number;
  /** Shorts opened by some and closed by others, besides. */
  readonly shortChurn: number;
}

/** What one hour of trading did, in contracts. */
export interface Trades {
  /** Takers bought to open longs. */
  readonly longsOpened: number;
  /** Takers sold to close longs. */
  readonly longsClosed: number;
  /** Takers sold to open shorts. */
  readonly shortsOpened: number;
  /** Takers bought to close shorts. */
  readonly shortsClosed: number;
  /** Contracts traded between two who opened: each adds one to open interest. */
  readonly bothOpened: number;
  /** Contracts traded between two who closed: each takes one from open interest. */
  readonly bothClosed: number;
}

/** Positions open in one instrument, in whole contracts, by who holds them. */
export interface PositionBook {
  /** Longs of those who take. */
  takerLongs: number;
  /** Shorts of those who take. */
  takerShorts: number;
  /** Longs of those who make. */
  makerLongs: number;
  /** Shorts of those who make. */
  makerShorts: number;
}

/**
 * Trades one hour of demand against the makers and changes the book. Every contract has a taker and a maker; either opens
 * or closes. Makers do as the taker does, open against an opener and close against a closer, in the part
 * `sameResponse` of the contracts, as far as they have positions to close; else the contract changes hands. Nobody
 * closes more than is held. So longs = shorts = open interest after every call, in whole numbers, and open interest
 * changes by bothOpened - bothClosed, which is never more than the volume.
 * @param sameResponse between 0 and 1
 */
export function trade(book: PositionBook, demand: Demand, sameResponse: number): Trades {
  const { netLongs, netShorts, longChurn, shortChurn } = demand;
  const longsOpened = Math.round(longChurn + Math.max(netLongs, 0));
  const longsClosed = Math.min(Math.round(longChurn + Math.max(-netLongs, 0)), book.takerLongs);
  const shortsOpened = Math.round(shortChurn + Math.max(netShorts, 0));
  const shortsClosed = Math.min(Math.round(shortChurn + Math.max(-netShorts, 0)), book.takerShorts);

  // Makers sell to those who buy: they open shorts or close longs.
  const longPassedOn = Math.min(longsOpened - Math.floor(sameResponse * longsOpened), book.makerLongs);
  const shortEnded = Math.min(Math.floor(sameResponse * shortsClosed), book.makerLongs - longPassedOn);
  // Makers buy from those who sell: they open longs or close shorts.
  const shortPassedOn = Math.min(shortsOpened - Math.floor(sameResponse * shortsOpened), book.makerShorts);
  const longEnded = Math.min(Math.floor(sameResponse * longsClosed), book.makerShorts - shortPassedOn);

  book.takerLongs += longsOpened - longsClosed;
  book.takerShorts += shortsOpened - shortsClosed;
  book.makerLongs += shortsOpened - shortPassedOn + (longsClosed - longEnded) - longPassedOn - shortEnded;
  book.makerShorts += longsOpened - longPassedOn + (shortsClosed - shortEnded) - shortPassedOn - longEnded;
  return {
    longsOpened,
    longsClosed,
    shortsOpened,
    shortsClosed,
    bothOpened: longsOpened - longPassedOn + (shortsOpened - shortPassedOn),
    bothClosed: longEnded + shortEnded,
  };
}

/** Open interest of a book, counted once: its longs, which are as many as its shorts. */
export function openContracts(book: PositionBook): number {
  return book.takerLongs + book.makerLongs;
}

import type { Series } from "../../series/series.js";

/** Two widths for the dead zone, as multiples of the band: a change that has left it may come back a little way. */
export interface Hysteresis {
  /** Multiple of the band above which a direction is entered. Default 1. */
  readonly enter?: number;
  /** Multiple of the band within which it is left again, at most `enter`. Default 0.5. */
  readonly leave?: number;
}

/** Changes of price and open interest with their bands, T rows each, unit `fraction`. */
export interface BandedChanges {
  readonly priceChange: Series;
  readonly openInterestChange: Series;
  readonly priceBand: Series;
  readonly openInterestBand: Series;
}

/**
 * The code of each row from its changes and their bands, as `regimes` says; one pass.
 * @returns T codes: index into `regimeNames`, −1 where a change or a band is missing
 * @throws {RangeError} if `leave` is negative or more than `enter`
 */
export function regimeCodes(
  { priceChange, openInterestChange, priceBand, openInterestBand }: BandedChanges,
  { enter = 1, leave = 0.5 }: Hysteresis,
): Int8Array {
  if (!(leave >= 0 && leave <= enter && enter < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `regimes: hysteresis enters at ${enter} and leaves at ${leave} times the band; leave at 0 or more, and at no more than enter`,
    );
  }
  const [r, g] = [priceChange.values, openInterestChange.values];
  const [rBand, gBand] = [priceBand.values, openInterestBand.values];
  const codes = new Int8Array(r.length).fill(-1);
  let rSide = 0;
  let gSide = 0;
  for (let t = 0; t < codes.length; t++) {
    // A sum with a gap is a gap, and the test for all four is one.
    const all = r[t] + g[t] + rBand[t] + gBand[t];
    if (all !== all) {
      rSide = 0;
      gSide = 0;
      continue;
    }
    rSide = sideOf(r[t], rBand[t] * enter, rBand[t] * leave, rSide);
    gSide = sideOf(g[t], gBand[t] * enter, gBand[t] * leave, gSide);
    codes[t] = codeOfSides[3 * rSide + gSide + 4];
  }
  return codes;
}

/**
 * 1 for up, −1 for down, 0 within; `held` is the side of the row before. Comparisons are added up because branches on the
 * signs of changes cannot be foreseen: the plain form is twice as slow.
 */
function sideOf(change: number, enter: number, leave: number, held: number): number {
  const up = +(change > enter) | (+(change > leave) & +(held > 0));
  const down = +(-change > enter) | (+(-change > leave) & +(held < 0));
  return up - down;
}

/** Codes by 3 × side of the price + side of open interest + 4. */
const codeOfSides: Int8Array = Int8Array.of(4, 0, 2, 0, 0, 0, 3, 0, 1);

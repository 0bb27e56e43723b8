import type { Regimes } from "../../analytics/regimes/regimes.js";
import { sortedQuantile } from "../../statistics/sorted-quantile.js";

/** A number for each axis of price–OI quadrants: change of price, change of open interest, fractions. */
export interface QuadrantPair {
  readonly price: number;
  readonly openInterest: number;
}

/** Part of the changes that lie within the axes; the few beyond would press the rest together. */
const within = 0.99;
/** How much farther than that the axes go, unless the largest change is nearer. */
const stretch = 1.25;
/** Half-axis where nothing changes: 1 %. */
const plainLimit = 0.01;

/**
 * Where the axes end, from zero: at 1.25 times the 99 % quantile of the sizes of the changes of bars that have a
 * regime, at the largest of them if that is nearer, and at no less than twice the dead band.
 */
export function quadrantLimits({ codes, priceChange, openInterestChange }: Regimes, band: QuadrantPair): QuadrantPair {
  const limit = (changes: Float64Array, width: number): number => {
    const told = changes.filter((change, row) => codes[row] >= 0 && !Number.isNaN(change));
    const sizes = told.map(Math.abs).sort();
    const most = sizes.length === 0 ? 0 : Math.min(sizes[sizes.length - 1], stretch * sortedQuantile(sizes, within));
    return Math.max(most, 2 * width) || plainLimit;
  };
  return {
    price: limit(priceChange.values, band.price),
    openInterest: limit(openInterestChange.values, band.openInterest),
  };
}

/** Bars with a regime that lie beyond the axes. */
export function countBeyond({ codes, priceChange, openInterestChange }: Regimes, limit: QuadrantPair): number {
  let beyond = 0;
  for (let row = 0; row < codes.length; row++) {
    const isTold = codes[row] >= 0;
    const isBeyond =
      Math.abs(priceChange.values[row]) > limit.price || Math.abs(openInterestChange.values[row]) > limit.openInterest;
    if (isTold && isBeyond) beyond++;
  }
  return beyond;
}

/** Half-widths of the dead bands: the same at all times if they are fixed, else their medians; 0 where there is none. */
export function typicalBand({ priceBand, openInterestBand }: Regimes): QuadrantPair & { readonly varies: boolean } {
  const sorted = [priceBand, openInterestBand].map(({ values }) =>
    values.filter((width) => !Number.isNaN(width)).sort(),
  );
  const [price, openInterest] = sorted.map((widths) => (widths.length === 0 ? 0 : sortedQuantile(widths, 0.5)));
  return { price, openInterest, varies: sorted.some((widths) => widths[0] !== widths.at(-1)) };
}

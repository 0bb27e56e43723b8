/**
 * Quantile by linear interpolation between the two values beside place (n − 1) p of the sorted ones, counted from 0:
 * the default of numpy, pandas and R (type 7). NaN of no values.
 * Its own because the one of simple-statistics takes the nearest value or the middle of two.
 * Source: Hyndman & Fan 1996, The American Statistician 50, 361–365, definition 7.
 * @param sorted rising, without gaps
 * @param p in [0, 1]
 */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const value = sorted[below];
  return place > below ? value + (place - below) * (sorted[below + 1] - value) : value;
}

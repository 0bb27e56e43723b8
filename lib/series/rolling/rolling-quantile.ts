import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { flip, isInside, nextRows, placeAfter, placeBefore, type SlidingOrder, slidingOrder } from "./sliding-order.js";

/**
 * Quantile of the present values in the last `window` rows, the current one included, in the unit of x. With n present values
 * in rising order x[0] … x[n − 1] and h = (n − 1) × q: x[⌊h⌋] + (h − ⌊h⌋) × (x[⌊h⌋ + 1] − x[⌊h⌋]), linear between neighbours.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * Source: Hyndman & Fan (1996), definition 7, which is that of numpy, pandas and R. Cost: T × log window.
 * @param window in rows
 * @param q 0 for the lowest, 0.5 for the median, 1 for the highest
 * @throws {RangeError} if q is not in [0, 1], if `window` or `minCount` is not a whole number of at least 1, or if
 *   `minCount` is above `window`
 */
export function rollingQuantile<D extends SeriesOrPanel>(
  data: D,
  window: number,
  q: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingQuantile");
  if (!(q >= 0 && q <= 1)) throw new RangeError(`rollingQuantile: q ${q} is out of range; give 0 to 1`);
  return mapColumns(data, ({ values }) => slidingQuantiles(values, window, minCount, q));
}

/** Values of `rollingQuantile` for one array. */
export function slidingQuantiles(values: Float64Array, window: number, minCount: number, q: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const order = slidingOrder(window, values.length);
  for (let start = 0; start < values.length; start += order.step) {
    nextRows(order, values, start);
    quantiles(order, q, minCount, result.subarray(start, start + order.step));
  }
  return result;
}

function quantiles(order: SlidingOrder, q: number, minCount: number, result: Float64Array): void {
  const { window, inside, places, sorted } = order;
  let count = order.count;
  // A place, and how many of those inside lie below it: from row to row it moves by a step or two.
  let place = 0;
  let below = 0;
  for (let row = 0; row < result.length; row++) {
    const leaving = places[row];
    const entering = places[window + row];
    if (leaving >= 0) {
      flip(inside, leaving);
      count--;
      if (leaving < place) below--;
    }
    if (entering >= 0) {
      flip(inside, entering);
      count++;
      if (entering < place) below++;
    }
    if (count < minCount) continue;
    const exact = (count - 1) * q;
    const rank = Math.floor(exact);
    for (; below > rank; below--) place = placeBefore(inside, place);
    if (!isInside(inside, place)) place = placeAfter(inside, place);
    for (; below < rank; below++) place = placeAfter(inside, place);
    const lower = sorted[place];
    result[row] = exact === rank ? lower : lower + (exact - rank) * (sorted[placeAfter(inside, place)] - lower);
  }
}

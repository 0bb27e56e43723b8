import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { countBelow, exchange, type PlaceCounts, placeCounts, recount } from "./place-counts.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { nextRows, type SlidingOrder, slidingOrder } from "./sliding-order.js";

/**
 * Where each value stands among the present values of the last `window` rows, itself included: its rank from 1 (lowest)
 * divided by their number n, equal values sharing their mean rank; unit `fraction`, in [1 / n, 1].
 * rank = (number below + (number equal + 1) / 2) / n, the `pct` rank of pandas.
 * NaN where x is missing. Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time.
 * Cost: T × log window.
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingRank<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingRank");
  return mapColumns(data, ({ values }) => slidingRanks(values, window, minCount), { unit: "fraction" });
}

function slidingRanks(values: Float64Array, window: number, minCount: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const order = slidingOrder(window, values.length);
  const counts = placeCounts(order.inside);
  for (let start = 0; start < values.length; start += order.step) {
    nextRows(order, values, start);
    recount(counts);
    ranks(order, counts, minCount, result.subarray(start, start + order.step));
  }
  return result;
}

function ranks(order: SlidingOrder, counts: PlaceCounts, minCount: number, result: Float64Array): void {
  const { window, places, tied, first, last } = order;
  let count = order.count;
  for (let row = 0; row < result.length; row++) {
    const leaving = places[row];
    const place = places[window + row];
    exchange(counts, leaving, place);
    if (leaving >= 0) count--;
    if (place < 0) continue;
    count++;
    if (count < minCount) continue;
    if (tied) {
      const below = countBelow(counts, first[place]);
      const equal = countBelow(counts, last[place] + 1) - below;
      result[row] = (below + (equal + 1) / 2) / count;
    } else result[row] = (countBelow(counts, place) + 1) / count;
  }
}

import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { countEqual, type SortedWindow, slide } from "./sorted-window.js";

/**
 * Where each value stands among the present values of the last `window` rows, itself included: its rank from 1 (lowest)
 * divided by their number n, equal values sharing their mean rank; unit `fraction`, in [1 / n, 1].
 * rank = (number below + (number equal + 1) / 2) / n, the `pct` rank of pandas.
 * NaN where x is missing. Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time.
 * Cost: T × (log window + a block move within the window).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingRank<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingRank");
  return mapColumns(data, ({ values }) => ranks(values, window, minCount), { unit: "fraction" });
}

function ranks(values: Float64Array, window: number, minCount: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const held: SortedWindow = { sorted: new Float64Array(Math.min(window, values.length)), count: 0 };
  for (let row = 0; row < values.length; row++) {
    const x = values[row];
    const below = slide(held, row < window ? Number.NaN : values[row - window], x);
    const { sorted, count } = held;
    if (below >= 0 && count >= minCount) result[row] = (below + (countEqual(sorted, count, x, below) + 1) / 2) / count;
  }
  return result;
}

import type { PositionBook } from "./position-book.js";

/**
 * Open interest by when it was opened, the oldest closed first: what was there in the first row, then lot after lot.
 *
 * A row opens at most one lot, so the lots of all rows fit into arrays of T, and a lot is passed at most once: linear in
 * rows. Sums over the lots still open are kept without subtraction, which would leave the rounding of all that has
 * closed: the lots before `turn` carry sums of those after them, as of the last turning; those from `turn` on are added up
 * as they come. When the former are used up, the latter take their place. The plain form adds up all open lots in each row.
 * @param quantity open interest, length T
 * @param entry at which a row's change is booked, in what the mean is taken of, length T
 */
export function fifoBook(quantity: Float64Array, entry: Float64Array): PositionBook {
  const rows = quantity.length;
  const known = new Float64Array(rows).fill(Number.NaN);
  const mean = new Float64Array(rows).fill(Number.NaN);
  const initial = new Float64Array(rows).fill(Number.NaN);
  const lotSize = new Float64Array(rows);
  const lotEntry = new Float64Array(rows);
  const sizeAfter = new Float64Array(rows);
  const costAfter = new Float64Array(rows);
  // Open lots are those from `oldest` to before `end`.
  let oldest = 0;
  let turn = 0;
  let end = 0;
  let newSize = 0;
  let newCost = 0;
  let held = Number.NaN;
  let firstEntry = Number.NaN;
  let initialNow = 0;
  for (let t = 0; t < rows; t++) {
    const now = quantity[t];
    const at = entry[t];
    if (now !== now || at !== at) continue;
    if (held !== held) {
      initialNow = now;
      firstEntry = at;
    } else if (now > held) {
      const opened = now - held;
      lotSize[end] = opened;
      lotEntry[end] = at;
      end++;
      newSize += opened;
      newCost += opened * at;
    } else if (now === 0) {
      // Nothing is open, whatever rounding would leave.
      initialNow = 0;
      oldest = turn = end;
      newSize = newCost = 0;
    } else if (now < held) {
      let left = held - now;
      const fromInitial = Math.min(left, initialNow);
      initialNow -= fromInitial;
      left -= fromInitial;
      while (left > 0 && oldest < end) {
        if (oldest === turn) {
          let size = 0;
          let cost = 0;
          for (let lot = end - 1; lot >= oldest; lot--) {
            sizeAfter[lot] = size;
            costAfter[lot] = cost;
            size += lotSize[lot];
            cost += lotSize[lot] * lotEntry[lot];
          }
          turn = end;
          newSize = newCost = 0;
        }
        if (lotSize[oldest] > left) {
          lotSize[oldest] -= left;
          break;
        }
        left -= lotSize[oldest];
        oldest++;
      }
    }
    held = now;
    const aged = oldest < turn;
    const size = aged ? lotSize[oldest] + sizeAfter[oldest] + newSize : newSize;
    const cost = aged ? lotSize[oldest] * lotEntry[oldest] + costAfter[oldest] + newCost : newCost;
    known[t] = size;
    mean[t] = size > 0 ? cost / size : 0;
    initial[t] = initialNow;
  }
  return { known, mean, initial, firstEntry };
}

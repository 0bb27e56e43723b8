import type { PositionBook } from "./position-book.js";

/**
 * Open interest by when it was opened, closed pro rata: each closing takes the same part of all that is open, so the mean
 * entry of what remains is unchanged.
 * @param quantity open interest, length T
 * @param entry at which a row's change is booked, in what the mean is taken of, length T
 */
export function averageBook(quantity: Float64Array, entry: Float64Array): PositionBook {
  const rows = quantity.length;
  const known = new Float64Array(rows).fill(Number.NaN);
  const mean = new Float64Array(rows).fill(Number.NaN);
  const initial = new Float64Array(rows).fill(Number.NaN);
  let held = Number.NaN;
  let firstEntry = Number.NaN;
  let knownNow = 0;
  let meanNow = 0;
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
      knownNow += opened;
      // The plain form is (mean × known + entry × opened) / (known + opened); this one stays between the two.
      meanNow = opened === knownNow ? at : meanNow + (at - meanNow) * (opened / knownNow);
    } else if (now < held) {
      const kept = now / held;
      knownNow *= kept;
      initialNow *= kept;
    }
    held = now;
    known[t] = knownNow;
    mean[t] = meanNow;
    initial[t] = initialNow;
  }
  return { known, mean, initial, firstEntry };
}

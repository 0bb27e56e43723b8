import { checkChoice } from "../../series/check.js";
import type { Unit } from "../../series/identity.js";
import type { Series } from "../../series/series.js";

/**
 * How a path is measured from the event's row t, k rows later.
 *
 * - `growth`: x[t + k] / x[t] − 1, of prices and amounts
 * - `compounded`: product of (1 + r) over rows t + 1 … t + k, − 1, of simple returns per row; before the event the
 *   inverse
 * - `change`: x[t + k] − x[t], of levels such as a funding rate, a share, a score
 */
export type EventPath = "growth" | "compounded" | "change";

/** Paths of a series around any of its rows. */
export interface EventWindows {
  readonly path: EventPath;
  /** Offsets −before … after, K of them. */
  readonly offsets: Int32Array;
  /** 1 where a row has its whole window, 0 where that leaves the data, −1 where a value in it is missing. Length T. */
  readonly state: Int8Array;
  /** Adds the path around a row, which has its whole window, to `sums`, length K. */
  readonly addTo: (sums: Float64Array, row: number) => void;
}

const usual: Readonly<Partial<Record<Unit, EventPath>>> = {
  price: "growth",
  usd: "growth",
  base: "growth",
  contracts: "growth",
  score: "change",
  number: "change",
};

/**
 * A window is missing a value if any of its rows is NaN, or if growth starts from a value that is not above 0.
 * @throws {RangeError} if `path` is unknown, or left out for a unit that does not tell it
 */
export function eventWindows(
  series: Series,
  { before, after, path }: { readonly before: number; readonly after: number; readonly path?: EventPath },
): EventWindows {
  const chosen = path ?? usual[series.unit];
  if (chosen === undefined) {
    throw new RangeError(
      `eventStudy: unit ${series.unit} does not tell how to measure a path; give path compounded for returns, change for levels`,
    );
  }
  checkChoice("path", chosen, ["growth", "compounded", "change"], "eventStudy");
  const values = chosen === "compounded" ? wealth(series.values) : series.values;
  const T = values.length;
  // Returns are of a row and the one before it: that of the window's first row is not needed.
  const first = chosen === "compounded" ? before - 1 : before;
  const missing = countsOfMissing(series.values);
  const state = new Int8Array(T);
  for (let row = before; row + after < T; row++) {
    const complete = missing[row + after + 1] === missing[Math.max(0, row - first)];
    state[row] = complete && (chosen === "change" || values[row] > 0) ? 1 : -1;
  }
  return {
    path: chosen,
    offsets: Int32Array.from({ length: before + after + 1 }, (_, place) => place - before),
    state,
    addTo: (sums, row) => {
      const base = values[row];
      const start = row - before;
      if (chosen === "change") for (let k = 0; k < sums.length; k++) sums[k] += values[start + k] - base;
      else for (let k = 0; k < sums.length; k++) sums[k] += (values[start + k] - base) / base;
    },
  };
}

/** What 1 becomes by compounding; it starts anew at a gap, which no window spans. */
function wealth(returns: Float64Array): Float64Array {
  const result = new Float64Array(returns.length);
  let value = 1;
  for (let t = 0; t < returns.length; t++) {
    value = returns[t] === returns[t] ? value * (1 + returns[t]) : 1;
    result[t] = value;
  }
  return result;
}

/** Gaps in the rows before each, length T + 1. */
function countsOfMissing(values: Float64Array): Int32Array {
  const counts = new Int32Array(values.length + 1);
  for (let t = 0; t < values.length; t++) counts[t + 1] = counts[t] + (values[t] === values[t] ? 0 : 1);
  return counts;
}

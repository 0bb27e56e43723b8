import type { Series } from "../../series/series.js";

/**
 * Sum of all values so far: out[t] = sum over s ≤ t of values[s], to draw changes as a level.
 * A gap is NaN in its own row and adds nothing: the sum goes on after it from where it stood, so what happened inside
 * the gap is not in it.
 * Source: definition.
 * @param changes T rows, any unit
 * @returns T rows, same unit and name
 */
export function cumulativeSum(changes: Series): Series {
  const { values } = changes;
  const out = new Float64Array(values.length).fill(Number.NaN);
  let sum = 0;
  for (let t = 0; t < out.length; t++) {
    const value = values[t];
    if (value === value) {
      sum += value;
      out[t] = sum;
    }
  }
  return changes.with(out);
}

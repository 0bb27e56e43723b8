/** Arithmetic mean of an array without gaps; NaN of none. Source: definition. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row];
  return sum / values.length;
}

import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { createRandom } from "../../../lib/sources/simulated/random.js";
import { start } from "../panels.js";

/** A first-order autoregression, x[t] = persistence x[t−1] + noise of deviation 1, from its long-run spread on. */
export function persistent(
  seed: number,
  stream: string,
  { rows, persistence }: { readonly rows: number; readonly persistence: number },
): Float64Array {
  const random = createRandom(seed, stream);
  const values = new Float64Array(rows);
  let value = random.normal() / Math.sqrt(1 - persistence * persistence);
  for (let t = 0; t < rows; t++) {
    value = persistence * value + random.normal();
    values[t] = value;
  }
  return values;
}

/** An hourly series of changes from 2025-07-01T00:00Z on. */
export function changes(name: string, values: ArrayLike<number>, delayMs?: number): Series {
  const times = Array.from(values, (_, t) => start + t * hourMs);
  return series({ times, values, name, unit: "number", delayMs });
}

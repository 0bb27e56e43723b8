import { seededNoise } from "../../series/seeded-noise.js";

/** x[t] = phi x[t − 1] + noise in [−0.5, 0.5), from 0. */
export function autoregression(seed: number, length: number, phi: number): Float64Array {
  const noise = seededNoise(seed);
  const values = new Float64Array(length);
  for (let t = 0; t < length; t++) values[t] = phi * (t > 0 ? values[t - 1] : 0) + noise();
  return values;
}

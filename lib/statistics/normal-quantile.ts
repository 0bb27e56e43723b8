import { normalTwoSided } from "./normal.js";

/**
 * The z below which a standard normal lies with probability p: the inverse of `normalProbability`, to some 1e-14.
 * An upper tail beyond 1e-16 is had as −normalQuantile(tail), since 1 − tail would round to 1. 0 gives −Infinity and 1
 * Infinity, the ends of the line; NaN where `p` is NaN.
 * Its own because the one of simple-statistics has four digits.
 * Source: Abramowitz & Stegun 26.2.23 for a first value (error below 4.5e-4), then Halley's steps on the distribution.
 * @param p in [0, 1]
 * @throws {RangeError} if `p` is outside [0, 1]
 */
export function normalQuantile(p: number): number {
  if (p !== p) return Number.NaN;
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile: probability ${p} is outside 0 to 1`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p);
}

/** The z above which a standard normal lies with probability `tail`, below one half. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = t - above / below;
  for (let step = 0; step < 3; step++) {
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    const newton = (normalUpper(z) - tail) / density;
    z += newton / (1 - 0.5 * z * newton);
  }
  return z;
}

function normalUpper(z: number): number {
  const half = normalTwoSided(z) / 2;
  return z < 0 ? 1 - half : half;
}

import { studentTwoSided } from "./student-t.js";

/**
 * The t beyond which Student's distribution leaves the probability `p`, both sides together: the inverse of
 * `studentTwoSided`, to rounding, by bisection. With 10 degrees of freedom and 0.05 it is 2.228.
 * NaN where `p` is NaN or there is no degree of freedom; 0 gives Infinity.
 * @param p in [0, 1]
 * @throws {RangeError} if `p` is outside [0, 1]
 */
export function studentCritical(p: number, degreesOfFreedom: number): number {
  if (p < 0 || p > 1) throw new RangeError(`studentCritical: probability ${p} is outside 0 to 1`);
  if (p !== p || !(degreesOfFreedom > 0)) return Number.NaN;
  if (p === 0) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, degreesOfFreedom) > p) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degreesOfFreedom) > p) low = middle;
    else high = middle;
  }
  return high;
}

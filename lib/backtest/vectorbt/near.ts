/**
 * Whether two numbers count as equal in this mode: to 1e-9 of the larger, or to 1e-12. NaN and the infinities equal
 * nothing. The tolerances are vectorbt's, without which orders at the edge of the cash would differ from its.
 */
export function isNear(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return a === b || Math.abs(a - b) <= Math.max(1e-9 * Math.max(Math.abs(a), Math.abs(b)), 1e-12);
}

/** Whether a is below b and not near it. */
export function isBelow(a: number, b: number): boolean {
  return a < b && !isNear(a, b);
}

/** a + b, exactly 0 where the two cancel but for rounding. */
export function nearSum(a: number, b: number): number {
  const cancels = Math.sign(a) !== Math.sign(b) ? isNear(Math.abs(a), Math.abs(b)) : isNear(a + b, 0);
  return cancels ? 0 : a + b;
}

/** A number that is near 0 as 0. */
export function clean(value: number): number {
  return isNear(value, 0) ? 0 : value;
}

/**
 * The largest multiple of `step` that is not above `value`, as Python's floor division finds it; `value` for a NaN
 * step.
 */
export function floorTo(value: number, step: number): number {
  if (step !== step) return value;
  const quotient = (value - (value % step)) / step;
  const floor = Math.floor(quotient);
  return (quotient - floor > 0.5 ? floor + 1 : floor) * step;
}

/** ln(later / earlier); NaN where either is missing or not above 0. */
export function logGrowth(earlier: number, later: number): number {
  if (!(earlier > 0 && later > 0)) return Number.NaN;
  const change = (later - earlier) / earlier;
  // log1p keeps the digits of a small change, the plain form those of a large one.
  return Math.abs(change) < 0.5 ? Math.log1p(change) : Math.log(later / earlier);
}

/** 1 for a rise beyond the band, a fraction of the earlier value, −1 for a fall beyond it, else 0, as where either is missing. */
export function bandedDirection(earlier: number, later: number, band: number): number {
  const change = later - earlier;
  return change > band * earlier ? 1 : change < -band * earlier ? -1 : 0;
}

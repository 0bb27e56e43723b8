/**
 * Bars from the one at whose end something was decided to the one in which it is filled, if it is known `delayMs`
 * later.
 *
 * - `next open`: the bar that opens then or first after: 1 + ⌈delay / bar⌉
 * - `next close`: the bar that closes first after then: 1 + ⌊delay / bar⌋
 * - `same close`: the bar that closes then or first after: ⌈delay / bar⌉, which without a delay is the bar itself
 */
export function barsUntilFill(
  fill: "next open" | "next close" | "same close",
  delayMs: number,
  intervalMs: number,
): number {
  const bars = Math.max(0, delayMs) / intervalMs;
  if (fill === "next close") return 1 + Math.floor(bars);
  return fill === "next open" ? 1 + Math.ceil(bars) : Math.ceil(bars);
}

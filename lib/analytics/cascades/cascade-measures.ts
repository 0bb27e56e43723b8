import type { HeldPositions } from "./held-positions.js";

/** What takers bought and sold in each bar, where it is known. */
export interface TakerFlow {
  /** Coins bought by takers less coins sold by them. */
  readonly takerDelta: Float64Array | undefined;
  /** Coins traded. */
  readonly volume: Float64Array | undefined;
}

/**
 * Taker imbalance over the rows after `from` up to `to`: sum of delta / sum of volume, or the sum of delta without a
 * volume; NaN where one is missing or nothing was traded.
 */
export function takerImbalanceOver({ takerDelta, volume }: TakerFlow, from: number, to: number): number {
  if (takerDelta === undefined) return Number.NaN;
  let bought = 0;
  let traded = 0;
  for (let row = from + 1; row <= to; row++) {
    bought += takerDelta[row];
    if (volume !== undefined) traded += volume[row];
  }
  if (volume === undefined) return bought;
  return traded > 0 ? bought / traded : Number.NaN;
}

/**
 * Change in dollars between two rows of the columns that are there at both, as `decomposition` splits it: midpoint form
 * for linear contracts, all positions for inverse ones.
 */
export function usdChange({ columns, price }: HeldPositions, from: number, to: number) {
  let usdBefore = 0;
  let usdPositions = 0;
  let usdRevaluation = 0;
  for (const { inverse, coins } of columns) {
    const [old, now] = [coins[from], coins[to]];
    if (!(old > 0 && now > 0)) continue;
    usdBefore += old * price[from];
    if (inverse) usdPositions += now * price[to] - old * price[from];
    else {
      usdPositions += ((price[from] + price[to]) / 2) * (now - old);
      usdRevaluation += ((old + now) / 2) * (price[to] - price[from]);
    }
  }
  const change = usdPositions + usdRevaluation;
  return { usdChange: change, usdPositions, usdRevaluation, usdFraction: change / usdBefore };
}

/** Return to the trough, and the furthest one against `side` up to `end` with its row. */
export function priceOver(
  price: Float64Array,
  side: "long" | "short",
  { start, trough, end }: { readonly start: number; readonly trough: number; readonly end: number },
): { readonly priceReturn: number; readonly adverseExcursion: number; readonly extreme: number } {
  const sign = side === "long" ? -1 : 1;
  let extreme = start;
  for (let row = start + 1; row <= end; row++) if (sign * price[row] > sign * price[extreme]) extreme = row;
  const since = (row: number): number => (price[row] - price[start]) / price[start];
  return { priceReturn: since(trough), adverseExcursion: since(extreme), extreme };
}

import type { FillReason } from "./order.js";

/**
 * One holding of one instrument on one side, from the fill that opened it to the fill that brought it back to
 * nothing. Changes of size on the way belong to it; a flip closes one trade and opens the next in the same fill.
 * Amounts are in the settlement currency of the account: dollars (linear) or coins (inverse).
 */
export interface Trade {
  /** Name of the leg. */
  readonly instrument: string;
  readonly side: "long" | "short";
  /** Instant of the first fill, epoch milliseconds UTC, as in its order. */
  readonly entryTime: number;
  /** Instant of the last fill; for a trade still open the end of the last bar. */
  readonly exitTime: number;
  /** Why it ended, or `open`: not at all. */
  readonly exitReason: FillReason | "open";
  /** Units of all fills that opened or enlarged it, above 0: coins (linear) or dollars (inverse). */
  readonly units: number;
  /**
   * Mean price of those fills, slippage included: f(price) is the mean of theirs by units (inverse: harmonic mean).
   */
  readonly entryPrice: number;
  /** Mean price of the fills that reduced it, slippage included; what is still open counts at the last close. */
  readonly exitPrice: number;
  /** Profit at quoted prices: before fees, slippage and funding. */
  readonly gross: number;
  /** Fees paid; below 0 where rebates were more. */
  readonly fees: number;
  /** What fills cost beyond the quoted price, at least 0. */
  readonly slippage: number;
  /** Funding received (positive) or paid (negative). */
  readonly funding: number;
  /** Fee of a liquidation, at least 0. */
  readonly liquidation: number;
  /** gross − fees − slippage + funding − liquidation. */
  readonly net: number;
  /** Time from entry to exit in bars, rounded to whole ones. */
  readonly bars: number;
  /**
   * Maximum adverse excursion: the worst profit on the way, ± (f(P) − f(entryPrice)) / |f(entryPrice)|, 0 or below,
   * over the highs and lows of the bars it was held through and its fill prices; before fees and funding. The entry
   * bar counts whole for a fill at its open and not at all for one at its close; the exit bar counts whole for a fill
   * at its close; of a bar left at its open or inside it, the exit price alone (and, if left inside, its open).
   */
  readonly mae: number;
  /** Maximum favourable excursion: the best profit on the way, by the same rule, 0 or above. */
  readonly mfe: number;
}

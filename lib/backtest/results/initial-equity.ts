import type { Backtest } from "./result.js";

/**
 * What an account began with, in its settlement currency: final equity − net profit; NaN without rows. A difference from the
 * equity of the first row that is only the rounding of that sum is none, so that nothing seems earned in a bar without a trade.
 */
export function initialEquity({ equity: { values }, costs }: Pick<Backtest, "equity" | "costs">): number {
  if (values.length === 0) return Number.NaN;
  const begun = values[values.length - 1] - costs.net;
  return Math.abs(values[0] - begun) <= 1e-10 * begun ? values[0] : begun;
}

import type { SymbolForm } from "../venue.js";

/**
 * Perpetuals in USDC that are named by their coin alone. A pair such as BTCUSDT is another venue's name, not a coin. A small
 * k means a thousand coins, priced and counted together.
 */
export const coinAlone: SymbolForm = {
  pattern: /^(?!.+(?:USDT|USDC|USD)$)(?<thousand>k)?(?<code>[A-Z0-9]+)$/,
  kind: "perpetual",
  quote: "USDC",
  example: "BTC",
};

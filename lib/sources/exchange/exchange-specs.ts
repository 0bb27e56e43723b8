import type { ExchangeSpec } from "./exchange-spec.js";
import { binanceUsdM } from "./specs/binance.js";

/** Every market that `loadExchange` knows how to ask, those of a venue together and its linear one first. */
export const exchangeSpecs: readonly ExchangeSpec[] = [binanceUsdM];

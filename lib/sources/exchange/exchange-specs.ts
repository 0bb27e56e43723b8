import type { ExchangeSpec } from "./exchange-spec.js";
import { binanceCoinM, binanceUsdM } from "./specs/binance.js";
import { bybitInverse, bybitLinear } from "./specs/bybit.js";
import { deribitInverse, deribitLinear } from "./specs/deribit.js";
import { gateInverse, gateLinear } from "./specs/gate.js";
import { htxInverse, htxLinear } from "./specs/htx.js";
import { hyperliquid } from "./specs/hyperliquid.js";
import { kucoinInverse, kucoinLinear } from "./specs/kucoin.js";
import { okxInverse, okxLinear } from "./specs/okx.js";

/** Every market that `loadExchange` knows how to ask, those of a venue together and its linear one first. */
export const exchangeSpecs: readonly ExchangeSpec[] = [
  ...[binanceUsdM, binanceCoinM],
  ...[bybitLinear, bybitInverse],
  ...[okxLinear, okxInverse],
  ...[gateLinear, gateInverse],
  ...[htxLinear, htxInverse],
  ...[kucoinLinear, kucoinInverse],
  ...[deribitLinear, deribitInverse],
  hyperliquid,
];

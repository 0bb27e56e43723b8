import type { SnapshotSource } from "./snapshot-source.js";
import { binanceCoinM, binanceUsdM } from "./venues/binance.js";
import { bingx } from "./venues/bingx.js";
import { bitfinex } from "./venues/bitfinex.js";
import { bitget } from "./venues/bitget.js";
import { bybit } from "./venues/bybit.js";
import { deribit } from "./venues/deribit.js";
import { dydx } from "./venues/dydx.js";
import { gate } from "./venues/gate.js";
import { htx } from "./venues/htx.js";
import { hyperliquid } from "./venues/hyperliquid.js";
import { kraken } from "./venues/kraken.js";
import { kucoin } from "./venues/kucoin.js";
import { mexc } from "./venues/mexc.js";
import { okx } from "./venues/okx.js";
import { phemex } from "./venues/phemex.js";

/** All that can be asked; loaded with the first asking, apart from the names of the venues. */
export const venueSources: readonly SnapshotSource[] = [
  binanceUsdM,
  binanceCoinM,
  bybit,
  okx,
  gate,
  bitget,
  htx,
  deribit,
  hyperliquid,
  kucoin,
  bitfinex,
  bingx,
  kraken,
  mexc,
  dydx,
  phemex,
];

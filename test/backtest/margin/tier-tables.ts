import type { MaintenanceTier } from "../../../lib/backtest/margin/maintenance.js";

const table = (...rows: readonly (readonly [upTo: number, rate: number])[]): readonly MaintenanceTier[] =>
  rows.map(([upTo, rate]) => ({ upTo, rate }));

/**
 * BTCUSD coin-margined perpetual of Binance as of mid 2021, notional in BTC: borders from "Leverage and Margin in
 * Coin-Margined Futures Contracts" (binance.com/en/support/faq/be2c7d9d95b04a7e8044ed02dd7dfe5c, positions by
 * leverage).
 */
export const btcUsd2021 = table(
  [5, 0.004],
  [10, 0.005],
  [20, 0.01],
  [50, 0.025],
  [100, 0.05],
  [200, 0.1],
  [400, 0.125],
  [Number.POSITIVE_INFINITY, 0.15],
);

/** The same contract before that, with the borders of the page's first version of 2020. */
export const btcUsd2020 = table(
  [10, 0.004],
  [20, 0.005],
  [30, 0.01],
  [50, 0.025],
  [100, 0.05],
  [200, 0.1],
  [400, 0.125],
  [Number.POSITIVE_INFINITY, 0.15],
);

/** BTCUSDT dollar-margined perpetual of Binance as of the liquidation example of early 2021, notional in USDT. */
export const btcUsdt2021 = table(
  [50_000, 0.004],
  [250_000, 0.005],
  [1e6, 0.01],
  [10e6, 0.025],
  [20e6, 0.05],
  [50e6, 0.1],
  [100e6, 0.125],
  [200e6, 0.15],
  [300e6, 0.25],
  [Number.POSITIVE_INFINITY, 0.5],
);

/** ETHUSDT of the same time. */
export const ethUsdt2021 = table(
  [10_000, 0.005],
  [100_000, 0.0065],
  [500_000, 0.01],
  [1e6, 0.02],
  [2e6, 0.05],
  [5e6, 0.1],
  [10e6, 0.125],
  [20e6, 0.15],
  [Number.POSITIVE_INFINITY, 0.25],
);

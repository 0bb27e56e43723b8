import { Panel } from "../../../lib/series/panel.js";
import { Series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";

/** The first bar of `resultOf` ends then: midnight UTC that ends 2025-01-01. */
export const firstEnd: number = Date.UTC(2025, 0, 2);

/** What a backtest tells of an account of 1000 dollars with these returns, daily from 2025-01-01 on, always long. */
export function resultOf(returns: readonly number[], position: readonly number[] = returns.map(() => 1)) {
  const times = Float64Array.from(returns, (_, row) => firstEnd + row * dayMs);
  const line = (name: string, values: ArrayLike<number>, unit: "usd" | "fraction"): Series =>
    new Series(times, Float64Array.from(values), name, unit);
  let held = 1000;
  let peak = 1000;
  const equity = returns.map((value) => {
    held *= Number.isNaN(value) ? 1 : 1 + value;
    return held;
  });
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
  const exposure = line("position", position, "fraction");
  return {
    equity: line("equity", equity, "usd"),
    equityUsd: line("equity in dollars", equity, "usd"),
    returns: line("returns", returns, "fraction"),
    drawdown: line("drawdown", drawdown, "fraction"),
    position: exposure,
    positions: new Panel(times, [{ name: "BTC", values: exposure.values, identity: {} }], "fraction"),
    costs: {
      unit: "usd" as const,
      gross: held - 1000,
      fees: 0,
      slippage: 0,
      funding: 0,
      liquidation: 0,
      net: held - 1000,
    },
  };
}

/** 0.01 sin(i²) + 0.0005 for i = 1 … 240. */
export const wave: readonly number[] = Array.from(
  { length: 240 },
  (_, row) => 0.01 * Math.sin((row + 1) ** 2) + 0.0005,
);

/** 0.012 sin(i² + 0.8) + 0.0002 for i = 1 … 240. */
export const otherWave: readonly number[] = Array.from(
  { length: 240 },
  (_, row) => 0.012 * Math.sin((row + 1) ** 2 + 0.8) + 0.0002,
);

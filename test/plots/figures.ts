import { decomposition } from "../../lib/analytics/decomposition/decomposition.js";
import { divergence } from "../../lib/analytics/divergence/divergence.js";
import { regimes } from "../../lib/analytics/regimes/regimes.js";
import { shares } from "../../lib/analytics/shares/shares.js";
import type { Figure } from "../../lib/plots/drawing/figure.js";
import type { Theme } from "../../lib/plots/drawing/template.js";
import { divergenceFigure } from "../../lib/plots/market/divergence-figure.js";
import { flowFigure } from "../../lib/plots/market/flow-figure.js";
import { regimeFigure } from "../../lib/plots/market/regime-figure.js";
import { sharesFigure } from "../../lib/plots/market/shares-figure.js";
import { equityFigure } from "../../lib/plots/results/equity-figure.js";
import type { Candles } from "../../lib/series/candles.js";
import { type Panel, panel } from "../../lib/series/panel.js";
import { type Series, series } from "../../lib/series/series.js";

export const hourMs = 3_600_000;
export const t0: number = Date.UTC(2025, 6, 1);

/** Bar ends, hourly from 2025-07-01 01:00 UTC. */
export const hourly = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, row) => t0 + (row + 1) * hourMs);

/** Candles whose four prices are the same. */
export function flatCandles(times: Float64Array, values: ArrayLike<number>): Candles {
  const price = (name: string): Series => series({ times, values, name, unit: "price", asset: "BTC" });
  return {
    times,
    intervalMs: hourMs,
    open: price("open"),
    high: price("high"),
    low: price("low"),
    close: price("close"),
  };
}

/** Three venues of waves, one with a hole, one called like a script. */
export function waves(length: number): { readonly candles: Candles; readonly base: Panel; readonly usd: Panel } {
  const times = hourly(length);
  const wave = (size: number, period: number): Float64Array =>
    Float64Array.from(times, (_, row) => size * (2 + Math.sin(row / period)));
  const price = wave(50_000, 30);
  const columns = { binance: wave(300, 11), okx: wave(200, 17), "<script>alert(1)</script>": wave(100, 7) };
  columns.okx.fill(Number.NaN, Math.floor(length / 2), Math.floor(length / 2) + 5);
  const base = panel({ times, unit: "base", columns });
  const usd = base.map(({ values }) => values.map((value, row) => value * (price[row] as number)), "usd");
  return { candles: flatCandles(times, price), base, usd };
}

/** Every figure drawn from waves. */
export function everyFigure(length: number, theme: Theme): Readonly<Record<string, Figure>> {
  const { candles, base, usd } = waves(length);
  const { binance } = Object.fromEntries(base.names.map((name) => [name, base.column(name)])) as { binance: Series };
  const options = { theme, note: "Source: waves of <b>no</b> market" };
  const drawdown = candles.close.with(
    candles.close.values.map((value) => value / 150_000 - 1),
    { unit: "fraction" },
  );
  const equity = candles.close.with(Float64Array.from(candles.close.values), { unit: "usd", name: "equity" });
  return {
    regime: regimeFigure({ candles, openInterest: binance, regimes: regimes(candles.close, binance) }, options),
    shares: sharesFigure(shares(base), options),
    flow: flowFigure(decomposition(usd, base), options),
    divergence: divergenceFigure(divergence(base, { window: 24 }), "okx", options),
    equity: equityFigure({ equity, drawdown }, { ...options, benchmark: candles.close, scale: "log" }),
  };
}

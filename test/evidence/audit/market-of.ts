import type { Candles } from "../../../lib/series/candles.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Panel, panel } from "../../../lib/series/panel.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { seededNoise } from "../../series/seeded-noise.js";

/** Midnight UTC of 2025-07-01: the first bar ends an hour later. */
export const start: number = Date.UTC(2025, 6, 1);

/** Hourly values from 2025-07-01T01:00Z on. */
export function hourlySeries(
  values: readonly number[],
  unit: Unit,
  identity: Identity & { name?: string } = {},
): Series {
  const times = values.map((_, row) => start + (row + 1) * hourMs);
  return series({ times, values, unit, name: "series", ...identity });
}

/** What the audited strategies are given. */
export interface SmallMarket {
  readonly candles: Candles;
  readonly oi: Panel;
  readonly funding: readonly Series[];
  readonly label: string;
}

/** A random walk of hourly bars with open interest of two venues and funding every eight hours, without a gap. */
export function smallMarket(hours: number = 240, seed: number = 5): SmallMarket {
  const noise = seededNoise(seed);
  const closes: number[] = [];
  const walk = (value: number, size: number): number => value * Math.exp(size * noise());
  for (let row = 0, price = 100; row < hours; row++) {
    price = walk(price, 0.05);
    closes.push(price);
  }
  const opens = closes.map((_, row) => closes[row - 1] ?? 100);
  const high = closes.map((close, row) => Math.max(close, opens[row]) * 1.01);
  const low = closes.map((close, row) => Math.min(close, opens[row]) * 0.99);
  const price = (values: readonly number[], name: string): Series =>
    hourlySeries(values, "price", { name, asset: "BTC" });
  const close = price(closes, "close");
  const { times } = close;
  const candles: Candles = {
    times,
    intervalMs: hourMs,
    open: price(opens, "open"),
    high: price(high, "high"),
    low: price(low, "low"),
    close,
    volume: hourlySeries(
      closes.map(() => 1000 + 500 * noise()),
      "base",
      { name: "volume" },
    ),
  };
  const a: number[] = [];
  const b: number[] = [];
  for (let row = 0, one = 1000, two = 700; row < hours; row++) {
    one = walk(one, 0.03);
    two = walk(two, 0.03);
    a.push(one);
    b.push(two);
  }
  const identities = { a: { asset: "BTC", venue: "a" }, b: { asset: "BTC", venue: "b" } };
  const settled = closes.flatMap((_, row) => ((row + 1) % 8 === 0 ? [start + (row + 1) * hourMs] : []));
  const rates = series({
    times: settled,
    values: settled.map(() => 1e-4 * noise()),
    name: "funding",
    unit: "fraction",
  });
  return {
    candles,
    oi: panel({ times, unit: "base", columns: { a, b }, identities }),
    funding: [rates],
    label: "small",
  };
}

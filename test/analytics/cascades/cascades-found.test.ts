import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { CascadeEvent } from "../../../lib/analytics/cascades/cascade-events.js";
import { cascadeVenues } from "../../../lib/analytics/cascades/cascade-venues.js";
import { type Cascades, cascades } from "../../../lib/analytics/cascades/cascades.js";
import type { Candles } from "../../../lib/series/candles.js";
import type { Series } from "../../../lib/series/series.js";
import { epochMs, hourMs, isoTime } from "../../../lib/series/time.js";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { simulateMarket } from "../../../lib/sources/simulated/simulate-market.js";
import type { SimulatedMarket } from "../../../lib/sources/simulated/simulated-market.js";
import { onRealVenues, realVenues, realVenuesAbsent } from "../real-venues.js";
import { publishedOnce } from "../simulated.js";

/** What takers bought less what they sold, in coins. */
function takers({ volume, takerBuyVolume }: Candles): { readonly takerDelta: Series; readonly volume: Series } {
  if (volume === undefined || takerBuyVolume === undefined) throw new Error("no taker volumes");
  const delta = volume.values.map((traded, t) => 2 * takerBuyVolume.values[t] - traded);
  return { takerDelta: volume.with(delta), volume };
}

function found(market: SimulatedMarket): Cascades {
  const { candles } = market;
  return cascades({ oi: publishedOnce(market, "base"), price: candles.close, ...takers(candles) });
}

describe("on simulated markets, whose cascades are known", () => {
  // Of these seeds none was looked at when the defaults were chosen.
  const markets = (cascadeEveryHours: number) =>
    [31, 32, 33].map((seed) =>
      simulateMarket({ seed, asset: "BTC", start: Date.UTC(2024, 0, 1), hours: 365 * 24, cascadeEveryHours }),
    );

  test("all but a few cascades are found within hours, on their side, and nothing else is", () => {
    let judgedCount = 0;
    let met = 0;
    let wrong = 0;
    const lags: number[] = [];
    for (const market of markets(400)) {
      const { events, codes, times } = found(market);
      const judged = market.truth.cascades.filter(({ from }) => codes[times.indexOf(from)] >= 0);
      const matched = new Set<unknown>();
      for (const event of events) {
        const cascade = market.truth.cascades.find(
          ({ side, from, to }) => side === event.side && event.knownAt >= from && event.knownAt <= to + 2 * hourMs,
        );
        if (cascade === undefined) wrong++;
        else {
          matched.add(cascade);
          lags.push((event.knownAt - cascade.from) / hourMs);
        }
      }
      judgedCount += judged.length;
      met += judged.filter((cascade) => matched.has(cascade)).length;
    }
    console.info(`cascades found ${met} of ${judgedCount}, besides ${wrong}, after ${Math.max(...lags)} h at most`);
    expect(judgedCount).toBeGreaterThan(55);
    expect(met / judgedCount).toBeGreaterThan(0.95);
    expect(wrong).toBe(0);
    expect(Math.max(...lags)).toBeLessThanOrEqual(4);
  });

  test("three years without a cascade have none, whatever the jumps, the outage and the expiries", () => {
    for (const market of markets(1e6)) {
      expect(market.truth.cascades).toEqual([]);
      expect(found(market).events).toEqual([]);
    }
  });
});

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  test("the night of 2025-10-10 is the largest cascade", async () => {
    const { oiBase, price } = await realVenues();
    const { events, ...rest } = cascades({ oi: oiBase, price });
    expect(events.map(({ rank, side, startTime }) => [rank, side, isoTime(startTime)])).toEqual([
      [2, "short", "2025-07-10T20:00Z"],
      [1, "long", "2025-10-10T20:00Z"],
    ]);
    const night = events[1] as CascadeEvent;
    const midnight = epochMs("2025-10-11");
    expect(night.knownAt).toBe(midnight);
    // Summed with another program: 735,508.547 coins at 20:00, 625,330.009 at midnight, 622,400.750 at 04:00, and
    // 85,770,593,657 dollars become 69,874,816,081.
    expect(night.coinsBefore).toBeCloseTo(735_508.547, 2);
    expect(rest.openInterestChange.at(midnight)).toBeCloseTo(625_330.009 / 735_508.547 - 1, 8);
    expect(night.coinsAfter).toBeCloseTo(622_400.75, 2);
    expect(night.usdChange).toBeCloseTo(69_874_816_081 - 85_770_593_657, -1);
    expect(isoTime(night.troughTime)).toBe("2025-10-11T04:00Z");
    expect(night.usdPositions / night.usdChange).toBeGreaterThan(0.8);
    expect([night.venues, Math.round(night.breadth * night.venues)]).toEqual([21, 19]);
    const venues = new Map(cascadeVenues({ venues: rest.venues }).map((row) => [row.venue, row]));
    expect(venues.get("hyperliquid")?.coinsFraction).toBeLessThan(-0.45);
    expect(Math.abs(venues.get("cme")?.coinsFraction as number)).toBeLessThan(0.01);
    expect(night.recoveredAt).toBeGreaterThan(epochMs("2025-10-20"));
  });
});

const archive = resolve(import.meta.dirname, "../../../../shared/data/binance-archive");

describe.skipIf(!existsSync(archive))(
  "on the real archive (skipped where ../shared/data/binance-archive is absent)",
  () => {
    test("at five minutes positions are still closed long after the price has turned", async () => {
      const period = { from: "2025-09-15", to: "2025-10-20", interval: "5m" };
      const { openInterest, candles } = await loadBinanceArchive({ path: archive, ...period });
      const { events } = cascades({ oi: openInterest, price: candles.close, ...takers(candles) });
      const night = events.find(({ rank }) => rank === 1) as CascadeEvent;
      expect(night.side).toBe("long");
      expect(isoTime(night.extremeTime)).toBe("2025-10-10T21:20Z");
      expect(night.knownAt).toBeLessThanOrEqual(night.extremeTime);
      expect(night.troughTime - night.extremeTime).toBeGreaterThan(20 * 60_000);
      expect(night.coinsFraction).toBeLessThan(-0.2);
      expect(night.takerImbalance).toBeLessThan(-0.05);
    });
  },
);

import { convertOpenInterest, instrumentIdentity } from "../../lib/market/convert.js";
import { countOneSide } from "../../lib/market/sides.js";
import { align } from "../../lib/series/align.js";
import type { Panel } from "../../lib/series/panel.js";
import { Series } from "../../lib/series/series.js";
import { simulateMarket } from "../../lib/sources/simulated/simulate-market.js";
import type { SimulatedMarket } from "../../lib/sources/simulated/simulated-market.js";

/** A simulated year of Bitcoin, hourly: a market that knows who opened and who closed. */
export function simulatedYear(seed: number = 1): SimulatedMarket {
  return simulateMarket({ seed, asset: "BTC", start: Date.UTC(2024, 0, 1), hours: 365 * 24 });
}

/** What its venues publish in one unit, a column for each contract, each with the sides its venue counts. */
export function published(market: SimulatedMarket, unit: "base" | "usd"): Panel {
  return align(
    market.contracts.map(({ instrument, reported, markPrice }) => {
      const name = `${instrument.venue} ${instrument.symbol}`;
      const raw = new Series(market.times, reported, name, instrument.reports, instrumentIdentity(instrument));
      return convertOpenInterest(raw, unit, { instrument, price: markPrice });
    }),
  );
}

/** The same with every contract counted once. */
export function publishedOnce(market: SimulatedMarket, unit: "base" | "usd"): Panel {
  return countOneSide(published(market, unit));
}

import type { Instrument } from "../../market/instrument.js";
import type { Candles } from "../../series/candles.js";
import type { Identity } from "../../series/identity.js";
import { Series } from "../../series/series.js";
import { hourMs } from "../../series/time.js";
import { onTick } from "./on-tick.js";

/** Hourly bars while they are made. */
export interface CandleRows {
  /** Adds the next bar from the index at the ends of its parts and the premium at the bar's end. */
  add(parts: Float64Array, premium: number): void;
  /** The bars, with volumes in contracts of the instrument. */
  candles(times: Float64Array, volume: Float64Array, takerBuyVolume: Float64Array): Candles;
}

/** Bars of one linear contract. A bar opens where the one before closed; the premium moves evenly within it. */
export function createCandleRows(
  { asset, venue, symbol, kind, margin, settle, contractSize }: Instrument,
  hours: number,
  startPrice: number,
  startPremium: number,
  tick: number,
): CandleRows {
  const open = new Float64Array(hours);
  const high = new Float64Array(hours);
  const low = new Float64Array(hours);
  const close = new Float64Array(hours);
  let row = 0;
  let last = onTick(startPrice * (1 + startPremium), tick);
  let premiumBefore = startPremium;
  return {
    add(parts, premium) {
      open[row] = last;
      high[row] = last;
      low[row] = last;
      for (let part = 0; part < parts.length; part++) {
        const above = premiumBefore + ((premium - premiumBefore) * (part + 1)) / parts.length;
        last = onTick(parts[part] * (1 + above), tick);
        if (last > high[row]) high[row] = last;
        if (last < low[row]) low[row] = last;
      }
      close[row] = last;
      premiumBefore = premium;
      row++;
    },
    candles(times, volume, takerBuyVolume) {
      const identity: Identity = { asset, venue, instrument: symbol, kind, margin, settle };
      const perCoin = Math.round(1 / contractSize);
      const price = (name: string, values: Float64Array) => new Series(times, values, name, "price", identity);
      const coins = (name: string, contracts: Float64Array) =>
        new Series(
          times,
          contracts.map((count) => count / perCoin),
          name,
          "base",
          identity,
        );
      return {
        times,
        intervalMs: hourMs,
        open: price("open", open),
        high: price("high", high),
        low: price("low", low),
        close: price("close", close),
        volume: coins("volume", volume),
        takerBuyVolume: coins("takerBuyVolume", takerBuyVolume),
      };
    },
  };
}

import { align, alignTo } from "../series/align.js";
import { Panel } from "../series/panel.js";
import { indexOfTime } from "../series/search.js";
import type { Series } from "../series/series.js";
import { isoTime } from "../series/time.js";
import { contractFactor } from "./contract-factor.js";
import { convertOpenInterest, type OpenInterestUnit } from "./convert.js";
import type { Instrument } from "./instrument.js";

/** What `openInterestPanel` needs to know of the contracts. */
export interface OpenInterestPanelOptions {
  /** The contract of each series, by the name of the series. */
  readonly instruments: Readonly<Record<string, Instrument>>;
  /**
   * Prices of the base assets in dollars: a panel with a column of the same name for each series that needs one, or one
   * series for all, with a row at each time of the open interest. Default none: enough where no conversion needs a price.
   */
  readonly prices?: Panel | Series;
  /** Which price it is, such as `mark`. Default the name of the column. */
  readonly priceName?: string;
  /** Prices of the settlement currencies of quanto contracts, in the same way. Default none. */
  readonly settlePrices?: Panel | Series;
  /** Which price that is. Default the name of the column. */
  readonly settlePriceName?: string;
}

/**
 * Open interest of many contracts in one unit, side by side: each series converted as `convertOpenInterest` does, at its
 * own price, then aligned on all their times. Series may come in different units, as venues report them.
 * @param openInterest N series in `contracts`, `base` or `usd`, no name twice
 * @returns N columns in unit `to`, in the same order, with the instruments' identities; NaN where a series has no row
 * @throws {RangeError} if a series has no instrument, naming those given, or none is given; if the prices that a series needs
 *   have no row at one of its times; as `convertOpenInterest` and `align`
 */
export function openInterestPanel(
  openInterest: readonly Series[],
  to: OpenInterestUnit,
  { instruments, prices, priceName, settlePrices, settlePriceName }: OpenInterestPanelOptions,
): Panel {
  return align(
    openInterest.map((series) => {
      const { name } = series;
      if (!Object.hasOwn(instruments, name)) {
        const known = Object.keys(instruments).join(", ");
        throw new RangeError(`openInterestPanel: no instrument is given for "${name}"; known: ${known}`);
      }
      const instrument = instruments[name] as Instrument;
      const { margin, contractSize } = instrument;
      const factor = contractFactor(series.unit as OpenInterestUnit, to, margin, contractSize);
      return convertOpenInterest(series, to, {
        instrument,
        price: factor.pricePower === 0 ? undefined : priceOf(prices, series),
        priceName,
        settlePrice: factor.settlePower === 0 ? undefined : priceOf(settlePrices, series),
        settlePriceName,
      });
    }),
  );
}

/** The prices of a series at its own times. */
function priceOf(prices: Panel | Series | undefined, { name, times }: Series): Series | undefined {
  const own = prices instanceof Panel ? (prices.names.includes(name) ? prices.column(name) : undefined) : prices;
  if (own === undefined || own.times === times) return own;
  for (let t = 0; t < times.length; t++) {
    if (indexOfTime(own.times, times[t]) < 0) {
      throw new RangeError(
        `openInterestPanel: "${name}" has a row at ${isoTime(times[t])} and its price "${own.name}" none; give prices with a row at each time, NaN for a gap`,
      );
    }
  }
  return alignTo(own, times);
}

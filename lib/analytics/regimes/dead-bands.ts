import { checkWindow } from "../../series/rolling/rolling-options.js";
import { rollingStd } from "../../series/rolling/rolling-std.js";
import type { Series } from "../../series/series.js";

/** The same half-width at all times. */
export interface FixedBand {
  readonly kind: "fixed";
  /** Half-width for price, unit `fraction`. Default 0.001. */
  readonly price?: number;
  /** Half-width for open interest, unit `fraction`. Default 0.001. */
  readonly openInterest?: number;
}

/** A half-width that follows how much each of the two has moved of late. */
export interface VolatilityBand {
  readonly kind: "volatility";
  /** Half-width in standard deviations of the changes in the window. Default 0.5. */
  readonly multiple?: number;
  /** Rows before the one judged; it is not among them, lest a large move widen its own band. */
  readonly window: number;
  /** Fewest changes in the window; with fewer the row is missing. Default: half the window, rounded up. */
  readonly minCount?: number;
}

/**
 * Half-widths of the dead bands of `regimes`, row by row, unit `fraction`; a volatility band is NaN where its window
 * holds too few changes.
 * @throws {RangeError} if the kind is unknown or a width or multiple is negative
 */
export function deadBands(
  priceChange: Series,
  openInterestChange: Series,
  band: FixedBand | VolatilityBand,
): { readonly priceBand: Series; readonly openInterestBand: Series } {
  if (band.kind === "fixed") {
    const { price = 0.001, openInterest = 0.001 } = band;
    return {
      priceBand: fixedBand(priceChange, price, "price"),
      openInterestBand: fixedBand(openInterestChange, openInterest, "open interest"),
    };
  }
  if (band.kind !== "volatility") {
    throw new RangeError(`regimes: unknown band "${(band as { kind: string }).kind}"; known: fixed, volatility`);
  }
  return {
    priceBand: volatilityBand(priceChange, band, "price"),
    openInterestBand: volatilityBand(openInterestChange, band, "open interest"),
  };
}

function fixedBand(changes: Series, width: number, of: string): Series {
  if (!(width >= 0 && width < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`regimes: fixed band ${width} for ${of} is not 0 or more; give a fraction, such as 0.001`);
  }
  return changes.with(new Float64Array(changes.length).fill(width), { name: `${of} band` });
}

function volatilityBand(
  changes: Series,
  { multiple = 0.5, window, minCount = Math.ceil(window / 2) }: VolatilityBand,
  of: string,
): Series {
  if (!(multiple >= 0 && multiple < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`regimes: volatility band multiple ${multiple} is not 0 or more`);
  }
  checkWindow(window, minCount, "regimes");
  const deviation = rollingStd(changes, window, { minCount }).values;
  const width = new Float64Array(changes.length).fill(Number.NaN);
  for (let t = 1; t < width.length; t++) width[t] = multiple * deviation[t - 1];
  return changes.with(width, { name: `${of} band` });
}

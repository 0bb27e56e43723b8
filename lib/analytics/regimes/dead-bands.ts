import { rollingMad } from "../../series/rolling/rolling-mad.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { madScale } from "../../series/rolling/rolling-robust-z-score.js";
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

/** The same in robust standard deviations, which a few extreme changes in the window hardly widen. */
export interface RobustBand {
  readonly kind: "robust";
  /** Half-width in 1.4826 median absolute deviations of the changes in the window. Default 0.5. */
  readonly multiple?: number;
  /** Rows before the one judged, which is not among them. */
  readonly window: number;
  /** Fewest changes in the window; with fewer the row is missing. Default: half the window, rounded up. */
  readonly minCount?: number;
}

/** How wide the dead zone of `regimes` is. */
export type DeadBand = FixedBand | VolatilityBand | RobustBand;

/**
 * Half-widths of the dead bands of `regimes`, row by row, unit `fraction`; NaN where a window holds too few changes.
 * Volatility: multiple × sample standard deviation (n − 1); robust: multiple × 1.4826 × median absolute deviation about
 * the window's median, which is 0 where more than half of its changes are equal. Both measure the spread about the middle
 * of the window and lay the band about zero, not about that middle: in a rising market a fall is never called a rise.
 * @throws {RangeError} if the kind is unknown, a width or multiple is negative, or the window is impossible
 */
export function deadBands(
  priceChange: Series,
  openInterestChange: Series,
  band: DeadBand,
): { readonly priceBand: Series; readonly openInterestBand: Series } {
  switch (band.kind) {
    case "fixed": {
      const { price = 0.001, openInterest = 0.001 } = band;
      return {
        priceBand: fixedBand(priceChange, price, "price"),
        openInterestBand: fixedBand(openInterestChange, openInterest, "open interest"),
      };
    }
    case "volatility":
    case "robust":
      return {
        priceBand: trailingBand(priceChange, band, "price"),
        openInterestBand: trailingBand(openInterestChange, band, "open interest"),
      };
    default:
      throw new RangeError(
        `regimes: unknown band "${(band as { kind: string }).kind}"; known: fixed, volatility, robust`,
      );
  }
}

function fixedBand(changes: Series, width: number, of: string): Series {
  if (!(width >= 0 && width < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`regimes: fixed band ${width} for ${of} is not 0 or more; give a fraction, such as 0.001`);
  }
  return changes.with(new Float64Array(changes.length).fill(width), { name: `${of} band` });
}

function trailingBand(
  changes: Series,
  { kind, multiple = 0.5, window, minCount = Math.ceil(window / 2) }: VolatilityBand | RobustBand,
  of: string,
): Series {
  if (!(multiple >= 0 && multiple < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`regimes: ${kind} band multiple ${multiple} is not 0 or more`);
  }
  checkWindow(window, minCount, "regimes");
  const robust = kind === "robust";
  const spread = (robust ? rollingMad : rollingStd)(changes, window, { minCount }).values;
  const scale = robust ? multiple * madScale : multiple;
  const width = new Float64Array(changes.length).fill(Number.NaN);
  for (let t = 1; t < width.length; t++) width[t] = scale * spread[t - 1];
  return changes.with(width, { name: `${of} band` });
}

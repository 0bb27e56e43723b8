import type { Candles } from "../series/candles.js";
import type { Panel } from "../series/panel.js";
import type { Series } from "../series/series.js";
import type { Quality } from "./quality/quality.js";

/**
 * Everything one load yields about one asset, on one regular grid of bar ends.
 * The open interest of a row is what was outstanding at that instant.
 */
export interface Dataset {
  /** Base asset in capitals. */
  readonly asset: string;
  /** Distance between rows in milliseconds. */
  readonly intervalMs: number;
  /** Bars of the reference price, on the same times as the open interest; all NaN where the source has no price. */
  readonly candles: Candles;
  /** Open interest in coins, unit `base`; a column for each instrument or venue, as the source tells. */
  readonly openInterest: Panel;
  /** The same columns in dollars, unit `usd`, each at its own venue's price where the source has it. */
  readonly openInterestUsd: Panel;
  /**
   * Funding rates, unit `fraction`, one series for each perpetual the source tells of, at its own settlement times (not
   * on the grid); positive means longs pay. Empty where the source has none.
   */
  readonly funding: readonly Series[];
  /** What else the source publishes, such as how many venues a total is of; each at its own times. Absent if nothing. */
  readonly others?: readonly Series[];
  readonly quality: Quality;
  readonly provenance: Provenance;
}

/** Funding of the instrument whose candles the dataset holds, undefined where the source has none. */
export function referenceFunding({ candles, funding }: Dataset): Series | undefined {
  const { venue, instrument } = candles.close.identity;
  return funding.find(({ identity }) => identity.venue === venue && identity.instrument === instrument);
}

/** Where a dataset came from: enough for another person to fetch the same bytes. */
export interface Provenance {
  /** Name of the source, such as `binance-archive`. */
  readonly source: string;
  /** True for the product of the simulated market; whatever shows the data must say so. */
  readonly simulated: boolean;
  /** One sentence for a reader: what the data is, with its units and conventions. */
  readonly description: string;
  readonly files: readonly SourceFile[];
}

/** One file that was read. */
export interface SourceFile {
  /** Path below the folder or address the user named. */
  readonly name: string;
  /** SHA-256 of its bytes in lower-case hex. */
  readonly sha256: string;
}

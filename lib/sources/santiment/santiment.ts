import type { Dataset } from "../dataset.js";
import type { SantimentOptions } from "./santiment-options.js";

/**
 * Open interest as Santiment publishes it (SanAPI): in dollars, over all contracts of an asset, a column for each exchange,
 * for each settlement currency, or one of all; with its price and its funding rates.
 * A label is the start of its bar, and the value the last in it, so a row is stamped with the bar's end; it is known an
 * hour later (`delayMs`). Coins are dollars by the price at the same instant. Of its own price Santiment tells one value
 * for a bar: candles then have a close, and no open, high or low; `prices` replace it.
 * Its funding rates are averages over contracts, weighted by open interest, of rates for settlement periods that it does
 * not tell, on the grid of bars: so they are in `others` (unit `fraction`), and not in `funding`, which holds what was
 * paid. What was asked for and is not given, such as what the plan does not include, is told as `cut`.
 * @throws {RangeError} for an option that is not known or does not fit, or a period of which nothing can be had, saying
 *   what can
 * @throws {SanFailure} if Santiment refuses the key, the metric or the query, or an allowance is used up
 * @throws {HttpFailure} if it cannot be reached
 * @throws {Error} for an answer that is not Santiment's, naming what is missing in it
 */
export async function loadSantiment(options: SantimentOptions = {}): Promise<Dataset> {
  const { santimentDataset } = await import("./santiment-dataset.js");
  return santimentDataset(options);
}

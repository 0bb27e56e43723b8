import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";
import { type RegimeEpisode, regimeEpisodes } from "./regime-episodes.js";
import type { Regimes } from "./regimes.js";

/** An episode with how far price and open interest went in it. */
export interface SizedEpisode extends RegimeEpisode {
  /** Simple change of the price from `from` to `to`, a fraction. */
  readonly priceChange: number;
  /** Simple change of open interest from `from` to `to`, a fraction; NaN where it starts from 0. */
  readonly openInterestChange: number;
  /** The same in the unit of open interest: level at `to` less level at `from`. */
  readonly openInterestAdded: number;
}

/**
 * Episodes of one regime with their size, in order of time: the changes over their rows, from the row before the first to
 * the last. Over a horizon of h rows the first label already looked h − 1 rows further back, which the size leaves out; so it
 * does what came before a label that was confirmed late (`steadyRegimes`). A size need not have the signs of its regime.
 * A gap at either end is NaN. It describes a whole sample, as `regimeEpisodes` does: a size is known at `knownAt`.
 * Source: definition.
 * @param found times and codes of T rows
 * @param price unit `price`, T rows at the same times
 * @param openInterest any unit, T rows at the same times
 * @throws {RangeError} if the times differ
 */
export function sizedEpisodes(
  found: Pick<Regimes, "times" | "codes">,
  price: Series,
  openInterest: Series,
): readonly SizedEpisode[] {
  checkSameTimes(found.times, price.times, "sizedEpisodes");
  checkSameTimes(found.times, openInterest.times, "sizedEpisodes");
  return regimeEpisodes(found).map((episode) => {
    const first = episode.firstRow - 1;
    const last = first + episode.rows;
    return {
      ...episode,
      priceChange: change(price.values, first, last),
      openInterestChange: change(openInterest.values, first, last),
      openInterestAdded: first < 0 ? Number.NaN : openInterest.values[last] - openInterest.values[first],
    };
  });
}

function change(values: Float64Array, first: number, last: number): number {
  if (first < 0 || values[first] === 0) return Number.NaN;
  return (values[last] - values[first]) / values[first];
}

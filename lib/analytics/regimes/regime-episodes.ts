import { regimeRuns } from "./regime-runs.js";
import { type Regime, type Regimes, regimeNames } from "./regimes.js";

/** Rows one after another in the same regime. */
export interface RegimeEpisode {
  readonly regime: Regime;
  /** Index into `regimeNames`. */
  readonly code: number;
  /**
   * Time of the row before its first, epoch milliseconds UTC: `slice(from, to)` gives its rows. NaN for an episode that
   * starts in the first row of all, as none of `regimes` does.
   */
  readonly from: number;
  /** Time of its last row, epoch milliseconds UTC. */
  readonly to: number;
  /**
   * Time of the row after its last, epoch milliseconds UTC: the first at which it was known to be over. NaN for one that
   * reaches the last row of all: it may still be going on. A delay of the data comes on top.
   */
  readonly knownAt: number;
  /** Number of rows, at least 1. */
  readonly rows: number;
  /** Index of its first row. */
  readonly firstRow: number;
}

/**
 * Unbroken runs of one regime, in order of time. Rows without a regime belong to none and end the run before them.
 * It describes a whole sample: while an episode lasts, neither its end nor its length is known. `knownAt` says since when
 * they were.
 * Source: definition.
 */
export function regimeEpisodes({ times, codes }: Pick<Regimes, "times" | "codes">): readonly RegimeEpisode[] {
  return regimeRuns(codes).map(({ code, firstRow, endRow }) => ({
    regime: regimeNames[code],
    code,
    from: firstRow > 0 ? times[firstRow - 1] : Number.NaN,
    to: times[endRow - 1],
    knownAt: endRow < codes.length ? times[endRow] : Number.NaN,
    rows: endRow - firstRow,
    firstRow,
  }));
}

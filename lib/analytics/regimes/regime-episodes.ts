import { type Regime, type Regimes, regimeNames } from "./regimes.js";

/** Rows one after another in the same regime. */
export interface RegimeEpisode {
  readonly regime: Regime;
  /** Index into `regimeNames`. */
  readonly code: number;
  /** Time of the row before its first, epoch milliseconds UTC: `slice(from, to)` gives its rows. */
  readonly from: number;
  /** Time of its last row, epoch milliseconds UTC. */
  readonly to: number;
  /** Number of rows, at least 1. */
  readonly rows: number;
  /** Index of its first row. */
  readonly firstRow: number;
}

/**
 * Unbroken runs of one regime, in order of time. Rows without a regime belong to none and end the run before them.
 * An episode says where it ends: the last one may still be going on, and none is known to be over before the row
 * after it.
 * Source: definition.
 */
export function regimeEpisodes({ times, codes }: Pick<Regimes, "times" | "codes">): readonly RegimeEpisode[] {
  const episodes: RegimeEpisode[] = [];
  let firstRow = 0;
  for (let t = 1; t <= codes.length; t++) {
    const code = codes[firstRow];
    if (t < codes.length && codes[t] === code) continue;
    if (code >= 0) {
      episodes.push({
        regime: regimeNames[code],
        code,
        // A change needs a row before it, so the first row of all has no regime.
        from: times[firstRow - 1],
        to: times[t - 1],
        rows: t - firstRow,
        firstRow,
      });
    }
    firstRow = t;
  }
  return episodes;
}

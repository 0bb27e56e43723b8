import { mean, median } from "simple-statistics";
import { regimeRuns } from "./regime-runs.js";
import { type Regime, type Regimes, regimeNames } from "./regimes.js";

/** How long a regime lasts. */
export interface RegimeDwell {
  readonly regime: Regime;
  /** Episodes whose start and end are both seen: another regime stands right before and right after. */
  readonly complete: number;
  /** Mean rows of the complete episodes; NaN for none. */
  readonly meanRows: number;
  /** Median rows of the complete episodes; NaN for none. */
  readonly medianRows: number;
  /** Rows of the longest episode, cut ones included, which last at least that; 0 for none. */
  readonly longestRows: number;
  /** Episodes cut by a missing row or by an end of the data, such as the last one, which may still be going on. */
  readonly cut: number;
}

/**
 * Dwell times of each regime, in the order of `regimeNames`: statistics of its unbroken runs (`regimeEpisodes`).
 * How long a cut episode lasts is not known (it is censored), so it is counted and left out of mean and median, which are
 * somewhat low for it: long episodes are cut more often than short ones.
 * It describes a whole sample.
 * Source: definition.
 * @param found codes of T rows
 */
export function regimeDwell({ codes }: Pick<Regimes, "codes">): readonly RegimeDwell[] {
  const lengths: number[][] = regimeNames.map(() => []);
  const longest = regimeNames.map(() => 0);
  const cut = regimeNames.map(() => 0);
  for (const { code, firstRow, endRow } of regimeRuns(codes)) {
    const rows = endRow - firstRow;
    const seen = firstRow > 0 && codes[firstRow - 1] >= 0 && endRow < codes.length && codes[endRow] >= 0;
    if (seen) lengths[code].push(rows);
    else cut[code] = cut[code] + 1;
    longest[code] = Math.max(longest[code], rows);
  }
  return regimeNames.map((regime, code) => ({
    regime,
    complete: lengths[code].length,
    meanRows: lengths[code].length > 0 ? mean(lengths[code]) : Number.NaN,
    medianRows: lengths[code].length > 0 ? median(lengths[code]) : Number.NaN,
    longestRows: longest[code],
    cut: cut[code],
  }));
}

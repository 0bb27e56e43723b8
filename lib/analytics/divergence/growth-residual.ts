import { checkChoice } from "../../series/check.js";
import type { Panel } from "../../series/panel.js";
import { checkLineWindow, leastPairs, residualSquares } from "../../series/rolling/rolling-pair.js";
import { rollingPairMoments } from "../../series/rolling/rolling-pair-moments.js";
import { type GrowthGapOptions, gapOf } from "./growth-gap.js";

/** What `growthResidual` is asked for. */
export interface GrowthResidualOptions extends GrowthGapOptions {
  /** Rows in the trailing window of each fit, at least 3. */
  readonly window: number;
  /** Fewest rows of it in which both growths are present; fewer than three never do. Default: `window`. */
  readonly minCount?: number;
  /**
   * `before`: the fit ends `horizon` rows before the row judged, with the last growth that shares no time with its own: the
   * residual is out of sample. `including`: the window ends with the row judged, which pulls the line towards itself.
   * Default `before`.
   */
  readonly fit?: "before" | "including";
}

/** Each column's growth beyond what that of the others goes with; N × T, same times and columns. */
export interface GrowthResidual {
  /** Growth less the line's, a log growth; unit `number`. */
  readonly residual: Panel;
  /** The residual by its own standard error, unit `score`. */
  readonly standardised: Panel;
  /** Slope of the fit used in each row (beta to the others), unit `number`. */
  readonly slope: Panel;
  /** Growth by that fit while the others stand still, unit `number`. */
  readonly intercept: Panel;
  /** Rows over which growth is taken. */
  readonly horizon: number;
  /** Rows in the window of each fit. */
  readonly window: number;
}

/**
 * Regression residual of each column's growth on that of the others (leave-one-out): with y the column's log growth over the
 * horizon and x that of the sum of the others (as in `growthGap`), the line y = a + b·x is fitted by least squares over the
 * window, and residual[t] = y[t] − a − b·x[t]. Unlike the growth gap, which is the residual for a = 0 and b = 1, it allows
 * for a venue that always moves more, or less, than the market.
 *
 * standardised[t] = residual[t] / (s·sqrt(1 + q)) for a fit before the row, and residual[t] / (s·sqrt(1 − q)) for one that
 * includes it, where q = 1/n + (x[t] − mean x)² / sum of (x − mean x)² and s² = sum of squared residuals of the fit / (n − 2).
 * With independent normal errors the former has Student's t distribution with n − 2 degrees of freedom; the latter cannot
 * exceed sqrt(n − 2). Growths over a horizon of several rows overlap: the window then holds fewer independent ones than rows,
 * and s comes out too small. NaN where s is 0, and, of a fit that includes the row, where 1 − q is at most 1e-12: a row that
 * alone decides its line lies on it.
 * NaN where the column or all others are missing at either end of the horizon, where fewer than `minCount` rows of the window
 * have both, and where the others' growth does not vary in it: where its standard deviation (n) is at most N·2^-51, which
 * the rounding of a sum of N columns can make of one that stands still. Rows are counted, not time (`onGrid`).
 * Source: prediction error and studentised residual of ordinary least squares; Cook and Weisberg, Residuals and Influence in
 * Regression, 1982, section 2.2.
 * @param oi open interest, N columns × T rows, N at least 2, NaN where not reported
 * @throws {RangeError} for fewer than two columns, an impossible window, count or horizon, an unknown `fit`, at the first
 *   negative value, or if the columns cannot be added
 */
export function growthResidual(
  oi: Panel,
  { window, horizon = 1, minCount = window, fit = "before", mixedSides = "throw" }: GrowthResidualOptions,
): GrowthResidual {
  checkLineWindow(window, minCount, "growthResidual");
  checkChoice("fit", fit, ["before", "including"], "growthResidual");
  const { growth, othersGrowth } = gapOf(oi, { horizon, mixedSides }, "growthResidual");
  const back = fit === "before" ? horizon : 0;
  // A sum of N − 1 columns is right to N·2^-53 of itself, and a log growth is as far off as its two sums together, N·2^-52;
  // as much again where a column was itself computed from the others.
  const still = oi.columns.length * 2 ** -51;
  const fits = othersGrowth.columns.map(({ values: x }, j) => {
    const y = growth.columns[j].values;
    return residualsOf(x, y, { window, minCount: Math.max(minCount, leastPairs), back, still });
  });
  return {
    residual: othersGrowth.map((_, j) => fits[j].residual),
    standardised: othersGrowth.map((_, j) => fits[j].standardised, "score"),
    slope: othersGrowth.map((_, j) => fits[j].slope),
    intercept: othersGrowth.map((_, j) => fits[j].intercept),
    horizon,
    window,
  };
}

interface FitOptions {
  readonly window: number;
  readonly minCount: number;
  /** Rows from the end of the window to the row judged. */
  readonly back: number;
  /** Largest standard deviation of x that is no variation. */
  readonly still: number;
}

type ColumnFits = Record<"residual" | "standardised" | "slope" | "intercept", Float64Array>;

/** The residual of every row from the fit whose window ends `back` rows before it. */
function residualsOf(x: Float64Array, y: Float64Array, { window, minCount, back, still }: FitOptions): ColumnFits {
  const { count, xMean, yMean, xx, yy, xy } = rollingPairMoments(x, y, window, minCount);
  const gaps = (): Float64Array => new Float64Array(x.length).fill(Number.NaN);
  const [residual, standardised, slope, intercept] = [gaps(), gaps(), gaps(), gaps()];
  for (let t = back; t < x.length; t++) {
    const s = t - back;
    if (!(Math.sqrt(xx[s] / count[s]) > still)) continue;
    const steepness = xy[s] / xx[s];
    slope[t] = steepness;
    intercept[t] = yMean[s] - steepness * xMean[s];
    const away = x[t] - xMean[s];
    residual[t] = y[t] - yMean[s] - steepness * away;
    const q = 1 / count[s] + (away * away) / xx[s];
    // A row that alone decides its line (q = 1) leaves nothing but rounding in 1 − q.
    const spread = back > 0 ? 1 + q : 1 - q > 1e-12 ? 1 - q : 0;
    const variance = (residualSquares(xx[s], yy[s], xy[s]) / (count[s] - 2)) * spread;
    if (variance > 0) standardised[t] = residual[t] / Math.sqrt(variance);
  }
  return { residual, standardised, slope, intercept };
}

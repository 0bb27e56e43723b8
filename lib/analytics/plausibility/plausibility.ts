import type { Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import { staleIssues } from "../../sources/quality/grid-issues.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { type ImpliedPriceOptions, impliedPriceIssues } from "./implied-price-issues.js";
import { type JumpOptions, jumpIssues } from "./jump-issues.js";
import { type StuckColumnOptions, stuckColumnIssues } from "./stuck-column-issues.js";
import { type SumIssueOptions, sumIssues } from "./sum-issues.js";
import { type TurnoverOptions, turnoverIssues } from "./turnover-issues.js";

/** What is checked: open interest, and of the rest what there is, all at the same times. */
export interface PlausibilityData {
  /** Open interest, N columns × T rows: in `base` for all checks, in another unit for those that need no coins. */
  readonly oi: Panel;
  /**
   * Traded in each bar, in the unit of `oi`, columns by the same names, or one series if `oi` has one column: checked by
   * `turnoverIssues`.
   */
  readonly volume?: Panel | Series;
  /** The same columns in dollars, which with `price` are checked by `impliedPriceIssues`. */
  readonly oiUsd?: Panel;
  /** Mark or close, one for all columns or one for each by name. Of inverse contracts in coins the volume needs it. */
  readonly price?: Series | Panel;
  /** What somebody published as the total of the columns, in the unit of `oi`: checked by `sumIssues`. */
  readonly total?: Series;
}

/** What each check of `plausibility` can be asked for. */
export interface PlausibilityOptions {
  readonly turnover?: TurnoverOptions;
  readonly stuck?: StuckColumnOptions;
  readonly jumps?: JumpOptions;
  readonly impliedPrice?: ImpliedPriceOptions;
  readonly sum?: SumIssueOptions;
}

/**
 * What cannot or is unlikely to be true in a set of open interest, as issues for `qualityTable`: dollars and coins that do
 * not imply the price, parts that do not add up to their total, changes beyond what was traded, jumps of one column alone,
 * and rows that repeat, in all columns or in one. Every check runs for which the data is given; none repairs anything.
 * It describes the whole sample. A check's silence is no proof: a plausible number can be wrong.
 * Source: each check names its own.
 * @returns issues in the order above
 * @throws {RangeError} as the checks do, or if `oiUsd` is given without `price`
 */
export function plausibility(
  { oi, volume, oiUsd, price, total }: PlausibilityData,
  options: PlausibilityOptions = {},
): readonly QualityIssue[] {
  if (oiUsd !== undefined && price === undefined) {
    throw new RangeError("plausibility: oiUsd is given without a price to compare with; give price, or leave it out");
  }
  return [
    ...(oiUsd === undefined || price === undefined
      ? []
      : impliedPriceIssues({ oiUsd, oiBase: oi, price }, options.impliedPrice)),
    ...(total === undefined ? [] : sumIssues(oi, total, options.sum)),
    ...(volume === undefined ? [] : turnoverIssues(oi, volume, { price, ...options.turnover })),
    ...jumpIssues(oi, options.jumps),
    ...staleIssues(
      oi.times,
      oi.columns.map((column) => column.values),
      "all columns",
      options.stuck,
    ),
    ...stuckColumnIssues(oi, options.stuck),
  ];
}

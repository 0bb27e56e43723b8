import { checkSameTimes } from "../../series/check-same-times.js";
import type { Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { sumOver } from "../columns/sum-over.js";
import { checkTolerance } from "./check-options.js";
import { likelyFactor } from "./likely-factor.js";
import { ratioIssues } from "./ratio-issues.js";

/** What `sumIssues` can be asked for. */
export interface SumIssueOptions extends Pick<SumOptions, "over"> {
  /** Largest relative deviation that is none, a fraction. Default 0.01. */
  readonly tolerance?: number;
}

/**
 * A published total that is not the sum of its parts: sum / total further from 1 than the tolerance, as issues of kind
 * `sum`. A ratio that is off throughout is one of scope or scale: below 1 the parts lack somebody, above 1 they count
 * something twice. By default only rows in which all parts report are compared; `over: "reporting"` compares what there
 * is, and a missing part is then found as a row that is off. Parts are added as they are, whatever sides they count.
 * It describes the whole sample: whether a scale is off is told by the median over all rows.
 * Source: definition.
 * @param parts N columns × T rows
 * @param total in the unit of the parts, T rows at the same times
 * @throws {RangeError} if units or times differ, the parts cannot be added, or an option is out of range
 */
export function sumIssues(
  parts: Panel,
  total: Series,
  { tolerance = 0.01, over = "all" }: SumIssueOptions = {},
): readonly QualityIssue[] {
  if (parts.unit !== total.unit) {
    throw new RangeError(`sumIssues: parts are in ${parts.unit} and the total in ${total.unit}; give both in one unit`);
  }
  checkTolerance(tolerance, "sumIssues");
  checkAddable(parts.columns, parts.unit, { over, mixedSides: "allow" }, "sumIssues");
  checkSameTimes(parts.times, total.times, "sumIssues");
  const { sums } = sumOver(parts.columns, parts.times, over);
  return ratioIssues({
    kind: "sum",
    where: total.name,
    times: parts.times,
    ratios: sums.map((sum, t) => (total.values[t] > 0 && sum > 0 ? sum / total.values[t] : Number.NaN)),
    tolerance,
    subject: `the sum of ${parts.columns.length} parts`,
    object: "the total",
    scaleAdvice,
    rowAdvice: "a part is missing, late or wrong, or the total is of another instant; compare the parts there",
  });
}

function scaleAdvice(ratio: number): string {
  switch (likelyFactor(ratio)) {
    case "sides":
      return "one of the two may count both sides of a contract: check the sides of each (countOneSide)";
    case "size":
      return "the units may differ: check what the source's fields count";
    default:
      return ratio < 1
        ? "the total may hold venues or contracts that are not among the parts: check its scope"
        : "the parts may hold something twice, or the total may leave venues out: check its scope";
  }
}

import { checkSameTimes } from "../../series/check-same-times.js";
import type { Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { checkTolerance } from "./check-options.js";
import { likelyFactor } from "./likely-factor.js";
import { ratioIssues } from "./ratio-issues.js";

/** What is compared, all at the same times. */
export interface ImpliedPriceData {
  /** Open interest in `usd`. */
  readonly oiUsd: Panel;
  /** The same in `base`. Columns are paired by name; one that is in one panel only is not checked. */
  readonly oiBase: Panel;
  /** Mark or close for each row, unit `price`: one for all columns, or a panel with one for each by name. */
  readonly price: Series | Panel;
}

/** What `impliedPriceIssues` can be asked for. */
export interface ImpliedPriceOptions {
  /** Largest relative deviation that is none, a fraction. Default 0.05, since a dated contract has its own price. */
  readonly tolerance?: number;
}

/**
 * Columns whose dollars and coins do not imply the price: (usd / base) / price further from 1 than the tolerance, as
 * issues of kind `implied-price`. A ratio that is off throughout is an error of scale: near 2 or ½ one of the two counts
 * both sides of a contract, near a power of ten a contract's size was left out or applied twice. Single rows that are off
 * are told apart. Where dollars were made from coins with the same price, nothing is tested.
 * It describes the whole sample: whether a scale is off is told by the median over all rows. Gaps and zeros are skipped.
 * Source: definition.
 * @throws {RangeError} if a unit or the times do not fit, or the tolerance is not above 0
 */
export function impliedPriceIssues(
  { oiUsd, oiBase, price }: ImpliedPriceData,
  { tolerance = 0.05 }: ImpliedPriceOptions = {},
): readonly QualityIssue[] {
  if (oiUsd.unit !== "usd" || oiBase.unit !== "base" || price.unit !== "price") {
    throw new RangeError(
      `impliedPriceIssues: units are ${oiUsd.unit}, ${oiBase.unit} and ${price.unit}; give oiUsd in usd, oiBase in base and price in price`,
    );
  }
  checkTolerance(tolerance, "impliedPriceIssues");
  checkSameTimes(oiUsd.times, oiBase.times, "impliedPriceIssues");
  checkSameTimes(oiUsd.times, price.times, "impliedPriceIssues");
  return oiUsd.columns.flatMap(({ name, values }) => {
    const coins = oiBase.columns.find((column) => column.name === name)?.values;
    const prices = "columns" in price ? price.columns.find((column) => column.name === name)?.values : price.values;
    if (coins === undefined || prices === undefined) return [];
    const implied = values.map((dollars, t) => (dollars > 0 && coins[t] > 0 ? dollars / coins[t] : Number.NaN));
    return ratioIssues({
      kind: "implied-price",
      where: name,
      times: oiUsd.times,
      ratios: implied.map((each, t) => (prices[t] > 0 ? each / prices[t] : Number.NaN)),
      tolerance,
      subject: "the price implied by dollars and coins",
      object: "the price",
      scaleAdvice: (ratio) => scaleAdvice(ratio, implied),
      rowAdvice: "one of the two was not updated, or is of another instant; set both to NaN there",
    });
  });
}

function scaleAdvice(ratio: number, implied: Float64Array): string {
  const same = implied.filter((each) => Math.abs(each - 1) < 0.05).length;
  if (same > implied.filter((each) => each === each).length / 2) {
    return "both hold the same number, so one of them was not converted: check what the source's field counts";
  }
  switch (likelyFactor(ratio)) {
    case "sides":
      return "one of the two may count both sides of a contract: check the sides of each (countOneSide)";
    case "size":
      return "a contract's size may have been left out or applied twice: check contractSize of the instrument";
    default:
      return "check the unit of both, the contract's size, and the currency of the dollars";
  }
}

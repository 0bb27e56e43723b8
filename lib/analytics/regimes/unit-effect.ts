import type { Series } from "../../series/series.js";
import { type LabelAgreement, labelAgreement } from "./label-agreement.js";
import { type RegimeOptions, regimes } from "./regimes.js";

/** How many labels the choice of unit changes; the outer index of `table` is of `unit`, the inner one of `otherUnit`. */
export interface UnitEffect extends LabelAgreement {
  /** The unit that only trades change: `base`, or `usd` of inverse contracts. */
  readonly unit: "base" | "usd";
  /** The unit that the price changes too. */
  readonly otherUnit: "base" | "usd";
}

/**
 * Share of labels that change if open interest is counted in the unit that the price moves: the classification in coins
 * against that in dollars. The coins of linear contracts are moved by trades alone and their dollars by the price as well;
 * of inverse contracts (`identity.margin`), whose face is in dollars, it is the other way round. A series that names no
 * margin is taken as linear. A total of both kinds is right in neither unit: compare `constantPriceTotal` by
 * `labelAgreement`. Rows missing in either unit are left out. It describes a whole sample.
 * Source: definition.
 * @param price unit `price`, T rows
 * @param oiUsd the same open interest in `usd`, T rows at the same times
 * @param oiBase and in `base`
 * @param options of both classifications
 * @throws {RangeError} if the two are not in these units or say different margins, and as `regimes` does
 */
export function unitEffect(
  price: Series,
  oiUsd: Series,
  oiBase: Series,
  options: Omit<RegimeOptions, "allowPriceEffect"> = {},
): UnitEffect {
  if (oiUsd.unit !== "usd" || oiBase.unit !== "base") {
    throw new RangeError(
      `unitEffect: the series are in ${oiUsd.unit} and ${oiBase.unit}; give the one in usd first, then the one in base`,
    );
  }
  const { margin } = oiUsd.identity;
  if (margin === "mixed" || oiBase.identity.margin === "mixed") {
    throw new RangeError(
      `unitEffect: "${oiUsd.name}" or "${oiBase.name}" adds inverse contracts to others, so that no unit of it is free of the price; classify constantPriceTotal instead and compare with labelAgreement`,
    );
  }
  if (margin !== oiBase.identity.margin) {
    throw new RangeError(
      `unitEffect: "${oiUsd.name}" is ${margin ?? "of no margin"} and "${oiBase.name}" ${oiBase.identity.margin ?? "of no margin"}; give the same open interest twice`,
    );
  }
  const [right, other] = margin === "inverse" ? [oiUsd, oiBase] : [oiBase, oiUsd];
  const byTrades = regimes(price, right, { ...options, allowPriceEffect: false });
  const byPriceToo = regimes(price, other, { ...options, allowPriceEffect: true });
  const [unit, otherUnit] = margin === "inverse" ? (["usd", "base"] as const) : (["base", "usd"] as const);
  return { unit, otherUnit, ...labelAgreement(byTrades, byPriceToo) };
}

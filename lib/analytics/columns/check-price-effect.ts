import type { Unit } from "../../series/identity.js";
import type { Column } from "../../series/panel.js";

/**
 * Checks that open interest is in a unit that a moving price leaves as it is: not in dollars, but for inverse contracts,
 * these not in coins, and a sum of both in neither.
 * @throws {RangeError} naming `owner` and the first column, if the unit is none of open interest, or one that the price moves
 *   and `allowPriceEffect` is not set
 */
export function checkPriceEffect(
  columns: readonly Pick<Column, "name" | "identity">[],
  unit: Unit,
  allowPriceEffect: boolean,
  owner: string,
): void {
  for (const { name, identity } of columns) {
    if (unit !== "base" && unit !== "usd" && unit !== "contracts") {
      throw new RangeError(`${owner}: "${name}" is in ${unit}; give open interest in base or contracts`);
    }
    if (identity.margin === "mixed" && unit !== "contracts" && !allowPriceEffect) {
      throw new RangeError(
        `${owner}: "${name}" adds inverse contracts to others, which the price moves in coins and in dollars alike; give constantPriceTotal, or pass allowPriceEffect: true`,
      );
    }
    const inverse = identity.margin === "inverse";
    if (allowPriceEffect || unit !== (inverse ? "base" : "usd")) continue;
    throw new RangeError(
      inverse
        ? `${owner}: "${name}" counts an inverse contract in coins, which a rising price makes fewer; give it in usd or contracts, or pass allowPriceEffect: true`
        : `${owner}: "${name}" is in usd, which a rising price makes more without a trade; give it in base or contracts, or pass allowPriceEffect: true`,
    );
  }
}

import type { Unit } from "../../series/identity.js";
import type { Column } from "../../series/panel.js";

/**
 * Checks that open interest is in a unit that a moving price leaves as it is: not in dollars, but for inverse contracts, and
 * these not in coins.
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
    const inverse = identity.margin === "inverse";
    if (allowPriceEffect || unit !== (inverse ? "base" : "usd")) continue;
    throw new RangeError(
      inverse
        ? `${owner}: "${name}" counts an inverse contract in coins, which a rising price makes fewer; give it in usd or contracts, or pass allowPriceEffect: true`
        : `${owner}: "${name}" is in usd, which a rising price makes more without a trade; give it in base or contracts, or pass allowPriceEffect: true`,
    );
  }
}

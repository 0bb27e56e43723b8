import type { Series } from "../../series/series.js";

/**
 * Checks that open interest is counted in what the price alone does not change: coins of a linear contract, dollars of an
 * inverse one (one that names no margin is taken as linear), contracts of any.
 * @param accepts whether contracts, whose size is not told, will do
 * @throws {RangeError} naming `owner`, the series and the unit to give instead
 */
export function checkPriceFreeUnit(
  { name, unit, identity }: Series,
  owner: string,
  { accepts }: { readonly accepts: "contracts" | "no contracts" },
): void {
  const wanted = identity.margin === "inverse" ? "usd" : "base";
  if (unit === "contracts" && accepts === "contracts") return;
  if (identity.margin === "mixed") {
    throw new RangeError(
      `${owner}: "${name}" adds inverse contracts to others, which the price moves in coins and in dollars alike; give constantPriceTotal, or each kind by itself`,
    );
  }
  if (identity.margin === "quanto") {
    throw new RangeError(
      `${owner}: "${name}" is of a quanto contract in ${unit}, which is no fixed amount${accepts === "contracts" ? "; give it in contracts" : "; leave it out"}`,
    );
  }
  if (unit === wanted) return;
  const reason =
    unit === "contracts"
      ? "contracts, whose size is not told here"
      : unit === "usd"
        ? "usd, which a rising price makes more without a trade"
        : unit === "base"
          ? "coins of an inverse contract, which a rising price makes fewer without a trade"
          : unit;
  throw new RangeError(`${owner}: "${name}" is in ${reason}; convert it to ${wanted} (convertOpenInterest)`);
}

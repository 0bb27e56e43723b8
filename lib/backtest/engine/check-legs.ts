import { isoTime } from "../../series/time.js";
import type { AccountGrid } from "./bar-columns.js";
import type { PreparedLeg } from "./leg-state.js";
import type { Leg } from "./options.js";

/**
 * Whether the account is one of coins; dollars otherwise.
 * @throws {RangeError} if legs settle in different currencies
 */
export function checkSettlement(names: readonly string[], legs: readonly Leg[], owner: string): boolean {
  const currencies = legs.map(({ contract, candles }) => {
    const { margin, asset, settle } = candles.close.identity;
    if ((contract?.margin ?? margin) !== "inverse") return "USD";
    return `coins of ${settle ?? asset ?? "the base asset"}`;
  });
  const other = currencies.findIndex((currency) => currency !== currencies[0]);
  if (other > 0) {
    throw new RangeError(
      `${owner}: "${names[other]}" settles in ${currencies[other]}, "${names[0]}" in ${currencies[0]}; run them as two accounts`,
    );
  }
  return currencies[0] !== "USD";
}

/**
 * The targets in `fraction` of several legs, each kept until its next, must fit into the leverage together. One leg
 * was checked where its targets were placed.
 * @throws {RangeError} at the first row in which they do not
 */
export function checkGrossTargets(
  legs: readonly PreparedLeg[],
  { times }: AccountGrid,
  maxLeverage: number,
  owner: string,
): void {
  const columns = legs.flatMap(({ decision }) =>
    decision.kind === "targets" && decision.unit === "fraction" ? [decision.orders] : [],
  );
  if (columns.length < 2) return;
  const wanted = new Float64Array(columns.length);
  for (let row = 0; row < times.length; row++) {
    let gross = 0;
    for (let index = 0; index < columns.length; index++) {
      const order = columns[index][row];
      if (order === order) wanted[index] = Math.abs(order);
      gross += wanted[index];
    }
    // Weights such as 1/3 do not sum to 1 to the last bit.
    if (gross > maxLeverage * (1 + 1e-9)) {
      throw new RangeError(
        `${owner}: targets of all legs sum to ${gross} in the bar that ends ${isoTime(times[row])}, beyond maxLeverage ${maxLeverage}; scale them down or raise maxLeverage`,
      );
    }
  }
}

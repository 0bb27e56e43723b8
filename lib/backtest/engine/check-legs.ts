import { isoTime } from "../../series/time.js";
import type { AccountGrid } from "./bar-columns.js";
import type { PreparedLeg } from "./leg-state.js";
import type { Leg } from "./options.js";

/** What equity and profit are counted in. */
export interface AccountCurrency {
  /** Whether it is a coin; dollars otherwise. */
  readonly isInverse: boolean;
  /** Its base asset; undefined for dollars and where the candles name none. */
  readonly coin: string | undefined;
}

/** Stands for the coin of candles that name none. */
const unnamed = "an asset that has no name";

/**
 * What an account settles in: the coin of its inverse legs, which is the base asset of their candles (the settlement
 * currency of a linear instrument says nothing about it), or dollars, `coin` undefined. One inverse leg alone may be of
 * a coin without a name.
 * @throws {RangeError} if legs settle in different currencies, or several in coins of which one has no name
 */
export function checkSettlement(names: readonly string[], legs: readonly Leg[], owner: string): AccountCurrency {
  const coins = legs.map(({ contract, candles: { close } }) => {
    const { margin, asset, settle } = close.identity;
    if ((contract?.margin ?? margin) !== "inverse") return undefined;
    return asset ?? (margin === "inverse" ? settle : undefined) ?? unnamed;
  });
  const currency = (coin: string | undefined): string => (coin === undefined ? "dollars" : `coins of ${coin}`);
  const other = coins.findIndex((coin) => coin !== coins[0]);
  if (other > 0) {
    throw new RangeError(
      `${owner}: "${names[other]}" settles in ${currency(coins[other])}, "${names[0]}" in ${currency(coins[0])}; run them as two accounts`,
    );
  }
  if (coins[0] === unnamed && legs.length > 1) {
    throw new RangeError(
      `${owner}: "${names[0]}" and "${names[1]}" settle in coins, and their candles do not say of which; give them an asset`,
    );
  }
  return { isInverse: coins[0] !== undefined, coin: coins[0] === unnamed ? undefined : coins[0] };
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

import { checkSameTimes } from "../../series/check-same-times.js";
import { commonIdentity, type Identity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";
import { checkNotNegative } from "./check-not-negative.js";

/** One column in dollars and in coins. */
export interface PairedColumn {
  readonly name: string;
  /** What the two agree on. */
  readonly identity: Identity;
  /** Whether its contracts have a constant face in dollars; its coins are then not read. */
  readonly inverse: boolean;
  /** Dollars, NaN where the column is missing: no dollars, or (unless inverse) no coins. */
  readonly usd: Float64Array;
  readonly coins: Float64Array;
}

/**
 * The columns of two panels in pairs by name, in the order of the dollars.
 * @throws {RangeError} naming `owner`, if units, times or column names do not fit, at the first negative value, or at the
 *   first value in dollars beside zero coins
 */
export function pairedColumns(oiUsd: Panel, oiBase: Panel, owner: string): readonly PairedColumn[] {
  checkPair(oiUsd, oiBase, owner);
  checkNotNegative(oiUsd.times, oiUsd.columns, owner);
  checkNotNegative(oiBase.times, oiBase.columns, owner);
  return oiUsd.columns.map(({ name, values, identity }) => {
    const coins = oiBase.column(name);
    if (identity.margin === "mixed") {
      throw new RangeError(
        `${owner}: "${name}" adds inverse contracts to others, whose dollars and coins the price moves differently; give contracts before they are added (decompositionBy adds up the parts)`,
      );
    }
    const inverse = identity.margin === "inverse";
    const usd = inverse ? values : presentDollars(oiUsd.times, name, values, coins.values, owner);
    return { name, identity: commonIdentity([identity, coins.identity]), inverse, usd, coins: coins.values };
  });
}

/** Dollars where there are coins too, else NaN. */
function presentDollars(
  times: Float64Array,
  name: string,
  usd: Float64Array,
  coins: Float64Array,
  owner: string,
): Float64Array {
  const present = new Float64Array(usd.length);
  for (let t = 0; t < usd.length; t++) {
    const coin = coins[t];
    const value = usd[t];
    if (coin === 0 && value > 0) {
      throw new RangeError(
        `${owner}: "${name}" at ${isoTime(times[t])} is worth ${value} dollars with 0 coins; repair one, or set it to NaN`,
      );
    }
    present[t] = coin === coin ? value : Number.NaN;
  }
  return present;
}

function checkPair(oiUsd: Panel, oiBase: Panel, owner: string): void {
  if (oiUsd.unit !== "usd" || oiBase.unit !== "base") {
    throw new RangeError(
      `${owner}: the panels are in ${oiUsd.unit} and ${oiBase.unit}; give the one in usd first, then the one in base`,
    );
  }
  const unpaired = [
    ...oiUsd.names.filter((name) => !oiBase.names.includes(name)),
    ...oiBase.names.filter((name) => !oiUsd.names.includes(name)),
  ];
  if (unpaired.length > 0) {
    throw new RangeError(`${owner}: column "${unpaired[0]}" is in one panel only; select the same in both`);
  }
  checkSameTimes(oiUsd.times, oiBase.times, owner);
}

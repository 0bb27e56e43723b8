import { commonIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable } from "../columns/addable.js";
import { type PairedColumn, pairedColumns } from "../columns/paired-columns.js";
import { sumColumns } from "../columns/sum-columns.js";
import { chainLink } from "./chain-link.js";
import type { LinkedTotalOptions } from "./linked-total.js";

/**
 * Total open interest of linear and inverse contracts that only trades move: a chain-linked total at constant prices.
 *
 * Neither unit is free of the price where both kinds are added: the dollars of linear contracts rise with it, the coins of
 * inverse ones fall. Each is counted here in what its contracts are a fixed number of, and weighed by the mean of the
 * prices at both ends:
 * level[t] = level[s] × (sum of v[j][t] / sum of v[j][s]) over the columns j present at both s and t, where v[j] of a
 * linear column is (P[j][s] + P[j][t]) / 2 × its coins, with P = usd / coins, and of an inverse column its dollars; s is the
 * last row before t with a positive level. It starts at the first total in coins, over the columns that have coins and
 * dollars there: of linear contracts at one price it is the `linkedTotal` of their coins; of inverse contracts it moves as
 * the `linkedTotal` of their dollars.
 *
 * Entries, pauses and holes are treated as `linkedTotal` does. A column that names no margin is taken as linear.
 * Source: definition; the quantity index of Marshall and Edgeworth, with mean prices, chain-linked.
 * @param oiUsd open interest in `usd`, N columns × T rows
 * @param oiBase the same columns in `base`, at the same times, in any order
 * @returns T rows in `base`: coins at the prices of the start
 * @throws {RangeError} as `decomposition` does
 */
export function constantPriceTotal(
  oiUsd: Panel,
  oiBase: Panel,
  { mixedSides = "throw", name = "constant-price total" }: LinkedTotalOptions = {},
): Series {
  checkAddable(oiUsd.columns, oiUsd.unit, { mixedSides }, "constantPriceTotal");
  checkAddable(oiBase.columns, oiBase.unit, { mixedSides: "allow" }, "constantPriceTotal");
  const pairs = pairedColumns(oiUsd, oiBase, "constantPriceTotal");
  const levels = sumColumns(pairedCoins(pairs), oiBase.length, "reporting").sums;
  chainLink(levels, (from, to) => growth(pairs, from, to));
  // It does not move as coins of inverse contracts do, so it does not say that it is of them.
  const { margin: _, ...identity } = commonIdentity(pairs.map((pair) => pair.identity));
  return new Series(oiUsd.times, levels, name, "base", identity);
}

/** Coins where a column has dollars too: a start that shares no column with later rows would leave nothing to link. */
function pairedCoins(pairs: readonly PairedColumn[]): readonly { readonly values: Float64Array }[] {
  return pairs.map(({ usd, coins }) => ({ values: coins.map((coin, t) => (usd[t] === usd[t] ? coin : Number.NaN)) }));
}

/** Value at row `to` over value at row `from`, at the mean of their prices, of the columns present at both. */
function growth(pairs: readonly PairedColumn[], from: number, to: number): number {
  let before = 0;
  let after = 0;
  for (let j = 0; j < pairs.length; j++) {
    const { inverse, usd, coins } = pairs[j];
    const old = usd[from];
    const now = usd[to];
    if (old !== old || now !== now) continue;
    // Zero coins imply no price: the one of the other end is taken, as in `decomposition`.
    if (inverse || coins[from] === 0 || coins[to] === 0) {
      before += old;
      after += now;
    } else {
      const price = (old / coins[from] + now / coins[to]) / 2;
      before += price * coins[from];
      after += price * coins[to];
    }
  }
  return before > 0 ? after / before : Number.NaN;
}

import { slippageRate } from "../costs/slippage.js";
import { unitsOfCoins, unitsOfNotional, unitsOfUsd, unitValue } from "../margin/contract.js";
import type { Account } from "./account.js";
import type { LegState } from "./leg-state.js";
import { closeForCosts, liquidateByMarks } from "./liquidate.js";
import { priceFill, slippedPrice } from "./price-fill.js";

/** Relative room for rounding before an order counts as beyond the leverage. */
const rounding = 1e-12;

/** Takes up what is decided for a row; whether any leg with a price has something to trade. */
export function isOrdering(account: Account, row: number): boolean {
  const { legs, rules } = account;
  let isAny = false;
  if (account.liquidation !== undefined) return isAny;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    leg.decide(row);
    leg.isOrdering = leg.isPresent && (leg.wanted !== leg.held || (rules.rebalancesAlways && !leg.isStopped));
    if (leg.isOrdering) isAny = true;
  }
  return isAny;
}

/**
 * Fills at the open or the close of a row, all legs that have something to trade at once and all sized by the equity
 * before any of them pays. The legs are counted at the price that is quoted.
 */
export function fillOrders(account: Account, row: number): void {
  const { legs, rules } = account;
  let ordering = 0;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (!leg.isOrdering) continue;
    leg.isOrdering = planOrder(account, leg, row);
    if (leg.isOrdering) ordering++;
  }
  if (ordering === 0) return;
  cutOrders(account);
  const cost = priceOrders(account, row);
  const { fillsAtClose, intervalMs } = rules;
  const time = fillsAtClose ? account.times[row] : account.times[row] - intervalMs;
  if (cost >= account.equity) {
    if (account.heldLegs > 0) closeForCosts(account, row, time);
    else dropOrders(account);
    return;
  }
  const heldFrom = fillsAtClose ? row + 1 : row;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (!leg.isOrdering) continue;
    leg.held = leg.wanted;
    if (leg.next !== leg.units) account.trade(leg, row, time, heldFrom, "target", 0);
  }
  if (account.isMargined && account.heldLegs > 0) liquidateByMarks(account, row, time, fillsAtClose ? "close" : "open");
}

/**
 * Works out the units a leg is to have; whether there is anything to trade. A target in `fraction` is sized at the
 * price that its size at the quoted price would pay. Without a known slippage the order waits.
 */
function planOrder(account: Account, leg: LegState, row: number): boolean {
  const quoted = account.rules.fillsAtClose ? leg.prices.close[row] : leg.prices.open[row];
  const { units } = leg;
  const change = wantedUnits(leg, account.equity, quoted) - units;
  if (Math.abs(change) <= rounding * Math.abs(units)) {
    leg.held = leg.wanted;
    return false;
  }
  const rate = slippageRate(row, change, leg.slippage);
  if (rate !== rate) {
    account.unpricedOrders++;
    return false;
  }
  const price = slippedPrice(account, leg, row, quoted, change, rate);
  const next = wantedUnits(leg, account.equity, price);
  // A change smaller than the slippage would trade backwards: nothing to do.
  if (!((next - units) * change > 0)) {
    leg.held = leg.wanted;
    return false;
  }
  leg.next = next;
  leg.quoted = quoted;
  leg.price = price;
  leg.quality = 0;
  return true;
}

/** Signed units that the target stands for at a price. */
function wantedUnits({ unit, wanted, inverse, contractSize }: LegState, equity: number, price: number): number {
  if (wanted === 0) return 0;
  if (unit === "fraction") return unitsOfNotional(wanted * equity, price, inverse);
  if (unit === "base") return unitsOfCoins(wanted, price, inverse);
  if (unit === "usd") return unitsOfUsd(wanted, price, inverse);
  return wanted * contractSize;
}

/**
 * Makes orders smaller that would take the gross exposure beyond the leverage: what they add is scaled down, by the
 * same part for all legs; what they take away is not.
 */
function cutOrders(account: Account): void {
  const { legs, equity } = account;
  let kept = 0;
  let added = 0;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (leg.isOrdering) {
      const value = Math.abs(unitValue(leg.price, leg.inverse));
      const keeps = keptUnits(leg);
      kept += keeps * value;
      added += (Math.abs(leg.next) - keeps) * value;
    } else if (leg.units !== 0) kept += Math.abs(leg.units * leg.value);
  }
  const limit = account.rules.maxLeverage * equity;
  if (added === 0 || kept + added <= limit * (1 + rounding)) return;
  const part = Math.max(0, (limit - kept) / added);
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (!leg.isOrdering) continue;
    const keeps = keptUnits(leg);
    const adds = Math.abs(leg.next) - keeps;
    if (!(adds > 0)) continue;
    leg.next = Math.sign(leg.next) * (keeps + part * adds);
    leg.quality = 2;
    account.cutOrders++;
  }
}

/** Units, without sign, that an order leaves on the side they were. */
function keptUnits({ units, next }: LegState): number {
  return units * next > 0 ? Math.min(Math.abs(units), Math.abs(next)) : 0;
}

/** Prices each order by the units it really trades; what they cost in all. */
function priceOrders(account: Account, row: number): number {
  const { legs } = account;
  let cost = 0;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (!leg.isOrdering) continue;
    priceFill(account, leg, row, false);
    cost += leg.fee + leg.slip;
  }
  return cost;
}

/** Leaves out the orders of a flat account whose costs would be all it has. */
function dropOrders(account: Account): void {
  for (const leg of account.legs) {
    if (!leg.isOrdering) continue;
    leg.held = leg.wanted;
    account.unpaidOrders++;
  }
}

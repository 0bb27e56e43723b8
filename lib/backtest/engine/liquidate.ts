import { priceOfUnitValue } from "../margin/contract.js";
import { maintenanceMargin } from "../margin/maintenance.js";
import type { Account } from "./account.js";

/**
 * Whether the equity, all legs at the start of their paths, is no more than the margin they need. Ends the account if
 * so.
 */
export function liquidateAtStart(account: Account, row: number, time: number): boolean {
  const equity = equityAt(account, 0);
  if (equity > marginAt(account, 0)) return false;
  liquidateAlong(account, row, time, 0);
  return true;
}

/**
 * Whether the equity, all legs counted where they are, is no more than the margin they need by the marks of an instant.
 * Ends the account if so.
 * @param bar price of the bar at that instant
 */
export function liquidateByMarks(account: Account, row: number, time: number, bar: "open" | "close"): boolean {
  const { legs } = account;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    const mark = leg.marks[bar][row];
    leg.pathStart = leg.isMarkedApart && mark === mark ? mark : leg.value;
  }
  return liquidateAtStart(account, row, time);
}

/**
 * Whether the equity falls to the margin needed while all legs go to the worst ends of their paths at once. Ends the
 * account at the prices where it does.
 * @param equityAtEnd equity with all legs at the ends of their paths
 */
export function liquidateOnPath(account: Account, row: number, equityAtEnd: number): boolean {
  const atEnd = equityAtEnd - marginAt(account, 1);
  if (atEnd > 0) return false;
  const atStart = equityAt(account, 0) - marginAt(account, 0);
  for (const { units, isPresent, book, prices } of account.legs) {
    if (units !== 0 && isPresent) book.see(prices.open[row], prices.open[row]);
  }
  liquidateAlong(account, row, account.times[row], atStart <= 0 ? 0 : crossing(account, atStart, atEnd));
  return true;
}

/**
 * Ends an account that cannot pay: its legs are closed at the prices, all off by the same part, where nothing is
 * left.
 */
export function closeWithNothingLeft(account: Account, row: number, time: number): void {
  for (const leg of account.legs) leg.pathStart = leg.value;
  exhaust(account, row, time);
}

/**
 * Ends an account that has not the costs of a fill: the fill is not made, its legs are closed at the prices of that
 * instant, and what is left goes as the fee of the liquidation.
 */
export function closeForCosts(account: Account, row: number, time: number): void {
  for (const leg of account.legs) leg.next = leg.value;
  closeAll(account, row, time, account.equity, account.equity, nextMargin(account));
}

/** Equity with all legs a part of the way along their paths. */
function equityAt({ equity, legs }: Account, part: number): number {
  let sum = equity;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (leg.units !== 0) sum += leg.units * (leg.pathStart + part * (leg.pathEnd - leg.pathStart) - leg.value);
  }
  return sum;
}

/** Maintenance margin there. */
function marginAt({ legs, isMargined }: Account, part: number): number {
  if (!isMargined) return 0;
  let sum = 0;
  for (let index = 0; index < legs.length; index++) {
    const { units, pathStart, pathEnd, tiers } = legs[index];
    if (units === 0 || tiers === undefined) continue;
    sum += maintenanceMargin(Math.abs(units * (pathStart + part * (pathEnd - pathStart))), tiers);
  }
  return sum;
}

/** Maintenance margin where each leg is at the value its `next` holds. */
function nextMargin({ legs }: Account): number {
  let sum = 0;
  for (const { units, next, tiers } of legs) {
    if (units !== 0 && tiers !== undefined) sum += maintenanceMargin(Math.abs(units * next), tiers);
  }
  return sum;
}

/**
 * Part of the way at which equity less margin is 0. It falls all the way and is made of straight pieces, one for each
 * bracket passed, so that the chord through two points of one piece meets the root; halving keeps the bracket
 * closing.
 */
function crossing(account: Account, atStart: number, atEnd: number): number {
  let low = 0;
  let high = 1;
  let above = atStart;
  let below = atEnd;
  for (let step = 0; step < 200; step++) {
    const chord = low + ((high - low) * above) / (above - below);
    const middle = step % 2 === 0 ? chord : (low + high) / 2;
    const rest = equityAt(account, middle) - marginAt(account, middle);
    if (rest === 0 || high - low < 1e-16) return middle;
    if (rest > 0) {
      low = middle;
      above = rest;
    } else {
      high = middle;
      below = rest;
    }
  }
  return low + ((high - low) * above) / (above - below);
}

/**
 * Closes all legs a part of the way along their paths, with the fee of a liquidation as far as the equity pays for
 * it.
 */
function liquidateAlong(account: Account, row: number, time: number, part: number): void {
  const margin = marginAt(account, part);
  const equity = part === 0 ? equityAt(account, 0) : margin;
  if (part === 0 && equity <= 0) {
    exhaust(account, row, time);
    return;
  }
  let notional = 0;
  for (const leg of account.legs) {
    leg.next = part === 0 ? leg.pathStart : leg.pathStart + part * (leg.pathEnd - leg.pathStart);
    notional += Math.abs(leg.units * leg.next);
  }
  const fee = Math.min(equity, account.rules.liquidationFeeRate * notional);
  closeAll(account, row, time, equity, fee, margin);
}

/**
 * Closes all legs where nothing is left, each off by the same part of its value: what is lost beyond that is not the
 * account's. Where that would take a falling value below 0, the legs whose value rises carry it alone; what even that
 * cannot bring to 0 (a fixed fee larger than the position) goes with the liquidation.
 */
function exhaust(account: Account, row: number, time: number): void {
  const { legs } = account;
  const equity = equityAt(account, 0);
  let gross = 0;
  let rising = 0;
  for (const leg of legs) {
    const notional = Math.abs(leg.units * leg.pathStart);
    gross += notional;
    if (leg.units > 0 !== leg.inverse) rising += notional;
  }
  const isRisingAlone = equity <= -gross && rising > 0;
  const carried = isRisingAlone ? equity : Math.min(Math.max(equity, -0.99 * gross), 0.5 * gross);
  for (const leg of legs) {
    if (leg.units === 0) continue;
    const part = Math.abs(leg.units * leg.pathStart) / (isRisingAlone ? rising : gross);
    const isCarrying = !isRisingAlone || leg.units > 0 !== leg.inverse;
    leg.next = isCarrying ? leg.pathStart - (carried * part) / leg.units : leg.pathStart;
  }
  closeAll(account, row, time, equity - carried, equity - carried, nextMargin(account));
}

/** Closes every leg at the value its `next` holds and leaves `equity` less the fee. */
function closeAll(account: Account, row: number, time: number, equity: number, fee: number, maintenance: number): void {
  const held = account.legs.filter(({ units }) => units !== 0);
  const notional = held.reduce((sum, { units, next }) => sum + Math.abs(units * next), 0);
  const prices: Record<string, number> = {};
  for (const leg of held) {
    const value = leg.next;
    const part = Math.abs(leg.units * value) / notional;
    const price = priceOfUnitValue(value, leg.inverse);
    prices[leg.name] = price;
    account.mark(leg, value);
    leg.next = 0;
    leg.quoted = price;
    leg.price = price;
    leg.fee = 0;
    leg.slip = 0;
    leg.quality = 0;
    account.trade(leg, row, time, row, "liquidation", fee * part);
  }
  // Set, since it was summed: rounding must not leave a crumb of what is all gone.
  account.equity = equity - fee;
  account.liquidation = { time: account.times[row], prices, maintenance, fee, equity: account.equity };
}

import type { Account } from "./account.js";
import { closeAfterGaps } from "./close-after-gaps.js";
import { fillOrders, isOrdering } from "./fill-orders.js";
import { exitAtOpens, exitInside } from "./leave-by-stops.js";
import type { BarColumns } from "./leg-state.js";
import { closeWithNothingLeft, liquidateByMarks, liquidateOnPath } from "./liquidate.js";
import { mayPassQuietBars, passQuietBars } from "./quiet-bars.js";
import { settleFunding } from "./settle-funding.js";

/**
 * One pass over the bars: count the legs at the open, fill there, look at the worst of the bar and leave by stops,
 * count at the close, settle funding, fill there, end what has no price. The rules are those of `backtest`, which
 * checks its input; this loop trusts it.
 * @throws {RangeError} at a settlement whose rate is missing, if so asked, or at a slippage that leaves nothing of a
 *   sale
 */
export function simulate(account: Account): void {
  const { times, isMargined } = account;
  const { fillsAtClose } = account.rules;
  const hasQuietBars = mayPassQuietBars(account);
  for (let row = 0; row < times.length; row++) {
    if (hasQuietBars) row = passQuietBars(account, row);
    if (row === times.length) break;
    const before = account.equity;
    const missing = openBars(account, row);
    if (account.heldLegs > 0 && (isMargined || account.equity <= 0)) lookAtOpen(account, row);
    if (!fillsAtClose && isOrdering(account, row)) fillOrders(account, row);
    if (account.heldLegs > 0) holdThroughBar(account, row);
    closeBars(account, row);
    if (account.nextSettlement <= times[row]) settleFunding(account, row);
    if (fillsAtClose && isOrdering(account, row)) fillOrders(account, row);
    if (missing > 0) closeAfterGaps(account, row);
    record(account, row, before, missing < account.legs.length);
    if (account.liquidation !== undefined) {
      recordRest(account, row + 1);
      break;
    }
  }
}

/** Counts every leg at its open; how many have no bar in this row. */
function openBars(account: Account, row: number): number {
  const { legs } = account;
  let missing = 0;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    leg.isPresent = leg.present[row] === 1;
    if (leg.isPresent) {
      account.mark(leg, leg.values.open[row]);
      leg.missingRun = 0;
    } else {
      missing++;
      leg.missingRun++;
      if (row >= leg.firstRow && row < leg.endRow) account.missingBars++;
    }
  }
  return missing;
}

/** Ends the account if what it held is beyond its margin at the open already. */
function lookAtOpen(account: Account, row: number): void {
  const time = account.times[row] - account.rules.intervalMs;
  if (account.equity <= 0) closeWithNothingLeft(account, row, time);
  else if (account.isMargined) liquidateByMarks(account, row, time, "open");
}

/** From the open to the close with a position: stops at the open, the worst of the bar, stops inside it. */
function holdThroughBar(account: Account, row: number): void {
  const { legs, rules, isMargined } = account;
  const { stops } = rules;
  if (stops !== undefined) exitAtOpens(account, row, stops);
  if (account.heldLegs === 0) return;
  // Without margins and stops, most bars are done with when their worst prices leave something.
  if (isMargined || stops !== undefined || worstEquity(account, row) <= 0) {
    if (liquidateOnPath(account, row, layPaths(account, row))) return;
    if (stops !== undefined) exitInside(account, row);
  }
  for (let index = 0; index < legs.length; index++) {
    const { units, isPresent, book, prices } = legs[index];
    if (units !== 0 && isPresent) book.see(prices.high[row], prices.low[row]);
  }
}

/** Equity with all legs at the worst prices of their bars. */
function worstEquity(account: Account, row: number): number {
  const { legs } = account;
  let worst = account.equity;
  for (let index = 0; index < legs.length; index++) {
    const { units, isPresent, values, value } = legs[index];
    if (units !== 0 && isPresent) worst += units * (worstValue(values, units, row) - value);
  }
  return worst;
}

/** The lowest value of a bar for a long, the highest for a short. */
function worstValue({ high, low, close }: BarColumns, units: number, row: number): number {
  return units > 0 ? Math.min(low[row], close[row]) : Math.max(high[row], close[row]);
}

/**
 * The way of each held leg from here to the worst price of its bar, or to its stop; equity at the end of all of them. A
 * leg without a bar stays where it is.
 */
function layPaths(account: Account, row: number): number {
  const { legs } = account;
  let worst = account.equity;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    const { units, marks, value, isMarkedApart, isPresent } = leg;
    if (units === 0) continue;
    leg.pathStart = value;
    leg.pathEnd = value;
    if (isMarkedApart ? marks.close[row] !== marks.close[row] : !isPresent) continue;
    if (leg.missingMarks !== undefined && leg.missingMarks[row] === 1) account.missingMarks++;
    if (isMarkedApart) leg.pathStart = marks.open[row];
    const end = worstValue(marks, units, row);
    leg.pathEnd = leg.isStopping && (end - leg.exitValue) * units < 0 ? leg.exitValue : end;
    worst += units * (leg.pathEnd - value);
  }
  return worst;
}

/** Counts every leg at its close. */
function closeBars(account: Account, row: number): void {
  const { legs } = account;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (leg.isPresent) account.mark(leg, leg.values.close[row]);
  }
  // Mark prices may have said that something is left where the traded ones say that nothing is.
  if (account.heldLegs > 0 && account.equity <= 0) closeWithNothingLeft(account, row, account.times[row]);
}

function record(account: Account, row: number, before: number, isPriced: boolean): void {
  const { equity, legs, net } = account;
  account.equityOut[row] = equity;
  // In the first row there is a return only if a fill at its close cost something.
  if (equity !== before || (isPriced && row > 0)) {
    account.returns[row] = equity / before - 1;
    if (account.heldLegs > 0) account.exposedBars++;
  } else account.returns[row] = Number.NaN;
  if (equity > account.peak) account.peak = equity;
  account.drawdown[row] = equity / account.peak - 1;
  if (account.heldLegs === 0) return;
  for (let index = 0; index < legs.length; index++) {
    const { units, value, exposure } = legs[index];
    if (units === 0) continue;
    const part = (units * Math.abs(value)) / equity;
    exposure[row] = part;
    if (net !== exposure) net[row] += part;
  }
}

/** After a liquidation the account keeps what is left; without anything there is no return. */
function recordRest(account: Account, start: number): void {
  const { equity, legs, equityOut, drawdown, returns } = account;
  equityOut.fill(equity, start);
  drawdown.fill(equity / account.peak - 1, start);
  for (let row = start; row < equityOut.length; row++) {
    returns[row] = equity > 0 && legs.some(({ present }) => present[row] === 1) ? 0 : Number.NaN;
  }
}

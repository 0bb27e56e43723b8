import {
  exitCode,
  exitNames,
  exitPrice,
  noExit,
  type StopRules,
  stopLossExit,
  takeProfitExit,
  timeExit,
  trailingStopExit,
} from "../exits/stops.js";
import { unitValue } from "../margin/contract.js";
import type { FillReason } from "../results/order.js";
import type { Account } from "./account.js";
import type { LegState } from "./leg-state.js";
import { closeForCosts, liquidateByMarks } from "./liquidate.js";
import { priceFill } from "./price-fill.js";

/** Leaves by the exits that the open brings, and notes for each leg the exit that lies inside the bar. */
export function exitAtOpens(account: Account, row: number, stops: StopRules): void {
  const { legs, rules } = account;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    leg.exit = noExit;
    leg.isStopping = false;
    if (leg.units === 0 || !leg.isPresent) continue;
    const { book, prices } = leg;
    const side = leg.units > 0 ? 1 : -1;
    const best = side > 0 ? book.highest : book.lowest;
    const open = prices.open[row];
    const { high, low } = prices;
    const code = exitCode(side, book.entryPrice, best, row - book.heldFrom, open, high[row], low[row], stops);
    if (code === noExit) continue;
    leg.quoted = exitPrice(code, side, book.entryPrice, best, open, stops);
    const isGoal = code === takeProfitExit;
    const isAtOpen = code === timeExit || (isGoal ? (open - leg.quoted) * side >= 0 : leg.quoted === open);
    if (isAtOpen) {
      leave(account, leg, row, code, account.times[row] - rules.intervalMs);
      if (account.liquidation !== undefined) return;
    } else {
      leg.exit = code;
      leg.exitQuoted = leg.quoted;
      leg.exitValue = unitValue(leg.quoted, leg.inverse);
      leg.isStopping = code === stopLossExit || code === trailingStopExit;
    }
  }
}

/** Leaves by the exits inside the bar, which is known to leave the account alive. */
export function exitInside(account: Account, row: number): void {
  const { legs, times } = account;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (leg.units === 0 || leg.exit === noExit) continue;
    const open = leg.prices.open[row];
    leg.book.see(open, open);
    leg.quoted = leg.exitQuoted;
    leave(account, leg, row, leg.exit, times[row]);
    if (account.liquidation !== undefined) return;
  }
  if (account.isMargined && account.heldLegs > 0) liquidateByMarks(account, row, times[row], "open");
}

/** Closes a leg at its quoted price, or the account if it cannot pay for that. */
function leave(account: Account, leg: LegState, row: number, code: number, time: number): void {
  const isMaker = code === takeProfitExit;
  leg.next = 0;
  leg.quality = isMaker ? 1 : 0;
  account.mark(leg, unitValue(leg.quoted, leg.inverse));
  priceFill(account, leg, row, isMaker);
  if (leg.fee + leg.slip >= account.equity) {
    closeForCosts(account, row, time);
    return;
  }
  account.trade(leg, row, time, row, exitNames[code] as FillReason, 0);
  leg.stop();
}

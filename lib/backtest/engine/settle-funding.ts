import { isoTime } from "../../series/time.js";
import type { Account } from "./account.js";
import type { LegState } from "./leg-state.js";
import { liquidateAtStart } from "./liquidate.js";

/**
 * Settles funding up to the end of a row, instant by instant, all legs of one instant at once, at the marks of the
 * row.
 */
export function settleFunding(account: Account, row: number): void {
  const end = account.times[row];
  for (const leg of account.legs) {
    const mark = leg.marks.close[row];
    leg.pathStart = leg.isMarkedApart && mark === mark ? mark : leg.value;
  }
  while (account.nextSettlement <= end) {
    const time = account.nextSettlement;
    const sum = settleInstant(account, time);
    if (sum !== 0) payFunding(account, row, sum);
  }
}

/** Notes what each leg receives at an instant and passes on; the sum. */
function settleInstant(account: Account, time: number): number {
  const { legs } = account;
  let sum = 0;
  let next = Number.POSITIVE_INFINITY;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    const { settlementTimes } = leg;
    leg.funding = 0;
    if (settlementTimes[leg.settlement] === time) {
      if (leg.units !== 0) leg.funding = fundingOf(account, leg, time);
      sum += leg.funding;
      leg.settlement++;
    }
    if (leg.settlement < settlementTimes.length) next = Math.min(next, settlementTimes[leg.settlement]);
  }
  account.nextSettlement = next;
  return sum;
}

/** −units × |f(mark)| × rate, counted; 0 where the rate is missing and that is allowed. */
function fundingOf(account: Account, leg: LegState, time: number): number {
  const rate = leg.rates[leg.settlement];
  if (rate === rate) {
    account.settlements++;
    return -leg.units * Math.abs(leg.pathStart) * rate;
  }
  if (account.rules.missingFunding === "zero") {
    account.missingSettlements++;
    return 0;
  }
  const which = account.legs.length > 1 ? ` of ${leg.name}` : "";
  throw new RangeError(
    `${account.rules.owner}: no funding rate${which} at ${isoTime(time)} while a position is held; load it, or set missingFunding to "zero" to count it as 0`,
  );
}

/** Pays the funding of an instant and looks whether the account survives it. */
function payFunding(account: Account, row: number, sum: number): void {
  for (const leg of account.legs) {
    if (leg.funding !== 0) leg.book.settle(leg.funding);
  }
  account.equity += sum;
  if (sum < 0) liquidateAtStart(account, row, account.times[row]);
}

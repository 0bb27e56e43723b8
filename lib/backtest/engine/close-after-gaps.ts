import type { Account } from "./account.js";
import { closeForCosts, liquidateByMarks } from "./liquidate.js";
import { priceFill } from "./price-fill.js";

/**
 * Ends what has had no price for more than `maxMissingBars`: a position at the last known close, an order by lapsing.
 */
export function closeAfterGaps(account: Account, row: number): void {
  const { legs, rules, times } = account;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (leg.missingRun <= rules.maxMissingBars || account.liquidation !== undefined) continue;
    if (leg.units !== 0) {
      leg.next = 0;
      leg.quality = 0;
      leg.quoted = leg.prices.close[row - leg.missingRun];
      priceFill(account, leg, row, false);
      if (leg.fee + leg.slip >= account.equity) {
        closeForCosts(account, row, times[row]);
        continue;
      }
      account.trade(leg, row, times[row], row + 1, "gap", 0);
      account.gapExits++;
      if (account.isMargined && account.heldLegs > 0) liquidateByMarks(account, row, times[row], "close");
    } else if (leg.wanted !== leg.held && leg.wanted !== 0) account.lapsedOrders++;
    leg.forget();
  }
}

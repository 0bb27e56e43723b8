import { checkKnown, shown } from "../../series/check.js";
import { checkFinite, checkSeries } from "../../series/check-series.js";
import { isSignals } from "../exits/signals.js";
import { checkCandles } from "./check-candles.js";
import { type Leg, legFields } from "./options.js";

/**
 * A leg as `Leg` says it is; its decision, contract and tiers are looked at where they are taken up.
 * @param which for the messages: empty for the one leg of an account, ` of leg "name"` for one of several
 * @throws {TypeError} at a part of another kind, or funding that is not in unit `fraction`
 * @throws {RangeError} at candles off their grid, funding without rows, or an infinite target, rate or open interest
 */
export function checkLeg(leg: Leg, which: string, owner: string): void {
  checkKnown(leg, `field${which}`, legFields, owner);
  const { decision, candles, mark, funding, openInterest } = leg;
  if (typeof decision !== "object" || decision === null || Array.isArray(decision)) {
    throw new TypeError(
      `${owner}: decision ${shown(decision)}${which} is no Series and no signals; give targets at bar ends, or { longEntry, … }`,
    );
  }
  if (!isSignals(decision)) {
    checkSeries(decision, `decision${which}`, owner);
    if (decision.unit !== "fraction") checkFinite(decision, `decision${which}`, owner); // a fraction has a limit
  }
  checkCandles(candles, `candles${which}`, owner);
  if (mark !== undefined) checkCandles(mark, `mark candles${which}`, owner);
  if (openInterest !== undefined) {
    checkSeries(openInterest, `openInterest${which}`, owner);
    checkFinite(openInterest, `openInterest${which}`, owner);
  }
  if (funding === undefined) return;
  checkSeries(funding, `funding${which}`, owner);
  checkFinite(funding, `funding${which}`, owner);
  if (funding.unit !== "fraction") {
    throw new TypeError(
      `${owner}: funding${which} has unit ${funding.unit}; give rates as a fraction, 0.0001 for 0.01 %`,
    );
  }
  if (funding.length === 0) {
    throw new RangeError(
      `${owner}: funding${which} has no rows; load some, or leave it out to say that none is charged`,
    );
  }
}

import type { Series } from "../../series/series.js";
import { VectorbtBacktest } from "./result.js";
import { signalColumn, type VectorbtSignals, type VectorbtSignalsSettings } from "./signal-column.js";
import { simulate } from "./simulate.js";
import { checkAccount, type VectorbtAccount } from "./vectorbt-account.js";

/**
 * Entries and exits by vectorbt's rules: equal to `Portfolio.from_signals` of vectorbt 1.2 in orders, cash and value.
 *
 * As `vectorbtFromOrders` this mode is there to compare, not to judge: fills are at the close of the bar that signals,
 * there is no funding and no liquidation, and the value may fall below 0. Stops are checked from the bar after the
 * entry on and fill inside their bar; only one order is filled in a row. Signal functions and adjusted stops are not
 * here.
 * @param close closing prices, NaN for a missing bar, in which nothing is filled
 * @param signals true where there is one, in the row of the bar whose close they are filled at
 * @throws {RangeError} for settings out of range or of another length, a size below 0, or a reversal by percent
 */
export function vectorbtFromSignals(
  close: Series,
  signals: VectorbtSignals,
  { initCash = 100, intervalMs, ...settings }: VectorbtSignalsSettings & VectorbtAccount = {},
): VectorbtBacktest {
  checkAccount({ initCash, intervalMs });
  const column = signalColumn(close, signals, settings);
  return new VectorbtBacktest([close], simulate([column], close.length, initCash, "default"), initCash, intervalMs);
}

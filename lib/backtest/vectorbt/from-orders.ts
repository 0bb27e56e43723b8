import type { Series } from "../../series/series.js";
import { orderColumn, type VectorbtOrdersSettings } from "./order-column.js";
import type { NumberPerRow } from "./per-row.js";
import { VectorbtBacktest } from "./result.js";
import { simulate } from "./simulate.js";
import { checkAccount, type VectorbtAccount } from "./vectorbt-account.js";

/**
 * Orders row by row by vectorbt's rules: equal to `Portfolio.from_orders` of vectorbt 1.2 in orders, cash and value.
 *
 * This mode is there to compare with vectorbt, not to judge a strategy: an order is filled on the very bar that decides
 * it, at its close unless told otherwise, so that it looks at what it trades on. There is no funding, no margin and no
 * liquidation; a short sale needs no cash unless `lockCash`, and the value may fall below 0 and come back, as there.
 * `backtest` is the honest engine. Options of vectorbt that are not here: random rejection, raising on a rejection,
 * `update_value`, `ffill_val_price=False`, automatic initial cash, random call sequence.
 * @param close closing prices, NaN for a missing bar, in which nothing is filled
 * @param size signed size of the order of each row, NaN for none, infinite for all there is
 * @throws {RangeError} for settings out of range or of another length, or a price that is not above 0
 */
export function vectorbtFromOrders(
  close: Series,
  size: NumberPerRow,
  { initCash = 100, intervalMs, ...settings }: VectorbtOrdersSettings & VectorbtAccount = {},
): VectorbtBacktest {
  checkAccount({ initCash, intervalMs });
  const column = orderColumn(close, size, settings);
  return new VectorbtBacktest([close], simulate([column], close.length, initCash, "default"), initCash, intervalMs);
}

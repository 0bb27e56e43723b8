import { checkChoice, checkNames } from "../../series/check.js";
import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";
import { orderColumn, type VectorbtOrdersSettings } from "./order-column.js";
import type { NumberPerRow } from "./per-row.js";
import { VectorbtBacktest } from "./result.js";
import { signalColumn, type VectorbtSignals, type VectorbtSignalsSettings } from "./signal-column.js";
import { type CallSequence, simulate } from "./simulate.js";
import { checkAccount, type VectorbtAccount } from "./vectorbt-account.js";

/** An asset of a shared account: its orders by row, or its signals. */
export type VectorbtLeg =
  | ({ readonly close: Series; readonly orders: NumberPerRow } & VectorbtOrdersSettings)
  | ({ readonly close: Series; readonly signals: VectorbtSignals } & VectorbtSignalsSettings);

/** Options of `vectorbtShared`. */
export interface VectorbtSharedOptions extends VectorbtAccount {
  /** Which asset is served first in a row: `default` as listed, `reversed`, `auto` what brings in most cash. */
  readonly callSequence?: CallSequence;
}

/**
 * Several assets that share one cash account, by vectorbt's rules: equal to `from_orders` or `from_signals` of vectorbt
 * 1.2 with `cash_sharing=True`. What `vectorbtFromOrders` says of this mode is true here too. The value that a target
 * in percent is a part of is that at the begin of the row.
 * @param legs at least one, with closing prices of the same times and different names
 * @throws {RangeError} for times that differ, names that come twice, or what the single forms refuse
 */
export function vectorbtShared(
  legs: readonly VectorbtLeg[],
  { initCash = 100, intervalMs, callSequence = "default" }: VectorbtSharedOptions = {},
): VectorbtBacktest {
  checkAccount({ initCash, intervalMs });
  checkChoice("callSequence", callSequence, ["default", "reversed", "auto"], "vectorbt");
  if (legs.length === 0) throw new RangeError("vectorbt: there are no legs; give at least one");
  const closes = legs.map(({ close }) => close);
  checkNames(
    closes.map(({ name }) => name),
    "vectorbt",
  );
  for (const { times } of closes) checkSameTimes(closes[0].times, times, "vectorbt");
  const columns = legs.map((leg) => {
    if ("orders" in leg) return orderColumn(leg.close, leg.orders, leg);
    return signalColumn(leg.close, leg.signals, leg);
  });
  return new VectorbtBacktest(
    closes,
    simulate(columns, closes[0].length, initCash, callSequence),
    initCash,
    intervalMs,
  );
}

import { shown } from "../../series/check.js";
import { initialEquity } from "./initial-equity.js";
import type { Backtest } from "./result.js";

/** What would be left of a result at one cost of trading. */
export interface CostCurveRow {
  /** Cost of each fill in basis points of its notional, all fees and slippage together. */
  readonly bps: number;
  /** gross + funding − liquidation − bps × traded notional / 10,000, in the settlement currency. */
  readonly net: number;
  /** Net profit / initial equity. */
  readonly netReturn: number;
}

/**
 * Net profit by cost of trading, at the fills and sizes of the result: a straight line that is 0 at
 * `measures.breakEvenBps`. Sizes that follow the equity would differ at another cost: run `backtest` again for the exact
 * number.
 * Source: definition.
 * @param result of a backtest at any cost
 * @param bps costs, each 0 or more
 * @throws {RangeError} at the first cost that is negative or no number
 * @throws {TypeError} for what is no backtest, or costs that are no list
 */
export function costCurve(
  result: Pick<Backtest, "equity" | "costs" | "orders">,
  bps: readonly number[] = [0, 1, 2, 5, 10, 20, 50],
): readonly CostCurveRow[] {
  const { equity, costs, orders }: Partial<typeof result> = Object(result);
  if (equity === undefined || costs === undefined || orders === undefined) {
    throw new TypeError(`costCurve: ${shown(result)} is no backtest; give what backtest() returned`);
  }
  if (!Array.isArray(bps)) throw new TypeError(`costCurve: costs ${shown(bps)} are no list; give [0, 5, 10]`);
  const stray = bps.find((cost) => !(cost >= 0 && cost < Number.POSITIVE_INFINITY));
  if (stray !== undefined)
    throw new RangeError(`costCurve: cost ${stray} is out of range; give basis points, 0 or more`);
  const { gross, funding, liquidation } = costs;
  const notional = orders.reduce((sum, order) => sum + order.notional, 0);
  const begun = initialEquity({ equity, costs });
  return bps.map((cost) => {
    const net = gross + funding - liquidation - (cost / 1e4) * notional;
    return { bps: cost, net, netReturn: net / begun };
  });
}

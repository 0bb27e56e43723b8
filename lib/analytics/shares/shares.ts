import { Panel } from "../../series/panel.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { withJointDelay } from "../columns/joint-delay.js";
import { sumColumns } from "../columns/sum-columns.js";

/**
 * Part of total open interest held by each column, instant by instant: oi[j][t] / sum over k of oi[k][t].
 * By default a missing column makes its instant NaN for all, because a venue that stops reporting must not lift the
 * others' shares; `over: "reporting"` divides by the sum of those that report. A total of zero gives NaN.
 * Shares of venues, settlement currencies, margins or kinds: `shares(sumBy(oi, "settle"))`.
 * A share is known when the last column is, so every column takes the longest delay of them.
 * Source: definition.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @returns fractions in [0, 1], N × T, same times and columns; an instant that has them sums to 1
 * @throws {RangeError} at the first negative value, naming column and time; or if the columns cannot be added
 */
export function shares(oi: Panel, { over = "all", mixedSides = "throw" }: SumOptions = {}): Panel {
  checkAddable(oi.columns, oi.unit, { over, mixedSides }, "shares");
  checkNotNegative(oi.times, oi.columns, "shares");
  const { sums } = sumColumns(oi.columns, oi.length, over);
  const columns = withJointDelay(oi.columns).map((column) => ({ ...column, values: ratio(column.values, sums) }));
  return new Panel(oi.times, columns, "fraction");
}

/** Values over sums; 0 / 0 is NaN, and a positive value over zero cannot be. */
function ratio(values: Float64Array, sums: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let t = 0; t < out.length; t++) out[t] = values[t] / sums[t];
  return out;
}

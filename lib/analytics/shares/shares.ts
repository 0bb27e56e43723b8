import { Panel } from "../../series/panel.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { withJointDelay } from "../columns/joint-delay.js";
import { blockRows, type ColumnSums, sumRows } from "../columns/sum-columns.js";
import { absentAsZero } from "../columns/sum-over.js";

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
  const { values, negative } = parts(oi, over);
  if (negative) checkNotNegative(oi.times, oi.columns, "shares");
  const columns = withJointDelay(oi.columns).map((column, j) => ({ ...column, values: values[j] }));
  return new Panel(oi.times, columns, "fraction");
}

/** Each column over the sum of all, and whether any value is negative, in blocks of rows; the plain form has one block. */
function parts(
  { times, columns, length }: Panel,
  over: "all" | "reporting",
): { readonly values: readonly Float64Array[]; readonly negative: boolean } {
  const values = columns.map(() => new Float64Array(length));
  const sums = new Float64Array(blockRows);
  const counts = new Float64Array(blockRows);
  const added = over === "all" ? absentAsZero(columns, times) : columns;
  let negative = false;
  for (let from = 0; from < length; from += blockRows) {
    const rows = Math.min(blockRows, length - from);
    const room: ColumnSums = { sums: sums.subarray(0, rows), counts: counts.subarray(0, rows) };
    sumRows(added, from, over, room);
    for (let j = 0; j < columns.length; j++) {
      if (divideInto(values[j], columns[j].values, room.sums, from)) negative = true;
    }
  }
  return { values, negative };
}

/**
 * Values over sums; 0 / 0 is NaN, and a positive value over zero cannot be.
 * @returns whether a value is negative: seen here, it costs no pass of its own
 */
function divideInto(result: Float64Array, values: Float64Array, sums: Float64Array, from: number): boolean {
  let negative = false;
  for (let i = 0; i < sums.length; i++) {
    const value = values[from + i];
    if (value < 0) negative = true;
    result[from + i] = value / sums[i];
  }
  return negative;
}

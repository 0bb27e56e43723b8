import { checkDuration, checkNames } from "../series/check.js";
import { isoTime } from "../series/time.js";

/**
 * Returns of N strategies over the same T periods: what validation and tests of selection are computed from.
 * Column j holds the simple returns of strategy j per period, as fractions; NaN is a period that is not counted, never 0.
 */
export interface ReturnMatrix {
  /** Ends of the periods, epoch milliseconds UTC, strictly rising, length T. */
  readonly times: Float64Array;
  /** Length of a period in milliseconds. */
  readonly intervalMs: number;
  /** Names of the strategies, each once, length N. */
  readonly names: readonly string[];
  /** N columns of T simple returns; Float32 halves the memory and rounds each to 24 bits, 6e-8 of its size. */
  readonly columns: readonly (Float64Array | Float32Array)[];
}

/**
 * Checks a return matrix where it enters a computation, which may then trust it.
 * @param owner function that asks, for the messages
 * @throws {RangeError} if times do not rise, a period has no length, names are not one for each column or come twice,
 *   a column is not T long, or a return is infinite or below −1, naming strategy and time
 * @throws {TypeError} for what is no return matrix, such as a sweep: give its returns
 */
export function checkReturnMatrix(matrix: ReturnMatrix, owner: string): void {
  if (!isReturnMatrix(matrix)) throw new TypeError(`${owner}: ${notMatrix(matrix)}`);
  const { times, intervalMs, names, columns } = matrix;
  checkDuration(intervalMs, "intervalMs", owner);
  for (let t = 0; t < times.length; t++) {
    if (!Number.isFinite(times[t])) {
      throw new RangeError(`${owner}: time ${times[t]} at row ${t} is not an instant; give epoch milliseconds UTC`);
    }
    if (t > 0 && !(times[t] > times[t - 1])) {
      throw new RangeError(`${owner}: time ${isoTime(times[t])} at row ${t} is not after the row before; sort by time`);
    }
  }
  if (names.length !== columns.length) {
    throw new RangeError(`${owner}: ${names.length} names for ${columns.length} columns of returns; give one for each`);
  }
  checkNames(names, owner);
  columns.forEach((column, j) => {
    if (column.length !== times.length) {
      throw new RangeError(
        `${owner}: ${column.length} returns of "${names[j]}" for ${times.length} times; give one for each, NaN for a gap`,
      );
    }
    for (let t = 0; t < column.length; t++) {
      // A gap fails the first of the two comparisons.
      if (column[t] < -1 || column[t] === Number.POSITIVE_INFINITY) {
        throw new RangeError(
          `${owner}: return ${column[t]} of "${names[j]}" at row ${t} (${isoTime(times[t])}) is not possible; give simple returns as fractions, −1 or above`,
        );
      }
    }
  });
}

function isReturnMatrix(of: unknown): boolean {
  if (typeof of !== "object" || of === null) return false;
  const { times, names, columns } = of as Readonly<Record<string, unknown>>;
  return ArrayBuffer.isView(times) && Array.isArray(names) && Array.isArray(columns);
}

/** What was given in its place, and what to give. */
function notMatrix(of: unknown): string {
  if (of === undefined || of === null) {
    return `${of} is no return matrix; give sweep.returns, of a sweep with keepReturns or returnIntervalMs`;
  }
  if (typeof of !== "object") return `${String(of)} is no return matrix; give { times, intervalMs, names, columns }`;
  const fields = Object.keys(of);
  if ("returns" in of && isReturnMatrix(of.returns)) return "a sweep is no return matrix; give its .returns";
  if ("rows" in of && "counts" in of) {
    return "a sweep that kept no returns is no return matrix; run it with keepReturns or returnIntervalMs, and give its .returns";
  }
  return `an object with ${fields.slice(0, 8).join(", ")} is no return matrix; give { times, intervalMs, names, columns }`;
}

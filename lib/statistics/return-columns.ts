import { checkNumbers } from "./check-numbers.js";
import { checkReturnMatrix, type ReturnMatrix } from "./return-matrix.js";

/** Results of N strategies over the same T periods: a return matrix, or bare columns of T numbers each. */
export type ReturnColumns = ReturnMatrix | readonly ArrayLike<number>[];

/** Results of N strategies in the rows that all of them have. */
export interface CompleteColumns {
  /** N, as in the matrix; "1", "2", … for bare columns. */
  readonly names: readonly string[];
  /** N columns of as many rows as there are complete ones, in order of time. */
  readonly columns: readonly Float64Array[];
  /** The benchmark in the same rows, if one was given. */
  readonly benchmark?: Float64Array;
  /** Rows left out because a column or the benchmark lacks them. */
  readonly skipped: number;
}

/**
 * The rows in which no column has a gap: strategies are compared over the same periods or not at all.
 * @param owner function that asks, for the messages
 * @param benchmark one more series, whose gaps leave rows out as well
 * @throws {RangeError} if there is no column, columns or the benchmark differ in length, or a value is infinite; for a
 *   matrix as `checkReturnMatrix` does
 * @throws {TypeError} for what is no matrix and no list of columns, and for a column that is no array of numbers
 */
export function completeColumns(of: ReturnColumns, owner: string, benchmark?: ArrayLike<number>): CompleteColumns {
  const { names, columns } = namedColumns(of, owner);
  if (columns.length === 0) throw new RangeError(`${owner}: no column; give the results of at least one strategy`);
  const rows = columns[0].length;
  const missing = new Uint8Array(rows);
  const mark = (column: ArrayLike<number>, name: string): void => {
    checkNumbers(column, owner, name);
    if (column.length !== rows) {
      throw new RangeError(
        `${owner}: ${name} has ${column.length} rows and "${names[0]}" ${rows}; give as many, NaN for a gap`,
      );
    }
    for (let t = 0; t < rows; t++) {
      const value = column[t];
      if (value !== value) missing[t] = 1;
      else if (value - value !== 0) {
        throw new RangeError(`${owner}: value ${value} of ${name} at row ${t} is infinite; use NaN for a gap`);
      }
    }
  };
  columns.forEach((column, j) => {
    mark(column, `"${names[j]}"`);
  });
  if (benchmark !== undefined) mark(benchmark, "the benchmark");
  let skipped = 0;
  for (let t = 0; t < rows; t++) skipped += missing[t];
  const kept = { names, columns: columns.map((column) => present(column, missing, rows - skipped)), skipped };
  return benchmark === undefined ? kept : { ...kept, benchmark: present(benchmark, missing, rows - skipped) };
}

function namedColumns(
  of: ReturnColumns,
  owner: string,
): Pick<CompleteColumns, "names"> & { columns: readonly ArrayLike<number>[] } {
  if (ArrayBuffer.isView(of) || (Array.isArray(of) && typeof of[0] === "number")) {
    throw new TypeError(`${owner}: numbers are one column and no list of columns; give [column]`);
  }
  if (!Array.isArray(of)) {
    checkReturnMatrix(of as ReturnMatrix, owner);
    return of as ReturnMatrix;
  }
  return { names: of.map((_, j) => String(j + 1)), columns: of };
}

function present(column: ArrayLike<number>, missing: Uint8Array, count: number): Float64Array {
  const kept = new Float64Array(count);
  for (let t = 0, place = 0; t < missing.length; t++) if (missing[t] === 0) kept[place++] = column[t];
  return kept;
}

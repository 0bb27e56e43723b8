import { csvNumber } from "../csv/csv-number.js";
import { csvLine, csvRows } from "../csv/csv-rows.js";

/** Cells of one file of the Binance archive, by column. */
export interface BinanceRows {
  /** Number of data rows. */
  readonly count: number;
  /** Text of a column, a cell for each row. */
  readonly texts: (column: string) => readonly string[];
  /** Numbers of a column, NaN where blank. */
  readonly numbers: (column: string) => Float64Array;
  /** Throws a RangeError that names file, line and column. */
  readonly fail: (row: number, column: string, problem: string) => never;
}

/**
 * A file of the archive with or without a header, both of which occur. With one, columns go by its names; without, by
 * the order in `columns`, the one the archive has always had.
 * @throws {RangeError} at a line with another number of cells, a missing column, or (reading numbers) a cell that is none
 */
export function binanceRows(bytes: Uint8Array, columns: readonly string[], name: string): BinanceRows {
  const all = csvRows(bytes, { name });
  const hasHeader = all[0]?.includes(columns[0] as string) === true;
  const header = hasHeader ? (all[0] as readonly string[]) : columns;
  const rows = hasHeader ? all.slice(1) : all;
  const fail = (row: number, column: string, problem: string): never => {
    const line = csvLine(bytes, row + (hasHeader ? 1 : 0));
    throw new RangeError(`${name} line ${line}, column "${column}": ${problem}`);
  };
  const texts = (column: string): readonly string[] => {
    const index = header.indexOf(column);
    if (index < 0) throw new RangeError(`${name}: no column "${column}"; known: ${header.join(", ")}`);
    if (!hasHeader && rows.length > 0 && (rows[0] as readonly string[]).length < columns.length) {
      throw new RangeError(
        `${name}: ${(rows[0] as readonly string[]).length} columns and no header, where ${columns.length} are known: ${columns.join(", ")}`,
      );
    }
    return rows.map((row) => row[index] as string);
  };
  const numbers = (column: string): Float64Array => {
    const cells = texts(column);
    const values = new Float64Array(cells.length);
    for (let row = 0; row < cells.length; row++) {
      const cell = cells[row] as string;
      values[row] = csvNumber(cell) ?? fail(row, column, `"${cell}" is not a number`);
    }
    return values;
  };
  return { count: rows.length, texts, numbers, fail };
}

import type { QualityIssue } from "../quality/quality.js";

/**
 * A column as its file holds it, before anybody says what it means.
 *
 * - `number`: NaN where there is none; `beyond` tells the first whole number that a double cannot hold
 * - `text`: empty where there is none; numbers and times may be written in it
 * - `time`: epoch milliseconds, NaN where there is none; a `local` one is the time a clock shows, written as if it were UTC
 * - `other`: what has no single number, text or time in a row, such as a list; `type` is the file's name of it, and `why`
 *   what else hinders reading it
 */
export type FileColumn =
  | { readonly kind: "number"; readonly values: Float64Array; readonly beyond?: BeyondDouble | undefined }
  | { readonly kind: "text"; readonly values: readonly string[] }
  | { readonly kind: "time"; readonly values: Float64Array; readonly zone: "utc" | "local" }
  | { readonly kind: "other"; readonly type: string; readonly why?: string | undefined };

/** A whole number of 2^53 or beyond, of which a double loses digits. */
export interface BeyondDouble {
  readonly row: number;
  readonly text: string;
}

/** What a file can be. */
export type FileFormat = "csv" | "parquet" | "arrow" | "json";

/** Columns by name over the rows of a file: what every format is read into. */
export interface FileTable {
  /** What messages and issues call the file. */
  readonly name: string;
  readonly format: FileFormat;
  /** Names of the columns in their order; a file may have one twice. */
  readonly header: readonly string[];
  readonly rows: number;
  /** The column at an index of the header; may be made anew at each call. */
  readonly column: (index: number) => FileColumn;
  /** Where a row is, as messages say it, such as `line 4`. */
  readonly place: (row: number) => string;
  /** Index of a DataFrame that is no column but a rule in the file's metadata. */
  readonly index?: { readonly name: string; readonly column: FileColumn } | undefined;
  /** What was found in reading the file. */
  readonly issues: readonly QualityIssue[];
}

/** Whole numbers up to here have a double that is no other's: 2^53 is that of 2^53 + 1, too. */
export const largestWhole: number = Number.MAX_SAFE_INTEGER;

/** A column of numbers; a whole one of 2^53 or beyond is marked. */
export function numberColumn(values: Float64Array): FileColumn {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Math.abs(value) > largestWhole && Number.isInteger(value)) {
      return { kind: "number", values, beyond: { row, text: BigInt(value).toString() } };
    }
  }
  return { kind: "number", values };
}

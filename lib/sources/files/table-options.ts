import type { Identity, Unit } from "../../series/identity.js";

/** How a table says what it holds. What cannot be read from the file itself must be declared. */
export interface TableOptions {
  /** Column of times. Default the only column whose type is a time, in formats that have types. */
  readonly timeColumn?: string | undefined;
  /** Unit of every value, after `scale`. */
  readonly unit: Unit;
  /**
   * What a row's time says of its values:
   *
   * - `instant`: they were true at that time. Also right for a chart labelled by bar starts whose values are those at
   *   the start
   * - `end`: they are of the bar that ends at that time
   * - `start`: they are of the bar that starts at that time; each is restamped to the bar's end, so `intervalMs` is needed
   */
  readonly label: "instant" | "start" | "end";
  /** Distance between rows in milliseconds. Default: the usual step found in the file, where the label allows. */
  readonly intervalMs?: number | undefined;
  /** `wide`: a column of values for each name. `long`: one column of values and columns that name it. Default `wide`. */
  readonly layout?: "wide" | "long" | undefined;
  /** Zone of times that are written without one: an IANA name or an offset such as `+02:00`. Default `UTC`. */
  readonly timeZone?: string | undefined;
  /**
   * Wide: the columns to take, in this order, or their names in the file with those they get.
   * Default: every one but the time and `except`.
   */
  readonly columns?: readonly string[] | Readonly<Record<string, string>> | undefined;
  /** Wide: columns to leave out. Default none. */
  readonly except?: readonly string[] | undefined;
  /** Long: the columns whose cells, joined by a space, name a value's column. */
  readonly keyColumns?: readonly string[] | undefined;
  /** Long: the column of values. */
  readonly valueColumn?: string | undefined;
  /** Only the rows whose cells in these columns are these texts, in capital or small letters. Default all rows. */
  readonly where?: Readonly<Record<string, string>> | undefined;
  /** The names are exchanges: each gets its canonical name, and those of one venue become one column. Default false. */
  readonly venues?: boolean | undefined;
  /** What each column is of, by its name in the result. */
  readonly identities?: Readonly<Record<string, Identity>> | undefined;
  /** Factor for every value, such as 1e6 for a file in millions. Default 1. */
  readonly scale?: number | undefined;
  /** What separates whole numbers from fractions in texts: `.` or `,`. Default `.`. */
  readonly decimal?: "." | "," | undefined;
}

const labels: readonly TableOptions["label"][] = ["instant", "start", "end"];
const layouts: readonly TableOptions["layout"][] = [undefined, "wide", "long"];
const decimals: readonly TableOptions["decimal"][] = [undefined, ".", ","];

/**
 * Checks what the file has no part in: the choices, the scale, the length of a bar and the names columns get.
 * @param owner function that messages name
 * @throws {RangeError} if the label, layout or decimal is none of those known, or the label `start` without `intervalMs`; the
 *   scale is 0 or not finite; `intervalMs` is not finite or not above 0; or several columns get one name
 */
export function checkTableOptions(options: TableOptions, owner: string): void {
  const { label, layout, decimal, scale = 1, intervalMs, columns = [] } = options;
  if (!labels.includes(label)) {
    throw new RangeError(`${owner}: unknown label "${label}"; known: ${labels.join(", ")}`);
  }
  if (!layouts.includes(layout)) throw new RangeError(`${owner}: unknown layout "${layout}"; known: wide, long`);
  if (!decimals.includes(decimal)) throw new RangeError(`${owner}: unknown decimal "${decimal}"; known: ".", ","`);
  if (!Number.isFinite(scale) || scale === 0) {
    throw new RangeError(`${owner}: scale is ${scale}; give a finite number other than 0`);
  }
  if (intervalMs !== undefined && !(Number.isFinite(intervalMs) && intervalMs > 0)) {
    throw new RangeError(`${owner}: intervalMs is ${intervalMs}; give milliseconds above 0`);
  }
  if (label === "start" && intervalMs === undefined) {
    throw new RangeError(`${owner}: label "start" needs intervalMs to find each bar's end; give the bar's length`);
  }
  const names: readonly string[] = Array.isArray(columns) ? columns : Object.values(columns);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new RangeError(`${owner}: more than one column is to be "${repeated}"; give each its own name`);
  }
}

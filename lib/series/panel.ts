import { checkColumn, checkSides, checkTimes, checkUnit, checkValues } from "./check.js";
import { type DataFrame, toDataFrame } from "./data-frame.js";
import { formatRows } from "./format.js";
import type { Identity, Unit } from "./identity.js";
import { inspect } from "./inspect.js";
import { indexOfTime, rowRange } from "./search.js";
import { Series } from "./series.js";

/** One column of a panel. */
export interface Column {
  /** Unique in its panel. */
  readonly name: string;
  /** Length T, NaN where missing. */
  readonly values: Float64Array;
  readonly identity: Identity;
}

/** `N` columns of one unit over `T` shared instants. */
export class Panel {
  /** Epoch milliseconds UTC, strictly rising, length T. */
  readonly times: Float64Array;
  readonly columns: readonly Column[];
  /** Unit of every value in every column. */
  readonly unit: Unit;

  /** Takes the arrays as they are: use `panel()` or `align()` for arrays that have not been checked. */
  constructor(times: Float64Array, columns: readonly Column[], unit: Unit) {
    this.times = times;
    this.columns = columns;
    this.unit = unit;
  }

  /** Number of rows, T. */
  get length(): number {
    return this.times.length;
  }

  get names(): readonly string[] {
    return this.columns.map((column) => column.name);
  }

  /**
   * One column as a series; its values are not copied.
   * @throws {RangeError} if there is no such column, naming those there are
   */
  column(name: string): Series {
    const found = this.columns.find((column) => column.name === name);
    if (found === undefined)
      throw new RangeError(`column: no "${name}" in this panel; known: ${this.names.join(", ")}`);
    return new Series(this.times, found.values, found.name, this.unit, found.identity);
  }

  /** The values at exactly this instant by column name, NaN where there is none. */
  at(time: number): Readonly<Record<string, number>> {
    const row = indexOfTime(this.times, time);
    return Object.fromEntries(this.columns.map(({ name, values }) => [name, row < 0 ? Number.NaN : values[row]]));
  }

  /**
   * The named columns, in the order named, or those for which the function says true.
   * @throws {RangeError} if a named column is not there
   */
  select(which: readonly string[] | ((column: Column) => boolean)): Panel {
    if (typeof which === "function") return new Panel(this.times, this.columns.filter(which), this.unit);
    const named = which.map((name) => {
      const { values, identity } = this.column(name);
      return { name, values, identity };
    });
    return new Panel(this.times, named, this.unit);
  }

  /**
   * Rows with `from` < time ≤ `to`, epoch milliseconds: the bars that lie between the two instants. No copy is made.
   * @throws {RangeError} if a bound is NaN, as a date that could not be read is
   */
  slice(from: number, to: number = Number.POSITIVE_INFINITY): Panel {
    return this.rows(...rowRange(this.times, from, to));
  }

  /** Rows `start` to before `end`, counted from 0; a negative number counts from the end. No copy is made. */
  rows(start: number, end: number = this.length): Panel {
    const columns = this.columns.map((column) => ({ ...column, values: column.values.subarray(start, end) }));
    return new Panel(this.times.subarray(start, end), columns, this.unit);
  }

  /**
   * The same times and identities with values from a function of each column, which are checked and not copied.
   * `unit` is that of the result; unchanged if left out.
   * @throws {RangeError} for values of another length, or an infinite one, naming column and row
   */
  map(values: (column: Column, index: number) => Float64Array, unit: Unit = this.unit): Panel {
    const columns = this.columns.map((column, index) => {
      const mapped = values(column, index);
      checkColumn(mapped, this.times, `map of "${column.name}"`);
      return { ...column, values: mapped };
    });
    return new Panel(this.times, columns, unit);
  }

  /**
   * A danfojs DataFrame with a `time` column (ISO 8601, UTC) and one for each column.
   * Arithmetic on whole frames keeps seven digits only: compute first and convert last.
   */
  toDataFrame(): DataFrame {
    return toDataFrame(this.times, this.columns);
  }

  /** First and last rows as a table of text. */
  toString(): string {
    return formatRows("Panel", this.times, this.columns, this.unit);
  }

  [inspect](): string {
    return this.toString();
  }
}

/** What `panel()` takes. */
export interface PanelInit {
  /** Epoch milliseconds UTC, strictly rising. */
  readonly times: ArrayLike<number>;
  /** Unit of every value. */
  readonly unit: Unit;
  /** Values by column name, each as long as `times`; NaN, null or undefined where missing. */
  readonly columns: Readonly<Record<string, ArrayLike<number | null | undefined>>>;
  /** What each column is of, by column name; an absent name has an empty identity. */
  readonly identities?: Readonly<Record<string, Identity>>;
}

/**
 * A panel from arrays, checked and copied.
 * @throws {RangeError} at the first time that does not rise, a length that differs, an infinite value (naming row and
 *   value), an unknown unit, unknown sides, or an identity for a column that is not there
 * @throws {TypeError} at the first time or value that is no number and no gap
 */
export function panel({ times, unit, columns, identities = {} }: PanelInit): Panel {
  checkUnit(unit, "panel");
  const checkedTimes = checkTimes(times, "panel");
  const stray = Object.keys(identities).find((name) => !Object.hasOwn(columns, name));
  if (stray !== undefined) throw new RangeError(`panel: identity given for "${stray}", which is not a column`);
  const checked = Object.entries(columns).map(([name, values]) => {
    const owner = `panel column "${name}"`;
    const identity = identities[name] ?? {};
    checkSides(identity, owner);
    return { name, values: checkValues(values, checkedTimes, owner), identity };
  });
  return new Panel(checkedTimes, checked, unit);
}

import { checkColumn, checkSides, checkTimes, checkUnit, checkValues } from "./check.js";
import { type DataFrame, toDataFrame } from "./data-frame.js";
import { formatRows } from "./format.js";
import { type Identity, identityIn, type Unit } from "./identity.js";
import { inspect } from "./inspect.js";
import { indexOfTime, rowRange } from "./search.js";

/** One column of values over time: `T` instants, strictly rising, and as many values; a gap is NaN. */
export class Series {
  /** Epoch milliseconds UTC, strictly rising, length T; the instant a value was true, or the end of its bar. */
  readonly times: Float64Array;
  /** Values in `unit`, length T, NaN where missing. */
  readonly values: Float64Array;
  readonly name: string;
  readonly unit: Unit;
  readonly identity: Identity;

  /** Takes the arrays as they are: use `series()` for arrays that have not been checked. */
  constructor(times: Float64Array, values: Float64Array, name: string, unit: Unit, identity: Identity = {}) {
    this.times = times;
    this.values = values;
    this.name = name;
    this.unit = unit;
    this.identity = identity;
  }

  get length(): number {
    return this.times.length;
  }

  /** The value at exactly this instant, NaN if there is none. */
  at(time: number): number {
    const row = indexOfTime(this.times, time);
    return row < 0 ? Number.NaN : this.values[row];
  }

  /**
   * Rows with `from` < time ≤ `to`, epoch milliseconds: the bars that lie between the two instants. No copy is made.
   * @throws {RangeError} if a bound is NaN, as a date that could not be read is
   */
  slice(from: number, to: number = Number.POSITIVE_INFINITY): Series {
    return this.rows(...rowRange(this.times, from, to));
  }

  /** Rows `start` to before `end`, counted from 0; a negative number counts from the end. No copy is made. */
  rows(start: number, end: number = this.length): Series {
    return new Series(
      this.times.subarray(start, end),
      this.values.subarray(start, end),
      this.name,
      this.unit,
      this.identity,
    );
  }

  /**
   * The same times and identity with other values, which are checked and not copied.
   * @throws {RangeError} for a length that differs, or an infinite value, naming the row
   */
  with(values: Float64Array, changes: { readonly name?: string; readonly unit?: Unit } = {}): Series {
    if (values !== this.values) checkColumn(values, this.times, `with of "${this.name}"`);
    return new Series(this.times, values, changes.name ?? this.name, changes.unit ?? this.unit, this.identity);
  }

  /**
   * A danfojs DataFrame with a `time` column (ISO 8601, UTC) and one of values.
   * Arithmetic on whole frames keeps seven digits only: compute first and convert last.
   */
  toDataFrame(): DataFrame {
    return toDataFrame(this.times, [this]);
  }

  /** First and last rows as a table of text. */
  toString(): string {
    return formatRows("Series", this.times, [this], this.unit);
  }

  [inspect](): string {
    return this.toString();
  }
}

/** What `series()` takes. */
export interface SeriesInit extends Identity {
  /** Epoch milliseconds UTC, strictly rising. */
  readonly times: ArrayLike<number>;
  /** One value for each time; NaN, null or undefined where missing. */
  readonly values: ArrayLike<number | null | undefined>;
  readonly name: string;
  readonly unit: Unit;
}

/**
 * A series from arrays, checked and copied.
 * @throws {RangeError} at the first time that does not rise, a length that differs, or an infinite value, naming the row;
 *   for an unknown unit or unknown sides
 * @throws {TypeError} at the first time or value that is no number and no gap
 */
export function series({ times, values, name, unit, ...rest }: SeriesInit): Series {
  checkUnit(unit, `series "${name}"`);
  checkSides(rest, `series "${name}"`);
  const checkedTimes = checkTimes(times, `series "${name}"`);
  return new Series(checkedTimes, checkValues(values, checkedTimes, `series "${name}"`), name, unit, identityIn(rest));
}

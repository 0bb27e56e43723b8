import { Series } from "../../series/series.js";

/** One value for all rows, or one for each: an array, or a series with the times of the close. */
export type PerRow<Value> = Value | ArrayLike<Value>;

/** As `PerRow` of numbers, or a series with the times of the close. */
export type NumberPerRow = PerRow<number> | Series;

/** Values by row: `values[row * step]`, the step being 0 where one value is for all. */
export interface Rows<Value> {
  readonly values: ArrayLike<Value>;
  readonly step: 0 | 1;
}

/** @throws {RangeError} if there is not one value for each row, or a series has other times */
export function numberRows(option: NumberPerRow, times: Float64Array, what: string): Rows<number> {
  if (typeof option === "number") return { values: [option], step: 0 };
  const values = option instanceof Series ? option.values : option;
  if (values.length !== times.length) throw wrongLength(values.length, times.length, what);
  if (option instanceof Series && option.times !== times && option.times.some((time, row) => time !== times[row])) {
    throw new RangeError(`vectorbt: ${what} has other times than the close; align it first`);
  }
  return { values, step: 1 };
}

/** @throws {RangeError} if there is not one value for each row */
export function booleanRows(
  option: PerRow<boolean | number>,
  times: Float64Array,
  what: string,
): Rows<boolean | number> {
  if (typeof option === "boolean" || typeof option === "number") return { values: [option], step: 0 };
  if (option.length !== times.length) throw wrongLength(option.length, times.length, what);
  return { values: option, step: 1 };
}

/** @throws {RangeError} if there is not one value for each row, or one is unknown */
export function choiceRows<Choice extends string>(
  option: Choice | readonly Choice[],
  choices: readonly Choice[],
  times: Float64Array,
  what: string,
): Rows<Choice> {
  const values = typeof option === "string" ? [option] : option;
  for (const value of values) {
    if (!choices.includes(value)) {
      throw new RangeError(`vectorbt: unknown ${what} "${value}"; known: ${choices.join(", ")}`);
    }
  }
  if (typeof option === "string") return { values, step: 0 };
  if (values.length !== times.length) throw wrongLength(values.length, times.length, what);
  return { values, step: 1 };
}

function wrongLength(found: number, T: number, what: string): RangeError {
  return new RangeError(`vectorbt: ${found} values of ${what} for ${T} rows; give one for all, or one for each`);
}

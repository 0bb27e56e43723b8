import { type Identity, type Sides, type Unit, units } from "./identity.js";
import { isoTime } from "./time.js";

/**
 * Times copied into a Float64Array after checking that each is finite and later than the one before.
 * @throws {RangeError} naming `owner`, the first offending row (from 0) and its value
 * @throws {TypeError} at the first that is no number, a Date or text of a time included
 */
export function checkTimes(times: ArrayLike<number>, owner: string): Float64Array {
  const copy = copyOf(times, (time, row) => {
    throw new TypeError(`${owner}: time ${shown(time)} at row ${row} is no number; give epoch milliseconds UTC`);
  });
  for (let row = 0; row < copy.length; row++) {
    const time = copy[row];
    if (!Number.isFinite(time)) {
      throw new RangeError(`${owner}: time ${time} at row ${row} is not an instant; give epoch milliseconds UTC`);
    }
    const previous = copy[row - 1];
    if (row > 0 && time === previous) {
      throw new RangeError(
        `${owner}: time ${isoTime(time)} at row ${row} is a duplicate of the row before; keep one of them`,
      );
    }
    if (row > 0 && time < previous) {
      throw new RangeError(
        `${owner}: time ${isoTime(time)} at row ${row} is before ${isoTime(previous)}; sort by time`,
      );
    }
  }
  return copy;
}

/**
 * Values copied into a Float64Array after checking that there is one for each time and none is infinite.
 * `null` and `undefined`, as JSON and lists with holes have them, become NaN.
 * @throws {RangeError} naming `owner` and the lengths, or the first offending row and its value
 * @throws {TypeError} at the first other value that is no number: text, a truth value
 */
export function checkValues(
  values: ArrayLike<number | null | undefined>,
  times: Float64Array,
  owner: string,
): Float64Array {
  checkLength(values, times, owner);
  const copy = copyOf(values, (value, row) => {
    if (value === null || value === undefined) return Number.NaN;
    throw new TypeError(
      `${owner}: value ${shown(value)} at row ${row} (${isoTime(times[row])}) is no number; give numbers, NaN for a gap`,
    );
  });
  checkFinite(copy, times, owner);
  return copy;
}

/**
 * Checks values without copying them: one for each time, none infinite. One pass.
 * @throws {RangeError} naming `owner` and the lengths, or the first infinite value and its row
 */
export function checkColumn(values: Float64Array, times: Float64Array, owner: string): void {
  checkLength(values, times, owner);
  checkFinite(values, times, owner);
}

/** @throws {RangeError} if `unit` is not one of the known ones, which it names */
export function checkUnit(unit: Unit, owner: string): void {
  if (!units.includes(unit)) throw new RangeError(`${owner}: unknown unit "${unit}"; known: ${units.join(", ")}`);
}

/** Every count of sides, in the order of the definition. */
const knownSides: readonly Sides[] = [1, 2, "unknown"];

/** @throws {RangeError} if the sides of `identity` are not a known count, which it names; those left out are let be */
export function checkSides(identity: Identity, owner: string): void {
  for (const field of ["sides", "sidesReported"] as const) {
    const sides = identity[field];
    if (sides === undefined || knownSides.includes(sides)) continue;
    throw new RangeError(`${owner}: unknown ${field} ${shown(sides)}; known: ${knownSides.map(shown).join(", ")}`);
  }
}

/**
 * For options with named choices.
 * @throws {RangeError} if `value` is none of the choices, which it names
 */
export function checkChoice(option: string, value: string, choices: readonly string[], owner: string): void {
  if (!choices.includes(value)) {
    throw new RangeError(`${owner}: unknown ${option} "${value}"; known: ${choices.join(", ")}`);
  }
}

/**
 * For a record of options, whose misspelt name would otherwise be left out in silence. A name that is given as undefined
 * counts as left out.
 * @param what what the names are of, in the singular, for the message: "option", "option of stops"
 * @throws {TypeError} if `given` is no record but a number, text, a list or null, or a known name stands for null
 * @throws {RangeError} at a name that is none of the known, which it names
 */
export function checkKnown(given: unknown, what: string, known: readonly string[], owner: string): void {
  if (typeof given !== "object" || given === null || Array.isArray(given) || ArrayBuffer.isView(given)) {
    throw new TypeError(`${owner}: ${shown(given)} holds no ${what}; give an object, known: ${known.join(", ")}`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!known.includes(name)) {
      throw new RangeError(`${owner}: unknown ${what} "${name}"; known: ${known.join(", ")}`);
    }
    if (value === null) throw new TypeError(`${owner}: ${what} "${name}" is null; give a value, or leave it out`);
  }
}

/**
 * For numbers with a range.
 * @param what name of the argument, for the message
 * @param isAllowed whether the number is within it
 * @param range what to give, for the message
 * @throws {TypeError} if `value` is no number: text, null
 * @throws {RangeError} if it is not allowed
 */
export function checkRange(value: number, what: string, isAllowed: boolean, range: string, owner: string): void {
  if (typeof value !== "number") {
    throw new TypeError(`${owner}: ${what} ${shown(value)} is no number; give ${range}`);
  }
  if (!isAllowed) throw new RangeError(`${owner}: ${what} ${value} is out of range; give ${range}`);
}

/**
 * For what is counted in rows: a window, a lag, a least count.
 * @param what name of the argument, for the message
 * @throws {RangeError} if `count` is not a whole number of at least 1
 */
export function checkCount(count: number, what: string, owner: string): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${owner}: ${what} ${count} is not a number of rows; give a whole number of at least 1`);
  }
}

/**
 * For lengths of time that must not be nothing: an interval, a bar.
 * @param what name of the argument, for the message
 * @throws {RangeError} if `ms` is not a finite number above 0
 */
export function checkDuration(ms: number, what: string, owner: string): void {
  if (!(ms > 0 && ms < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: ${what} ${ms} is not a length of time; give milliseconds above 0`);
  }
}

/** @throws {RangeError} at the first name that comes a second time */
export function checkNames(names: readonly string[], owner: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new RangeError(`${owner}: "${name}" names two columns; rename one of them`);
    seen.add(name);
  }
}

function checkLength({ length }: ArrayLike<unknown>, times: Float64Array, owner: string): void {
  if (length === times.length) return;
  throw new RangeError(`${owner}: ${length} values for ${times.length} times; give one for each, NaN for a gap`);
}

function checkFinite(values: Float64Array, times: Float64Array, owner: string): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new RangeError(
        `${owner}: value ${value} at row ${row} (${isoTime(times[row])}) is infinite; use NaN for a gap`,
      );
    }
  }
}

/**
 * A copy in which `other` tells what stands for each value that is no number. `Float64Array.from` would make 0 of null and
 * of empty text, and 1 of true.
 */
function copyOf(values: ArrayLike<unknown>, other: (value: unknown, row: number) => number): Float64Array {
  if (values instanceof Float64Array) return new Float64Array(values);
  const copy = new Float64Array(values.length);
  for (let row = 0; row < copy.length; row++) {
    const value = values[row];
    copy[row] = typeof value === "number" ? value : other(value, row);
  }
  return copy;
}

/** A value as code would write it, so that text and numbers are told apart; of an object the names of its fields. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Date) return `Date ${isoTime(value.getTime())}`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `a list (${value.constructor.name})`;
  const fields = Object.keys(value);
  if (fields.length === 0) return "{}";
  return `{ ${fields.slice(0, 6).join(", ")}${fields.length > 6 ? ", …" : ""} }`;
}

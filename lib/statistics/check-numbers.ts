/**
 * Refuses a list in which something is no number. JSON has `null` where a number was NaN, and arithmetic takes null for
 * 0: a gap would count as a value. Columns of 64 and 32 bit numbers hold nothing else and are not read.
 * @param owner function that asks, for the message
 * @param what one of them, for the message
 * @throws {TypeError} naming `owner`, the first offending row (from 0) and its value; or if it is no list at all
 */
export function checkNumbers(values: ArrayLike<number>, owner: string, what: string = "value"): void {
  if (values instanceof Float64Array || values instanceof Float32Array) return;
  checkList(values, owner);
  for (let row = 0; row < values.length; row++) {
    const value: unknown = values[row];
    if (typeof value === "number") continue;
    throw new TypeError(`${owner}: ${what} ${written(value)} at row ${row} is no number; use NaN for a gap`);
  }
}

function checkList(given: unknown, owner: string): void {
  if (typeof given === "object" && given !== null) {
    if ("values" in given && ArrayBuffer.isView(given.values)) {
      throw new TypeError(`${owner}: a series is no list of numbers; give its values`);
    }
    if ("length" in given && typeof given.length === "number") return;
  }
  throw new TypeError(`${owner}: ${written(given)} is no list of numbers; give an array`);
}

/** As code would write it, so that text and numbers are told apart. */
function written(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

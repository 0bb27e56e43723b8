import { checkSameTimes } from "../../series/check-same-times.js";
import { checkSeries } from "../../series/check-series.js";
import { commonIdentity } from "../../series/identity.js";
import { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { checkFraction, sizedValues } from "./sized-position.js";

/**
 * A position as a part of equity: position × fraction. It is traded when the target changes; what equity does in
 * between changes nothing.
 * @param position side −1, 0 or 1, or a weight, unit `fraction`, T rows
 * @param fraction part of equity, at least 0; or a series of them on the same times, unit `fraction`, whose gap is a
 *   missing decision (NaN, never 0) unless the position is flat
 * @returns unit `fraction`, T rows, known as late as the later of the two
 * @throws {TypeError} if either is in another unit
 * @throws {RangeError} at a fraction below 0 or not finite, or other times
 */
export function percentOf(position: Series, fraction: number | Series): Series {
  return fixedSize(position, fraction, "fraction", "sized to equity", "percentOf");
}

/**
 * A position of so many dollars, whatever the equity: position × usd. The engine turns them into units at the fill.
 * @param position side −1, 0 or 1, or a part of the dollars, unit `fraction`, T rows
 * @param usd at least 0; or a series of them on the same times, unit `usd`, whose gap is a missing decision (NaN, never
 *   0) unless the position is flat
 * @returns unit `usd`, signed, T rows, known as late as the later of the two
 * @throws {TypeError} if either is in another unit
 * @throws {RangeError} at an amount below 0 or not finite, or other times
 */
export function fixedNotional(position: Series, usd: number | Series): Series {
  return fixedSize(position, usd, "usd", "of fixed notional", "fixedNotional");
}

function fixedSize(
  position: Series,
  size: number | Series,
  unit: "fraction" | "usd",
  ending: string,
  owner: string,
): Series {
  checkFraction(position, owner);
  const name = `${position.name} ${ending}`;
  if (typeof size === "number") {
    checkSize(size, "", owner);
    const sizes = new Float64Array(position.length).fill(size);
    return position.with(sizedValues(position, sizes), { name, unit });
  }
  checkSeries(size, "size, which is no number,", owner);
  if (size.unit !== unit) throw new TypeError(`${owner}: size "${size.name}" has unit ${size.unit}; give ${unit}`);
  checkSameTimes(position.times, size.times, owner);
  for (let row = 0; row < size.length; row++) {
    if (size.values[row] === size.values[row]) {
      checkSize(size.values[row], ` at row ${row} (${isoTime(size.times[row])})`, owner);
    }
  }
  // The position says of what it is; the size adds only the time at which it is known.
  const { delayMs } = commonIdentity([position.identity, size.identity]);
  const identity = delayMs === undefined ? position.identity : { ...position.identity, delayMs };
  return new Series(position.times, sizedValues(position, size.values), name, unit, identity);
}

function checkSize(size: number, where: string, owner: string): void {
  if (!(size >= 0 && size < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: size ${size}${where} is out of range; give 0 or more, NaN rows for a gap`);
  }
}

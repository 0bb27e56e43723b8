import type { Series } from "../../series/series.js";

/** @throws {RangeError} naming `owner` if a series is in no unit of rates */
export function checkRate({ name, unit }: Series, owner: string): void {
  if (unit !== "fraction") {
    throw new RangeError(`${owner}: "${name}" is in ${unit}; give funding rates in fraction, 0.0001 for 0.01 percent`);
  }
}

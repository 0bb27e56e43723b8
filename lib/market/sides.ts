import type { Unit } from "../series/identity.js";
import { Panel } from "../series/panel.js";

/** Options of `countOneSide`. */
export interface OneSideOptions {
  /** What to do with a column whose venue does not say how it counts: refuse, or leave it as it is. Default `throw`. */
  readonly unknown?: "throw" | "keep";
}

const countable: readonly Unit[] = ["contracts", "base", "usd"];

/**
 * Open interest with each open contract counted once. A column that counts both its long and its short (sides 2) is
 * halved and then says sides 1; a column of sides 1 is the same array; gaps stay gaps.
 * Nothing does this unasked, because venues' own statements about their counting disagree.
 * @param openInterest N columns × T rows in contracts, coins or dollars
 * @returns the same columns and rows
 * @throws {RangeError} if a column's sides are unknown or not given, naming those columns, unless `unknown` is `keep`;
 *   if the panel is in a unit that does not count sides
 */
export function countOneSide(openInterest: Panel, { unknown = "throw" }: OneSideOptions = {}): Panel {
  if (unknown !== "throw" && unknown !== "keep") {
    throw new RangeError(`countOneSide: unknown choice "${unknown}" for unknown; known: throw, keep`);
  }
  if (!countable.includes(openInterest.unit)) {
    throw new RangeError(
      `countOneSide: a panel in unit ${openInterest.unit} counts no sides; give one in ${countable.join(", ")}`,
    );
  }
  const silent = openInterest.columns.filter(({ identity }) => identity.sides !== 1 && identity.sides !== 2);
  if (silent.length > 0 && unknown === "throw") {
    const names = silent.map(({ name }) => name).join(", ");
    throw new RangeError(
      `countOneSide: nobody says how many sides these count: ${names}; set identity.sides, or unknown: "keep" to leave them`,
    );
  }
  const columns = openInterest.columns.map((column) => {
    if (column.identity.sides !== 2) return column;
    const values = new Float64Array(column.values.length);
    for (let t = 0; t < values.length; t++) values[t] = column.values[t] / 2;
    return { ...column, values, identity: { ...column.identity, sides: 1 as const } };
  });
  return new Panel(openInterest.times, columns, openInterest.unit);
}

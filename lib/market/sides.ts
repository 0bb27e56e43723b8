import type { Unit } from "../series/identity.js";
import { type Column, Panel } from "../series/panel.js";
import { canonicalVenue } from "./venues.js";

/** Options of `countOneSide`. */
export interface OneSideOptions {
  /** What to do with a column whose venue does not say how it counts: refuse, or leave it as it is. Default `throw`. */
  readonly unknown?: "throw" | "keep";
  /**
   * Sides that venues count, by venue, where you know or decide better than the columns say: `{ hyperliquid: 2 }`.
   * Default none.
   */
  readonly sides?: Readonly<Record<string, 1 | 2>>;
}

const countable: readonly Unit[] = ["contracts", "base", "usd"];

/**
 * Open interest with each open contract counted once. A column that counts both its long and its short (sides 2) is
 * halved, and then says `sides` 1 and `sidesReported` 2; a column of sides 1 is the same array; gaps stay gaps. A column
 * that has `sidesReported` has been brought to one side before and is left alone.
 * Nothing does this unasked, because venues' own statements about their counting disagree.
 * @param openInterest N columns × T rows in contracts, coins or dollars
 * @returns the same columns and rows; those that `sides` names say in `sidesReported` what they were taken for
 * @throws {RangeError} if a column's sides are unknown or not given, naming those columns, unless `unknown` is `keep`;
 *   if the panel is in a unit that does not count sides; if `sides` names a venue of no column, or a number of sides that
 *   is none
 */
export function countOneSide(openInterest: Panel, { unknown = "throw", sides = {} }: OneSideOptions = {}): Panel {
  if (unknown !== "throw" && unknown !== "keep") {
    throw new RangeError(`countOneSide: unknown choice "${unknown}" for unknown; known: throw, keep`);
  }
  if (!countable.includes(openInterest.unit)) {
    throw new RangeError(
      `countOneSide: a panel in unit ${openInterest.unit} counts no sides; give one in ${countable.join(", ")}`,
    );
  }
  const decided = decidedSides(openInterest.columns, sides);
  const sidesOf = ({ identity }: Column): Column["identity"]["sides"] =>
    (identity.sidesReported === undefined && identity.venue !== undefined
      ? decided.get(canonicalVenue(identity.venue))
      : undefined) ?? identity.sides;
  const silent = openInterest.columns.filter((column) => sidesOf(column) !== 1 && sidesOf(column) !== 2);
  if (silent.length > 0 && unknown === "throw") {
    const names = silent.map(({ name }) => name).join(", ");
    throw new RangeError(
      `countOneSide: nobody says how many sides these count: ${names}; set identity.sides or say it in sides, or unknown: "keep" to leave them`,
    );
  }
  const columns = openInterest.columns.map((column) => {
    const counted = sidesOf(column);
    if (counted !== 1 && counted !== 2) return column;
    if (counted === 1 && column.identity.sides === 1) return column;
    const identity = { ...column.identity, sides: 1 as const, sidesReported: counted };
    if (counted === 1) return { ...column, identity };
    const values = new Float64Array(column.values.length);
    for (let t = 0; t < values.length; t++) values[t] = column.values[t] / 2;
    return { ...column, values, identity };
  });
  return new Panel(openInterest.times, columns, openInterest.unit);
}

/** What the caller decided, by canonical venue. */
function decidedSides(columns: readonly Column[], sides: NonNullable<OneSideOptions["sides"]>): Map<string, 1 | 2> {
  const present = new Set(
    columns.flatMap(({ identity }) => (identity.venue === undefined ? [] : canonicalVenue(identity.venue))),
  );
  const decided = new Map<string, 1 | 2>();
  for (const [name, count] of Object.entries(sides)) {
    const venue = canonicalVenue(name);
    if (!present.has(venue)) {
      throw new RangeError(`countOneSide: no column is of the venue "${name}"; known: ${[...present].join(", ")}`);
    }
    if (count !== 1 && count !== 2) {
      throw new RangeError(`countOneSide: ${name} cannot count ${count} sides; give 1 or 2`);
    }
    decided.set(venue, count);
  }
  return decided;
}

import { checkChoice } from "../../series/check.js";
import type { Unit } from "../../series/identity.js";
import type { Column } from "../../series/panel.js";

/** How columns are added up. */
export interface SumOptions {
  /**
   * `all`: an instant where any column is missing has no sum (NaN), because one that stops reporting would look like a
   * fall; a dated contract (a future, an option, or whatever tells an `identity.expiry`) is not missing before its first
   * value, nor from its expiry on. `reporting`: the sum of those that are there, NaN if none is. Default `all`.
   */
  readonly over?: "all" | "reporting";
  /**
   * `throw` where some columns count each contract once and others count its long and its short, or where only some
   * say which they do; `allow` adds them as they are. Default `throw`.
   */
  readonly mixedSides?: "throw" | "allow";
}

const additive: readonly Unit[] = ["contracts", "base", "usd", "fraction", "number"];

/**
 * Checks that columns of this unit can be added to one another.
 * Where no column says how many sides it counts, they are taken to agree: there is nothing to compare.
 * @throws {RangeError} naming `owner` if there is no column; if `over` or `mixedSides` is not one of its choices; if the
 *   unit is a price or a score; if there are several columns of contracts, whose sizes may differ, or coins of several
 *   assets; or if sides are mixed and `mixedSides` is `throw`
 */
export function checkAddable(
  columns: readonly Column[],
  unit: Unit,
  { over = "all", mixedSides = "throw" }: SumOptions,
  owner: string,
): void {
  if (columns.length === 0) throw new RangeError(`${owner}: there is no column to add; give at least one`);
  checkChoice("over", over, ["all", "reporting"], owner);
  checkChoice("mixedSides", mixedSides, ["throw", "allow"], owner);
  if (!additive.includes(unit)) {
    throw new RangeError(`${owner}: a sum of values in ${unit} means nothing; give open interest in base or usd`);
  }
  if (unit === "contracts" && columns.length > 1) {
    throw new RangeError(
      `${owner}: contracts of "${columns[0]?.name}" and "${columns[1]?.name}" may differ in size; convert to base or usd`,
    );
  }
  if (unit === "base") checkAssets(columns, owner);
  if (mixedSides === "throw") checkSides(columns, owner);
}

/** A column that does not name its asset is left to the caller. */
function checkAssets(columns: readonly Column[], owner: string): void {
  const named = columns.filter(({ identity }) => identity.asset !== undefined);
  const other = named.find(({ identity }) => identity.asset !== named[0]?.identity.asset);
  if (other !== undefined) {
    throw new RangeError(
      `${owner}: "${named[0]?.name}" is in ${named[0]?.identity.asset} and "${other.name}" in ${other.identity.asset}; convert to usd, or take one asset`,
    );
  }
}

function checkSides(columns: readonly Column[], owner: string): void {
  const sides = columns.map(({ identity }) => identity.sides ?? "unknown");
  const other = sides.findIndex((side) => side !== sides[0]);
  if (other > 0) {
    throw new RangeError(
      `${owner}: "${columns[0]?.name}" counts ${sideText(sides[0])} and "${columns[other]?.name}" ${sideText(sides[other])}; bring them to one count (countOneSide), or pass mixedSides: "allow"`,
    );
  }
}

function sideText(sides: 1 | 2 | "unknown" | undefined): string {
  return sides === 1 ? "one side" : sides === 2 ? "two sides" : "an unknown number of sides";
}

import { sumIdentity } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { pairedColumns } from "../columns/paired-columns.js";
import { groupColumns } from "../totals/group-columns.js";
import type { GroupField } from "../totals/sum-by.js";
import { addSplits, comparableRows, type SplitSums, splitColumn } from "./column-split.js";

/** The change of open interest of each group in dollars, row by row, split by its cause. All in `usd`; row 0 is NaN. */
export interface GroupDecomposition {
  /** positions + revaluation + composition. */
  readonly change: Panel;
  /** What came from contracts opened and closed. */
  readonly positions: Panel;
  /** What came from the price of the coins that were held. */
  readonly revaluation: Panel;
  /** What came from contracts that were listed, expired, or failed to report: nobody traded it. */
  readonly composition: Panel;
}

/**
 * The parts of `decomposition` for each venue, settlement currency, margin or kind: what the linear and the inverse
 * contracts of a venue changed by positions, by price, and by coming and going. Each contract is split by itself, so
 * that a venue with both kinds is right, which a venue's sum in one column is not.
 *
 * The groups add up to the totals of `decomposition` to rounding: a group that begins, ends or pauses while another
 * reports is all composition there, and NaN while none of its columns is there in a row or the row before. Where no column
 * at all is there in the row or in the row before, so where the whole source begins, ends or pauses, every group is NaN, as
 * the totals are: what changed across such a hole is in no row, and `cumulativeSum` goes on without it.
 * Source: definition, as `decomposition`.
 * @param oiUsd open interest in `usd`, N columns × T rows
 * @param oiBase the same columns in `base`, at the same times, in any order
 * @returns panels with a column for each group, in order of appearance, T rows
 * @throws {RangeError} as `decomposition` does, or if a column lacks the field
 */
export function decompositionBy(
  oiUsd: Panel,
  oiBase: Panel,
  field: GroupField,
  { mixedSides = "throw" }: Pick<SumOptions, "mixedSides"> = {},
): GroupDecomposition {
  const splits = pairedColumns(oiUsd, oiBase, "decompositionBy").map(splitColumn);
  const comparable = comparableRows(splits, oiUsd.length);
  const columns = oiUsd.columns.map((column, j) => ({ ...column, split: splits[j] }));
  const sums = Array.from(groupColumns(columns, field, "decompositionBy"), ([name, members]) => {
    checkAddable(members, oiUsd.unit, { mixedSides }, `decompositionBy ${field} "${name}"`);
    const parts = members.map(({ split }) => split);
    const identity = sumIdentity(parts.map((part) => part.identity));
    return { name, identity, ...addSplits(parts, comparable) };
  });
  const panel = (pick: (sum: SplitSums) => Float64Array): Panel =>
    new Panel(
      oiUsd.times,
      sums.map((sum) => ({ name: sum.name, values: pick(sum), identity: sum.identity })),
      "usd",
    );
  return {
    change: panel(({ change }) => change),
    positions: panel(({ positions }) => positions),
    revaluation: panel(({ revaluation }) => revaluation),
    composition: panel(({ composition }) => composition),
  };
}

import { sumIdentity } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { pairedColumns } from "../columns/paired-columns.js";
import { addSplits, comparableRows, type Split, splitColumn } from "./column-split.js";

/** The change of open interest in dollars, row by row, split by its cause. All in `usd`; row 0 is NaN. */
export interface Decomposition {
  /** Change of the sum over the columns that report: positions + revaluation + composition. */
  readonly change: Series;
  /** What came from contracts opened and closed. */
  readonly positions: Series;
  /** What came from the price of the coins that were held. */
  readonly revaluation: Series;
  /** What came from columns that began, stopped or paused: nobody traded it. */
  readonly composition: Series;
  /** The same for each column, where it is present in the row and the row before: change = positions + revaluation. */
  readonly byColumn: {
    readonly change: Panel;
    readonly positions: Panel;
    readonly revaluation: Panel;
  };
}

/**
 * Splits the change of open interest in dollars into positions (flow), revaluation (price) and composition.
 *
 * For a column with q coins and the price it implies, P = usd / q, from row t−1 to row t, in midpoint form:
 * positions = (P[t−1] + P[t]) / 2 × (q[t] − q[t−1]) and revaluation = (q[t−1] + q[t]) / 2 × (P[t] − P[t−1]).
 * The two add up to the change without a residual, and neither depends on which end is called the first. A column at
 * zero coins implies no price; it takes that of its other end, so that all of its change is positions.
 *
 * An inverse contract (`identity.margin`) has a constant face in dollars: its dollars change only when contracts are
 * opened or closed, so all of the change is positions and its coins are not read. A column that names no margin is
 * taken as linear. So is a quanto, whose coins follow the price of its settlement currency: read its split with care.
 *
 * Totals over the columns: composition[t] = dollars at t of columns missing at t−1, less dollars at t−1 of columns
 * missing at t. What a column changed while it was missing is in the composition of its return. A column is missing
 * where its dollars or (unless inverse) its coins are; a row is NaN if no column is there in it or in the row before.
 * A dated contract that its venue reports at zero once it has expired has closed its positions; one that is no longer
 * reported is composition. `decompositionBy` gives the totals of each venue, settlement currency, margin or kind.
 * Rows are compared with the row before whatever time lies between: a hole in time should be rows of NaN, as it is on
 * a regular grid.
 * Source: definition; the midpoint form is the two-factor Shapley split (L. S. Shapley, A Value for n-Person Games, 1953).
 * @param oiUsd open interest in `usd`, N columns × T rows
 * @param oiBase the same columns in `base`, at the same times, in any order
 * @throws {RangeError} if units, times or column names differ from that, at the first negative value, at the first
 *   value in dollars beside zero coins, or if the columns cannot be added
 */
export function decomposition(
  oiUsd: Panel,
  oiBase: Panel,
  { mixedSides = "throw" }: Pick<SumOptions, "mixedSides"> = {},
): Decomposition {
  checkAddable(oiUsd.columns, oiUsd.unit, { mixedSides }, "decomposition");
  const splits = pairedColumns(oiUsd, oiBase, "decomposition").map(splitColumn);
  const totals = addSplits(splits, comparableRows(splits, oiUsd.length));
  const identity = sumIdentity(splits.map((part) => part.identity));
  const series = (values: Float64Array, name: string): Series => new Series(oiUsd.times, values, name, "usd", identity);
  const panel = (pick: (part: Split) => Float64Array): Panel =>
    new Panel(
      oiUsd.times,
      splits.map((part) => ({ name: part.name, values: pick(part), identity: part.identity })),
      "usd",
    );
  return {
    change: series(totals.change, "change"),
    positions: series(totals.positions, "positions"),
    revaluation: series(totals.revaluation, "revaluation"),
    composition: series(totals.composition, "composition"),
    byColumn: {
      change: panel((part) => part.change),
      positions: panel((part) => part.positions),
      revaluation: panel((part) => part.revaluation),
    },
  };
}

import { type Regime, regimeNames } from "./regimes.js";

/** One row of a matrix of regimes, by name. */
export type RegimeTableRow = { readonly regime: Regime } & Readonly<Record<Regime, number>>;

/**
 * A matrix of regimes (`LabelAgreement.table`, `RegimeTransitions.counts` and `.probabilities`) as rows that a table shows
 * by name: the outer index in `regime`, a field for each inner one.
 * @param matrix rows and columns in the order of `regimeNames`
 * @throws {RangeError} if it has another size
 */
export function regimeTable(matrix: readonly (readonly number[])[]): readonly RegimeTableRow[] {
  const size = regimeNames.length;
  const odd = matrix.find((row) => row.length !== size);
  if (matrix.length !== size || odd !== undefined) {
    throw new RangeError(
      `regimeTable: a matrix of ${matrix.length} rows of ${(odd ?? matrix[0] ?? []).length}; give ${size} × ${size}, in the order of regimeNames`,
    );
  }
  return matrix.map((row, outer) => ({
    regime: regimeNames[outer],
    ...(Object.fromEntries(regimeNames.map((name, inner) => [name, row[inner]])) as Record<Regime, number>),
  }));
}

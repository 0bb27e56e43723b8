/** The triangle of a QR decomposition, and the right-hand side in its coordinates. */
export interface OrthogonalTriangle {
  /** Upper triangle R, K rows of K, where X = Q R. */
  readonly triangle: readonly Float64Array[];
  /** First K entries of Qᵀ y. */
  readonly projected: Float64Array;
  /** First column that those before it span, −1 if there is none; what lies beyond it is not computed. */
  readonly dependent: number;
}

/**
 * Householder's QR decomposition of K columns of n ≥ K rows, in place: both arguments are overwritten.
 * A column counts as spanned when what is left of it is below 1e-10 of its length: a tenth of the digits of a double would
 * then be all that its coefficient had.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., algorithm 5.2.1. Cost n K².
 */
export function orthogonalTriangle(columns: readonly Float64Array[], right: Float64Array): OrthogonalTriangle {
  const count = columns.length;
  const triangle = columns.map(() => new Float64Array(count));
  const lengths = columns.map((column) => lengthFrom(column, 0));
  for (let j = 0; j < count; j++) {
    const column = columns[j];
    for (let i = 0; i < j; i++) triangle[i][j] = column[i];
    const rest = lengthFrom(column, j);
    if (!(rest > 1e-10 * lengths[j])) return { triangle, projected: right.slice(0, count), dependent: j };
    // Reflected onto the side away from the first entry, so that nothing cancels.
    const diagonal = column[j] > 0 ? -rest : rest;
    triangle[j][j] = diagonal;
    column[j] -= diagonal;
    const scale = -1 / (diagonal * column[j]);
    for (let other = j + 1; other < count; other++) reflect(columns[other], column, j, scale);
    reflect(right, column, j, scale);
  }
  return { triangle, projected: right.slice(0, count), dependent: -1 };
}

/** Solves R b = right for an upper triangle R. */
export function solveTriangle(triangle: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(triangle.length);
  for (let i = triangle.length - 1; i >= 0; i--) {
    let rest = right[i];
    for (let j = i + 1; j < triangle.length; j++) rest -= triangle[i][j] * solution[j];
    solution[i] = rest / triangle[i][i];
  }
  return solution;
}

/** (RᵀR)⁻¹ = R⁻¹ R⁻ᵀ, the inverse of XᵀX: K rows of K. */
export function inverseGram(triangle: readonly Float64Array[]): Float64Array[] {
  const count = triangle.length;
  // Row j holds column j of the inverse of R.
  const inverse = triangle.map((_, j) => {
    const unit = new Float64Array(count);
    unit[j] = 1;
    return solveTriangle(triangle, unit);
  });
  return triangle.map((_, i) => {
    const row = new Float64Array(count);
    for (let j = 0; j < count; j++) {
      for (let k = Math.max(i, j); k < count; k++) row[j] += inverse[k][i] * inverse[k][j];
    }
    return row;
  });
}

function lengthFrom(values: Float64Array, from: number): number {
  let squares = 0;
  for (let row = from; row < values.length; row++) squares += values[row] * values[row];
  return Math.sqrt(squares);
}

/** Takes v − 2 u (u·v) / (u·u) with u the rows of `axis` from `from` on; `scale` is 2 / (u·u). */
function reflect(values: Float64Array, axis: Float64Array, from: number, scale: number): void {
  let product = 0;
  for (let row = from; row < values.length; row++) product += axis[row] * values[row];
  const step = scale * product;
  for (let row = from; row < values.length; row++) values[row] -= step * axis[row];
}

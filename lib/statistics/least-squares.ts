import { checkNumbers } from "./check-numbers.js";
import { inverseGram, orthogonalTriangle, solveTriangle } from "./orthogonal-triangle.js";

/** What `leastSquares` is asked for. */
export interface LeastSquaresOptions {
  /** Whether a constant is fitted too, as the first coefficient, named `intercept`. Default true. */
  readonly intercept?: boolean;
  /** Names of the columns of X, for the result and for messages. Default `x1`, `x2`, …. */
  readonly names?: readonly string[];
}

/** A linear regression: K coefficients on T rows, of which `rows` were complete. */
export interface LeastSquares {
  /** Names of the coefficients, length K. */
  readonly names: readonly string[];
  /** Length K, NaN where there are fewer complete rows than coefficients. */
  readonly coefficients: Float64Array;
  /** Classical: sqrt(s² (XᵀX)⁻¹), s² = Σ u² / (n − K), length K; right for errors that are alike and unrelated. */
  readonly standardErrors: Float64Array;
  /** y − X b, length T, NaN in rows left out. */
  readonly residuals: Float64Array;
  /** 1 − Σ u² / Σ (y − mean)²; without an intercept, of y² instead. NaN where y does not vary. */
  readonly rSquared: number;
  /** Complete rows, n. */
  readonly rows: number;
  /** n − K. */
  readonly degreesOfFreedom: number;
  /** The columns fitted, the constant included, each of length T; not copied from X where they were Float64Arrays. */
  readonly design: readonly Float64Array[];
  /** (XᵀX)⁻¹ over the complete rows, K rows of K. */
  readonly inverseGram: readonly Float64Array[];
}

/**
 * Ordinary least squares of y on columns X: the b that makes Σ (y − X b)² smallest.
 * A row with a gap in y or in any column is left out; its residual is NaN, so that the others keep their places in time.
 * It describes the whole sample at once: no row of it is a signal.
 * Solved by Householder's QR: normal equations would lose twice the digits.
 * Source: definition (Greene, Econometric Analysis, ch. 3). Cost T K².
 * @param y T values, NaN for a gap
 * @param X columns, each as long as y; none, for the mean of y
 * @throws {RangeError} for a column of another length, an infinite value, names that do not fit, nothing to fit, or a column
 *   that those before it span, such as a constant beside the intercept
 * @throws {TypeError} for what is no array of numbers, such as a series (give its values), or columns that are no list
 */
export function leastSquares(
  y: ArrayLike<number>,
  X: readonly ArrayLike<number>[],
  { intercept = true, names = usualNames(X) }: LeastSquaresOptions = {},
): LeastSquares {
  check(y, X, names, intercept);
  const response = asFloats(y);
  const constant = intercept ? [new Float64Array(y.length).fill(1)] : [];
  const design = [...constant, ...X.map(asFloats)];
  const allNames = intercept ? ["intercept", ...names] : [...names];
  const complete = completeRows(response, design);
  const rows = complete.length;
  const degreesOfFreedom = rows - design.length;
  if (degreesOfFreedom < 0) return unfitted(allNames, response, design, rows);

  const right = at(response, complete);
  const { triangle, projected, dependent } = orthogonalTriangle(
    design.map((column) => at(column, complete)),
    right.slice(),
  );
  if (dependent >= 0) {
    throw new RangeError(
      `leastSquares: column "${allNames[dependent]}" is a combination of those before it in the ${rows} rows used; leave it out`,
    );
  }
  const coefficients = solveTriangle(triangle, projected);
  const residuals = residualsOf(response, design, coefficients);
  const inverse = inverseGram(triangle);
  const squares = sumOfSquares(residuals, 0);
  const variance = degreesOfFreedom > 0 ? squares / degreesOfFreedom : Number.NaN;
  return {
    names: allNames,
    coefficients,
    standardErrors: Float64Array.from(coefficients, (_, j) => Math.sqrt(variance * inverse[j][j])),
    residuals,
    rSquared: explained(right, squares, intercept),
    rows,
    degreesOfFreedom,
    design,
    inverseGram: inverse,
  };
}

function explained(y: Float64Array, unexplained: number, intercept: boolean): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) sum += y[row];
  const origin = intercept ? sum / y.length : 0;
  const all = sumOfSquares(y, origin);
  // A constant leaves only the rounding of its mean.
  return all > y.length * (1e-15 * origin) ** 2 ? 1 - unexplained / all : Number.NaN;
}

/** Of what is present, measured from `origin`. */
function sumOfSquares(values: Float64Array, origin: number): number {
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const offset = values[row] - origin;
    if (offset === offset) squares += offset * offset;
  }
  return squares;
}

function residualsOf(y: Float64Array, design: readonly Float64Array[], coefficients: Float64Array): Float64Array {
  const residuals = y.slice();
  for (let j = 0; j < design.length; j++) {
    const column = design[j];
    const coefficient = coefficients[j];
    for (let row = 0; row < residuals.length; row++) residuals[row] -= coefficient * column[row];
  }
  return residuals;
}

function unfitted(
  names: readonly string[],
  y: Float64Array,
  design: readonly Float64Array[],
  rows: number,
): LeastSquares {
  const gaps = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);
  return {
    names,
    coefficients: gaps(design.length),
    standardErrors: gaps(design.length),
    residuals: gaps(y.length),
    rSquared: Number.NaN,
    rows,
    degreesOfFreedom: rows - design.length,
    design,
    inverseGram: design.map(() => gaps(design.length)),
  };
}

/** Indices of the rows in which y and every column are present. */
function completeRows(y: Float64Array, design: readonly Float64Array[]): Int32Array {
  const rows = new Int32Array(y.length);
  let count = 0;
  for (let row = 0; row < y.length; row++) {
    let sum = y[row];
    for (let j = 0; j < design.length; j++) sum += design[j][row];
    if (sum === sum) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

function at(values: Float64Array, rows: Int32Array): Float64Array {
  const result = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) result[i] = values[rows[i]];
  return result;
}

function asFloats(values: ArrayLike<number>): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

function check(
  y: ArrayLike<number>,
  X: readonly ArrayLike<number>[],
  names: readonly string[],
  intercept: boolean,
): void {
  checkNumbers(y, "leastSquares", "y");
  if (!Array.isArray(X)) {
    throw new TypeError("leastSquares: X is no list of columns; give [column], each an array as long as y");
  }
  X.forEach((column, j) => {
    checkNumbers(column, "leastSquares", `column "${names[j] ?? j + 1}"`);
  });
  if (names.length !== X.length) {
    throw new RangeError(`leastSquares: ${names.length} names for ${X.length} columns; give one for each`);
  }
  if (X.length === 0 && !intercept) {
    throw new RangeError("leastSquares: no column and no intercept; give at least one of them");
  }
  checkFinite(y, "y");
  for (let j = 0; j < X.length; j++) {
    if (X[j].length !== y.length) {
      throw new RangeError(
        `leastSquares: column "${names[j]}" has ${X[j].length} rows and y ${y.length}; give as many, NaN for a gap`,
      );
    }
    checkFinite(X[j], names[j]);
  }
}

/** None where X is no list, which `check` refuses. */
function usualNames(X: readonly ArrayLike<number>[]): readonly string[] {
  return Array.isArray(X) ? X.map((_, j) => `x${j + 1}`) : [];
}

function checkFinite(values: ArrayLike<number>, name: string): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new RangeError(`leastSquares: value ${value} of "${name}" at row ${row} is infinite; use NaN for a gap`);
    }
  }
}

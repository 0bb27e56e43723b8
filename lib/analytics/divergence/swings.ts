import { checkCount } from "../../series/check.js";
import { rollingMax } from "../../series/rolling/rolling-max.js";
import { rollingMin } from "../../series/rolling/rolling-min.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/** What both ways of telling swings can be asked for. */
interface Stretches {
  /** Longest run of missing rows that does not end a stretch: swings before and after it belong together. Default 0. */
  readonly maxGap?: number;
}

/** A swing is the highest, or lowest, of so many rows around it. */
export interface RowSwings extends Stretches {
  readonly kind: "rows";
  /** Rows before it that must all be lower (for a low: higher), at least 1. Default 5. */
  readonly left?: number;
  /** Rows after it of which none may be higher (for a low: lower), at least 1; as many rows later it is known. Default 5. */
  readonly right?: number;
}

/** A swing is an extreme from which the series has turned by so much. */
export interface ReversalSwings extends Stretches {
  readonly kind: "reversal";
  /** Move away from the extreme that makes it a swing, a fraction of the extreme, above 0 and below 1. */
  readonly size: number;
}

/** A point where a series turned. */
export interface Swing {
  readonly kind: "high" | "low";
  /** Index of the row. */
  readonly row: number;
  /** Time of the row, epoch milliseconds UTC. */
  readonly time: number;
  /** Value in the row, in the unit of the series. */
  readonly value: number;
  /** Index of the row that confirms it, always a later one. */
  readonly knownRow: number;
  /** When it was known: the time of that row plus the delay of the series; epoch milliseconds UTC. */
  readonly knownAt: number;
  /** Which stretch without a longer gap it is in, from 0: swings of two stretches are not to be compared. */
  readonly stretch: number;
}

/**
 * Swing highs and lows of a series, in the order in which they became known; two ways of telling them:
 *
 * - `rows`: x[i] is a high where it is above each of the `left` rows before it and not below any of the `right` rows after
 *   it (of equal ones the first counts); known at row i + right. A gap among these rows leaves it untold. Highs need not
 *   alternate with lows.
 * - `reversal`: after a swing low the highest value since then becomes a high once high − x ≥ size × high, and after a high the
 *   lowest since then a low once x − low ≥ size × low; known at the row that does so. Highs and lows alternate. An extreme
 *   from which the first such move starts is left out, as how the series came to it is unknown. A gap of at most `maxGap` rows is
 *   looked past; after a longer one it begins anew.
 *
 * A swing is a fact of its row that only a later row tells: use it from `knownAt` on. The list describes the rows given;
 * of rows up to t it holds all known at t, and later rows only add to it.
 * Source: definition; `rows` are the pivots of charting programs, `reversal` is the zigzag.
 * @param data T rows, any unit; positive for `reversal`
 * @throws {RangeError} for an unknown kind, rows that are not whole numbers of at least 1, a gap not one of at least 0, a size not
 *   between 0 and 1, or with `reversal` at the first value that is not positive
 */
export function swings(data: Series, by: RowSwings | ReversalSwings = { kind: "rows" }): readonly Swing[] {
  const { maxGap = 0 } = by;
  if (!Number.isInteger(maxGap) || maxGap < 0) {
    throw new RangeError(`swings: maxGap ${maxGap} is not a number of rows; give a whole number of at least 0`);
  }
  const stretches = stretchesOf(data.values, maxGap);
  if (by.kind === "rows") return rowSwings(data, stretches, by);
  if (by.kind === "reversal") return reversalSwings(data, stretches, by);
  throw new RangeError(`swings: unknown kind "${(by as { kind: string }).kind}"; known: rows, reversal`);
}

function rowSwings(data: Series, stretches: Int32Array, { left = 5, right = 5 }: RowSwings): readonly Swing[] {
  checkCount(left, "left", "swings");
  checkCount(right, "right", "swings");
  const { values } = data;
  // Extremes of the rows before and after a row are those of windows that end just before it and `right` rows later.
  const highestBefore = rollingMax(data, left).values;
  const highestAfter = rollingMax(data, right).values;
  const lowestBefore = rollingMin(data, left).values;
  const lowestAfter = rollingMin(data, right).values;
  const found: Swing[] = [];
  const add = (kind: Swing["kind"], row: number) => found.push(swing(data, stretches, kind, row, row + right));
  for (let row = left; row + right < values.length; row++) {
    const x = values[row];
    // A gap on either side makes the extreme NaN and the test false.
    if (x > highestBefore[row - 1] && x >= highestAfter[row + right]) add("high", row);
    else if (x < lowestBefore[row - 1] && x <= lowestAfter[row + right]) add("low", row);
  }
  return found;
}

function reversalSwings(data: Series, stretches: Int32Array, { size }: ReversalSwings): readonly Swing[] {
  if (!(size > 0 && size < 1)) {
    throw new RangeError(`swings: size ${size} is not a fraction between 0 and 1; give one, such as 0.05`);
  }
  const { times, values, name } = data;
  const found: Swing[] = [];
  // Rows of the highest and the lowest value since the last turn of the stretch; rising is undefined before the first.
  let high = -1;
  let low = -1;
  let rising: boolean | undefined;
  for (let row = 0; row < values.length; row++) {
    const x = values[row];
    if (x !== x) continue;
    if (x <= 0) {
      throw new RangeError(
        `swings: ${x} of "${name}" at ${isoTime(times[row])} is not positive, so no fraction of it is a move; take kind: "rows"`,
      );
    }
    if (high < 0 || stretches[row] !== stretches[high]) {
      high = row;
      low = row;
      rising = undefined;
    }
    if (x > values[high]) high = row;
    if (x < values[low]) low = row;
    if (rising !== false && values[high] - x >= size * values[high]) {
      if (rising) found.push(swing(data, stretches, "high", high, row));
      rising = false;
      low = row;
    } else if (rising !== true && x - values[low] >= size * values[low]) {
      if (rising === false) found.push(swing(data, stretches, "low", low, row));
      rising = true;
      high = row;
    }
  }
  return found;
}

/** For each present row the number of gaps longer than `maxGap` between it and the first present one. */
function stretchesOf(values: Float64Array, maxGap: number): Int32Array {
  const stretches = new Int32Array(values.length);
  let stretch = 0;
  let last = -1;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === values[row]) {
      if (last >= 0 && row - last - 1 > maxGap) stretch++;
      last = row;
    }
    stretches[row] = stretch;
  }
  return stretches;
}

function swing(data: Series, stretches: Int32Array, kind: Swing["kind"], row: number, knownRow: number): Swing {
  const { times, values, identity } = data;
  const knownAt = times[knownRow] + (identity.delayMs ?? 0);
  return { kind, row, time: times[row], value: values[row], knownRow, knownAt, stretch: stretches[row] };
}

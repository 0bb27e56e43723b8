import { checkChoice, checkNames, checkTimes } from "./check.js";
import { isPanel, mapColumns, type SeriesOrPanel } from "./map-columns.js";
import { Panel } from "./panel.js";

/**
 * Series put side by side on shared times. A value stays at its own instant; where a series has no row at an instant
 * its column is NaN there, and nothing is filled or carried (`asOf` does that).
 * Cost: N × T.
 * @param data series, or panels whose columns are taken one by one; all of one unit, no name twice
 * @returns panel of all columns in the order given, with their identities
 * @throws {RangeError} if there is nothing to align, units differ (naming both), a name comes twice, or `join` is unknown
 */
export function align(
  data: readonly SeriesOrPanel[],
  {
    join = "outer",
  }: {
    /** `outer` keeps instants that any of them has, `inner` those that all have; default `outer`. */
    readonly join?: "outer" | "inner";
  } = {},
): Panel {
  checkChoice("join", join, ["outer", "inner"], "align");
  const [first, ...others] = data;
  if (first === undefined) throw new RangeError("align: no series given; give at least one");
  const foreign = others.find(({ unit }) => unit !== first.unit);
  if (foreign !== undefined) {
    throw new RangeError(
      `align: ${label(first)} is in ${first.unit} but ${label(foreign)} in ${foreign.unit}; convert one, or align them apart`,
    );
  }
  checkNames(
    data.flatMap((each) => (isPanel(each) ? each.names : [each.name])),
    "align",
  );
  const combine = join === "outer" ? union : intersection;
  const times = data.map((each) => each.times).reduce(combine);
  const columns = data.flatMap((each) => {
    const aligned = pick(each, times);
    return isPanel(aligned)
      ? aligned.columns
      : [{ name: aligned.name, values: aligned.values, identity: aligned.identity }];
  });
  return new Panel(times, columns, first.unit);
}

/**
 * The rows of `data` at exactly the given times, NaN where it has none; nothing is filled.
 * @param times epoch milliseconds UTC, strictly rising
 * @throws {RangeError} at the first time that does not rise
 */
export function alignTo<D extends SeriesOrPanel>(data: D, times: ArrayLike<number>): D {
  return pick(data, checkTimes(times, "alignTo"));
}

function label(data: SeriesOrPanel): string {
  return `"${isPanel(data) ? data.names.join('", "') : data.name}"`;
}

function pick<D extends SeriesOrPanel>(data: D, times: Float64Array): D {
  if (sameTimes(data.times, times)) return mapColumns(data, ({ values }) => values, { times });
  const source = data.times;
  const rows = new Int32Array(times.length);
  let next = 0;
  for (let row = 0; row < times.length; row++) {
    while (next < source.length && source[next] < times[row]) next++;
    rows[row] = source[next] === times[row] ? next : -1;
  }
  const pickRows = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(times.length);
    for (let row = 0; row < rows.length; row++) picked[row] = rows[row] < 0 ? Number.NaN : values[rows[row]];
    return picked;
  };
  return mapColumns(data, ({ values }) => pickRows(values), { times });
}

function sameTimes(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((time, row) => time === b[row]));
}

/** Times in `a` or `b`, both strictly rising. */
function union(a: Float64Array, b: Float64Array): Float64Array {
  if (sameTimes(a, b)) return a;
  const merged = new Float64Array(a.length + b.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    // Past the end of either array the other's time is taken.
    const fromA = j >= b.length || (i < a.length && a[i] <= b[j]);
    const time = fromA ? a[i] : b[j];
    if (time === a[i]) i++;
    if (time === b[j]) j++;
    merged[count++] = time;
  }
  return merged.slice(0, count);
}

/** Times in both `a` and `b`, both strictly rising. */
function intersection(a: Float64Array, b: Float64Array): Float64Array {
  if (sameTimes(a, b)) return a;
  const shared = new Float64Array(Math.min(a.length, b.length));
  let count = 0;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    while (j < b.length && b[j] < a[i]) j++;
    if (b[j] === a[i]) shared[count++] = a[i];
  }
  return shared.slice(0, count);
}

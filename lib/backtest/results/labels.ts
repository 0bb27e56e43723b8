import { type Regimes, regimeNames } from "../../analytics/regimes/regimes.js";
import { checkDuration } from "../../series/check.js";
import { commonIdentity } from "../../series/identity.js";
import { Series } from "../../series/series.js";

/** Labels of rows: regimes, or a series of whole numbers such as the side of another position. */
export type Labels = Regimes | Series;

/** What `labelsInForce` is asked for. */
export interface LabelOptions {
  /** Names of the values 0, 1, … of a series. Default: the values themselves as text. Regimes bring their own. */
  readonly names?: readonly string[];
  /**
   * How long a label stands after it became known, in milliseconds, if no later one replaces it. Default: the smallest
   * step of the labels' times, so that a missing row leaves bars unknown.
   */
  readonly maxAgeMs?: number;
}

/** Labels by row. */
export interface LabelRows {
  readonly names: readonly string[];
  /** Index into `names`, −1 where no label is known; length T. */
  readonly codes: Int32Array;
}

/** More kinds than this are values and no labels. */
const maxKinds = 100;

/**
 * The label known at the START of each bar: the last one with time + delay ≤ end − interval, so that no bar is explained by
 * a label that it decided itself. A label that is missing (code −1, NaN) makes its bars unknown; the one before is not
 * looked through to.
 * @param times bar ends, length T
 * @throws {RangeError} naming `owner`, for an age that is none, a value without a name, or more than 100 kinds
 */
export function labelsInForce(
  labels: Labels,
  times: Float64Array,
  intervalMs: number,
  { names, maxAgeMs = smallestStep(labels.times, intervalMs) }: LabelOptions,
  owner: string,
): LabelRows {
  checkDuration(maxAgeMs, "maxAgeMs", owner);
  const of = labels instanceof Series ? seriesLabels(labels, names, owner) : regimeLabels(labels);
  const codes = new Int32Array(times.length).fill(-1);
  let next = 0;
  for (let row = 0; row < times.length; row++) {
    const start = times[row] - intervalMs;
    while (next < labels.times.length && labels.times[next] + of.delayMs <= start) next++;
    // A label of age 0 to just below the limit; the next one is due when it is reached.
    if (next > 0 && start - labels.times[next - 1] - of.delayMs < maxAgeMs) codes[row] = of.codes[next - 1];
  }
  return { names: of.names, codes };
}

interface Coded extends LabelRows {
  readonly delayMs: number;
}

function regimeLabels({ codes, priceChange, openInterestChange }: Regimes): Coded {
  const { delayMs = 0 } = commonIdentity([priceChange.identity, openInterestChange.identity]);
  return { names: regimeNames, codes: Int32Array.from(codes), delayMs };
}

function seriesLabels({ name, values, identity }: Series, names: readonly string[] | undefined, owner: string): Coded {
  const { delayMs = 0 } = identity;
  if (names !== undefined) {
    const stray = values.findIndex((value) => value === value && names[value] === undefined);
    if (stray < 0) return { names, codes: values.length === 0 ? new Int32Array(0) : toCodes(values), delayMs };
    throw new RangeError(
      `${owner}: label ${values[stray]} of "${name}" at row ${stray} has no name among ${names.length}; give one for each value from 0`,
    );
  }
  const kinds = [...new Set(values)].filter((value) => value === value).sort((one, other) => one - other);
  if (kinds.length > maxKinds) {
    throw new RangeError(
      `${owner}: "${name}" has ${kinds.length} different values; give labels, at most ${maxKinds} kinds of them`,
    );
  }
  const places = new Map(kinds.map((kind, place) => [kind, place]));
  return { names: kinds.map(String), codes: Int32Array.from(values, (value) => places.get(value) ?? -1), delayMs };
}

function toCodes(values: Float64Array): Int32Array {
  return Int32Array.from(values, (value) => (value === value ? value : -1));
}

function smallestStep(times: Float64Array, otherwise: number): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let row = 1; row < times.length; row++) smallest = Math.min(smallest, times[row] - times[row - 1]);
  return smallest < Number.POSITIVE_INFINITY ? smallest : otherwise;
}

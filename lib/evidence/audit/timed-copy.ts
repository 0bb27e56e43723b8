import { type Column, Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";

/** Arrays of numbers that hold a value for each of some instants. */
export type Values =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** What becomes of one column of the data. */
export interface TimedChange {
  /** Rows that are kept, counted from the first. */
  rows(times: Float64Array): number;
  /**
   * The values of the rows kept, as a new array. Columns of one `group` belong together and are changed alike: the
   * prices of one set of candles.
   */
  values<V extends Values>(
    values: V,
    column: { readonly times: Float64Array; readonly delayMs: number; readonly group: string },
  ): V;
  /** Whether a row of a list that says when it was known stays. */
  keeps(time: number): boolean;
}

/**
 * A deep copy of data with a change made to all that has times in it: series, panels, objects with `times` (candles and
 * whatever lies beside them in an array of that length), arrays and maps of these, lists of rows with a `knownAt` or a
 * `time`. Numbers, text, functions and other lists are settings, and stay what they are.
 * @throws {TypeError} for an array of numbers without times or an object of another class, which cannot be cut, naming
 *   it
 */
export function timedCopy<D>(data: D, change: TimedChange): D {
  const times = new Map<Float64Array, Float64Array>();
  return copy(data, { path: "data", change, times }) as D;
}

interface Place {
  readonly path: string;
  readonly change: TimedChange;
  /** Copies of times by what they were copied from: what shared its times still does. */
  readonly times: Map<Float64Array, Float64Array>;
  /** Times of the object around, for arrays of numbers that have none of their own. */
  readonly around?: Float64Array;
  /** The object around, if it holds columns that are changed alike. */
  readonly bundle?: string;
}

function copy(value: unknown, place: Place): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isPanel(value)) return copiedPanel(value, place);
  if (isSeries(value)) return copiedSeries(value, place);
  if (Array.isArray(value)) return copiedList(value, place);
  if (ArrayBuffer.isView(value)) return copiedArray(value as Values, place);
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [key, copy(item, { ...place, path: `${place.path}.${key}` })]));
  }
  if (value instanceof Date || value instanceof Set || value instanceof RegExp) return value;
  const { name } = (Object.getPrototypeOf(value)?.constructor ?? Object) as { readonly name: string };
  if (name !== "Object") {
    throw new TypeError(
      `audit: ${place.path} is a ${name}, which cannot be cut at an instant; give series, panels or candles`,
    );
  }
  return copiedObject(value as Readonly<Record<string, unknown>>, place);
}

function copiedObject(value: Readonly<Record<string, unknown>>, place: Place): unknown {
  const own = value.times instanceof Float64Array ? value.times : undefined;
  const inside = { ...place, around: own ?? place.around, bundle: own && place.path };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (item === own && own !== undefined) return [key, copiedTimes(own, place)];
      const at = { ...inside, path: `${place.path}.${key}` };
      const isColumn = own !== undefined && isNumbers(item) && item.length === own.length && own.length > 0;
      return [key, isColumn ? [...copiedArray(Float64Array.from(item), at)] : copy(item, at)];
    }),
  );
}

function copiedSeries({ times, values, name, unit, identity }: Series, place: Place): Series {
  const group = place.bundle === undefined ? place.path : `${place.bundle} ${unit}`;
  const { delayMs = 0 } = identity;
  return new Series(
    copiedTimes(times, place),
    place.change.values(values, { times, delayMs, group }),
    name,
    unit,
    identity,
  );
}

function copiedPanel({ times, columns, unit }: Panel, place: Place): Panel {
  const copied: Column[] = columns.map(({ values, ...column }) => {
    const { delayMs = 0 } = column.identity;
    const group = `${place.path}.${column.name}`;
    return { ...column, values: place.change.values(values, { times, delayMs, group }) };
  });
  return new Panel(copiedTimes(times, place), copied, unit);
}

function copiedArray(values: Values, { path, change, around }: Place): Values {
  if (around === undefined || around.length !== values.length) {
    throw new TypeError(
      `audit: ${path} is ${values.length} numbers without their times; give a series, or put times beside them`,
    );
  }
  return change.values(values, { times: around, delayMs: 0, group: path });
}

function copiedList(list: readonly unknown[], place: Place): unknown[] {
  const kept = list.filter((item) => {
    if (typeof item !== "object" || item === null || isSeries(item) || isPanel(item)) return true;
    const { knownAt, time } = item as { readonly knownAt?: unknown; readonly time?: unknown };
    const known = typeof knownAt === "number" ? knownAt : time;
    return typeof known !== "number" || place.change.keeps(known);
  });
  return kept.map((item, index) => copy(item, { ...place, path: `${place.path}[${index}]`, bundle: undefined }));
}

function copiedTimes(times: Float64Array, { change, times: made }: Place): Float64Array {
  let copied = made.get(times);
  if (copied === undefined) {
    copied = times.slice(0, change.rows(times));
    made.set(times, copied);
  }
  return copied;
}

/** Told by shape, so that one of another copy of this library is one too. */
export function isPanel(value: object): value is Panel {
  return "times" in value && "columns" in value && "unit" in value;
}

/** Told by shape, so that one of another copy of this library is one too. */
export function isSeries(value: object): value is Series {
  return "times" in value && "values" in value && "unit" in value && "identity" in value;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

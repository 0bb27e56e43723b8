import { audited } from "./audited.js";
import { isPanel, isSeries } from "./timed-copy.js";

/** One column of what a strategy gives. */
export interface OutputColumn {
  /** Where it was found: the name of a series or of a panel's column, after the fields that lead to it. */
  readonly name: string;
  readonly times: Float64Array;
  readonly values: ArrayLike<number>;
  /** A value is known this long after its time. */
  readonly delayMs: number;
}

/** The columns of an output, and what in it has no times to compare by. */
export interface OutputColumns {
  readonly columns: readonly OutputColumn[];
  /** Fields that hold lists or arrays without times, such as trades. */
  readonly unchecked: readonly string[];
}

/** How deep fields are followed. */
const maxDepth = 6;

/**
 * Everything with times in what a strategy gave: series, panels, arrays of numbers beside `times` of their length,
 * fields and lists of these, and what an object tells under `audited`.
 */
export function outputColumns(output: unknown): OutputColumns {
  const columns: OutputColumn[] = [];
  const unchecked: string[] = [];
  // Of what is being followed: an object that holds itself would have no end.
  const open = new Set<object>();
  const follow = (value: unknown, path: string, depth: number, around: Float64Array | undefined): void => {
    if (typeof value !== "object" || value === null || open.has(value) || depth > maxDepth) return;
    open.add(value);
    take(value, path, depth, around);
    open.delete(value);
  };
  const take = (value: object, path: string, depth: number, around: Float64Array | undefined): void => {
    if (isPanel(value)) {
      for (const { name, values, identity } of value.columns) {
        columns.push({ name: joined(path, name), times: value.times, values, delayMs: identity?.delayMs ?? 0 });
      }
    } else if (isSeries(value)) {
      const { times, values, identity } = value;
      columns.push({ name: path === "" ? value.name : path, times, values, delayMs: identity.delayMs ?? 0 });
    } else if (ArrayBuffer.isView(value) || isNumbers(value)) {
      const values = value as Float64Array | readonly number[];
      if (values === around) return;
      if (values.length === around?.length) columns.push({ name: path, times: around, values, delayMs: 0 });
      else unchecked.push(path);
    } else if (Array.isArray(value)) {
      const timed = value.some((item) => typeof item === "object" && item !== null && "times" in item);
      if (timed) for (const [index, item] of value.entries()) follow(item, `${path}[${index}]`, depth + 1, around);
      else if (value.length > 0 && typeof value[0] !== "string") unchecked.push(path);
    } else {
      const fields = value instanceof Map ? [...value] : Object.entries(value);
      const own = fields.find(([name, item]) => name === "times" && item instanceof Float64Array)?.[1] as
        | Float64Array
        | undefined;
      for (const [name, item] of fields) follow(item, joined(path, String(name)), depth + 1, own ?? around);
      if (tellsMore(value)) follow(value[audited](), path, depth + 1, undefined);
    }
  };
  follow(output, "", 0, undefined);
  return { columns, unchecked };
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function tellsMore(value: object): value is { readonly [audited]: () => unknown } {
  return audited in value && typeof value[audited] === "function";
}

function isNumbers(value: object): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");
}

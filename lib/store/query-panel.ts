import { countText } from "../series/count-text.js";
import { type Identity, type Unit, units } from "../series/identity.js";
import { type Panel, panel } from "../series/panel.js";
import { isoTime } from "../series/time.js";
import { isNumeric, isTemporal, type QueryColumn } from "../sources/duck/query-columns.js";

/** How a result becomes a panel. */
export interface QueryPanelOptions {
  /** Unit of every value. Default: that of the column `unit`, else `number`. */
  readonly unit?: Unit | undefined;
}

/**
 * A panel from the columns of a query's result. The first column of a time type is the time; one of texts called `unit` tells
 * the unit. Of the others
 *
 * - columns of numbers alone are the columns of the panel (wide), one for each name
 * - one column of texts and one of numbers are names and values (long): a column for each name, in order of first sight; called
 *   `venue`, `asset` or `instrument`, the names are what the columns are of
 *
 * Rows are sorted by time; NULL is a gap.
 * @throws {RangeError} for a result of another shape, naming its columns; for several units; for a row without time or name;
 *   for an instant that comes twice, with its name where long; for an infinite value
 */
export function queryPanel(columns: readonly QueryColumn[], { unit: given }: QueryPanelOptions = {}): Panel {
  const time = columns.find(isTemporal);
  if (time === undefined)
    throw new RangeError(`query: no column is a time among ${told(columns)}; select one, such as time`);
  const times = time.values as Float64Array;
  const bare = times.findIndex(Number.isNaN);
  if (bare >= 0) {
    throw new RangeError(
      `query: ${time.name} has no value in row ${bare}; leave such rows out with WHERE ${time.name} IS NOT NULL`,
    );
  }
  const unitColumn = columns.find((column) => column.name === "unit" && isText(column));
  const unit = given ?? (unitColumn === undefined ? "number" : constantUnit(unitColumn));
  const others = columns.filter((column) => column !== time && column !== unitColumn);
  const numbers = others.filter(isNumeric);
  const texts = others.filter(isText);
  if (numbers.length > 0 && numbers.length === others.length) return wide(times, numbers, unit);
  if (numbers.length === 1 && texts.length === 1 && others.length === 2) {
    return long(times, texts[0] as QueryColumn, numbers[0] as QueryColumn, unit);
  }
  throw new RangeError(
    `query: a time and ${told(others)} are no panel; select the time and columns of numbers, or the time, one column of names and one of numbers`,
  );
}

function wide(times: Float64Array, columns: readonly QueryColumn[], unit: Unit): Panel {
  const twice = columns.find(({ name }, index) => columns.findIndex((column) => column.name === name) < index);
  if (twice !== undefined) throw new RangeError(`query: two columns are called ${twice.name}; rename one with AS`);
  const order = rising(times);
  for (let row = 1; row < order.length; row++) {
    const instant = times[order[row] as number] as number;
    if (instant !== times[order[row - 1] as number]) continue;
    throw new RangeError(
      `query: ${isoTime(instant)} comes twice; group by time, or select a column of names beside the time`,
    );
  }
  const sorted = (values: Float64Array) => Float64Array.from(order, (row) => values[row] as number);
  return panel({
    times: sorted(times),
    unit,
    columns: Object.fromEntries(columns.map(({ name, values }) => [name, sorted(values as Float64Array)])),
    // An object lists names that are whole numbers first.
  }).select(columns.map(({ name }) => name));
}

function long(times: Float64Array, nameColumn: QueryColumn, valueColumn: QueryColumn, unit: Unit): Panel {
  const names = nameColumn.values as readonly (string | null)[];
  const values = valueColumn.values as Float64Array;
  const shared = Float64Array.from(new Set(times)).sort();
  const rowOf = new Map<number, number>();
  for (let row = 0; row < shared.length; row++) rowOf.set(shared[row] as number, row);
  const columns = new Map<string, { readonly cells: Float64Array; readonly seen: Uint8Array }>();
  for (let row = 0; row < times.length; row++) {
    const name = names[row];
    const time = times[row] as number;
    if (name === null || name === undefined) {
      throw new RangeError(
        `query: ${nameColumn.name} is NULL at ${isoTime(time)}; name it with coalesce(${nameColumn.name}, 'all'), or leave it out`,
      );
    }
    let column = columns.get(name);
    if (column === undefined) {
      column = { cells: new Float64Array(shared.length).fill(Number.NaN), seen: new Uint8Array(shared.length) };
      columns.set(name, column);
    }
    const target = rowOf.get(time) as number;
    if (column.seen[target] === 1) {
      throw new RangeError(
        `query: ${isoTime(time)} comes twice for ${nameColumn.name} ${name}; group by both, or filter what tells the two rows apart`,
      );
    }
    column.seen[target] = 1;
    column.cells[target] = values[row] as number;
  }
  const isWhatItIsOf = ["venue", "asset", "instrument"].includes(nameColumn.name);
  const identity = (name: string): Identity => (isWhatItIsOf ? { [nameColumn.name]: name } : {});
  return panel({
    times: shared,
    unit,
    columns: Object.fromEntries([...columns].map(([name, { cells }]) => [name, cells])),
    identities: Object.fromEntries([...columns.keys()].map((name) => [name, identity(name)])),
  }).select([...columns.keys()]);
}

function constantUnit({ values }: QueryColumn): Unit {
  const found = [...new Set(values as readonly (string | null)[])];
  if (found.length === 0) return "number";
  if (found.length > 1) {
    throw new RangeError(
      `query: values are in ${found.join(" and ")}; filter by one unit, or say what the result is with \`unit\``,
    );
  }
  const [unit] = found;
  const known = units.find((one) => one === unit);
  if (known === undefined) throw new RangeError(`query: unknown unit "${unit}"; known: ${units.join(", ")}`);
  return known;
}

/** Rows in order of time, those of one time in their order. */
function rising(times: Float64Array): Uint32Array {
  const order = Uint32Array.from(times, (_, row) => row);
  const isSorted = times.every((time, row) => row === 0 || time >= (times[row - 1] as number));
  return isSorted ? order : order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
}

function isText({ type }: QueryColumn): boolean {
  return type === "VARCHAR" || type.startsWith("ENUM");
}

function told(columns: readonly QueryColumn[]): string {
  if (columns.length === 0) return "no other column";
  return `${countText(columns.length, "column")} (${columns.map(({ name, type }) => `${name} ${type}`).join(", ")})`;
}

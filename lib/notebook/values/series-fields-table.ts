import { cascadeNames } from "../../analytics/cascades/cascades.js";
import { regimeNames } from "../../analytics/regimes/regimes.js";
import { countText } from "../../series/count-text.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { missingCell } from "../format-cells.js";
import { type Table, type TimedColumn, timedTable } from "../table.js";
import { isPlainObject } from "./container.js";

/** Results with a code for each row, told by a field that only they have. */
const coded = [
  { field: "openInterestBand", name: "regime", names: regimeNames },
  { field: "openInterestScore", name: "cascade", names: cascadeNames },
] as const;

/** Fields of an object that is still the result of a function rather than data. */
const mostFields = 50;

/**
 * A result that holds series over the same times, such as regimes, a concentration or `{ price, oi }`: a column for each
 * series and each column of a panel, and in the note what else it holds. Undefined for all else.
 */
export function seriesFieldsTable(value: unknown): Table | undefined {
  if (!isPlainObject(value)) return undefined;
  const fields = ownFields(value);
  const timed = fields.filter(([, field]) => field instanceof Series || field instanceof Panel);
  const times = (timed[0]?.[1] as Series | Panel | undefined)?.times;
  if (times === undefined) return undefined;
  const together = timed.filter(([, field]) => sameTimes((field as Series | Panel).times, times));
  const code = codeColumn(value, times.length);
  const columns = together.flatMap(([name, field]) => columnsOf(name, field as Series | Panel));
  const inTable = new Set([...together.map(([name]) => name), ...(code ? ["times", "codes"] : [])]);
  return timedTable(times, code ? [code, ...columns] : columns, {
    caption: `${countText(columns.length, "column")} × ${countText(times.length, "row")}`,
    note: [code && countsOf(code), ...fields.filter(([name]) => !inTable.has(name)).map(remark)]
      .filter((text) => text !== undefined)
      .join("; "),
  });
}

/** Fields that are there without calling a getter; of an object that has many, none. */
function ownFields(value: object): (readonly [string, unknown])[] {
  const names = Object.keys(value);
  if (names.length > mostFields) return [];
  return names.map((name) => [name, Object.getOwnPropertyDescriptor(value, name)?.value]);
}

function columnsOf(name: string, field: Series | Panel): TimedColumn[] {
  if (field instanceof Series) return [{ name, values: field.values, unit: field.unit }];
  return field.columns.map((column) => ({ name: `${name} ${column.name}`, values: column.values, unit: field.unit }));
}

interface CodeColumn extends TimedColumn {
  readonly values: readonly string[];
}

function codeColumn(value: Readonly<Record<string, unknown>>, length: number): CodeColumn | undefined {
  const kind = coded.find(({ field }) => value[field] instanceof Series);
  const { codes } = value;
  if (kind === undefined || !(codes instanceof Int8Array) || codes.length !== length) return undefined;
  const values = Array.from(codes, (code) => kind.names[code] ?? missingCell);
  return { name: kind.name, values, unit: "number" };
}

/** How many rows have each name, in the order in which they come. */
function countsOf({ values }: CodeColumn): string {
  const counts = new Map<string, number>();
  for (const name of values) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => `${name === missingCell ? "not known" : name} ${count.toLocaleString("en-US")}`)
    .join(", ");
}

function remark([name, field]: readonly [string, unknown]): string | undefined {
  if (field === undefined || field === null) return undefined;
  if (typeof field === "number" || typeof field === "string" || typeof field === "boolean") return `${name} ${field}`;
  return Array.isArray(field) ? `${name} [${countText(field.length, "item")}]` : `also ${name}`;
}

function sameTimes(one: Float64Array, other: Float64Array): boolean {
  return one === other || (one.length === other.length && one.every((time, row) => time === other[row]));
}

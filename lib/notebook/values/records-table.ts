import { inspect } from "node:util";
import { countText } from "../../series/count-text.js";
import { displaySymbol } from "../display-symbol.js";
import { pickedRows, shownRows, type Table, type TableRow } from "../table.js";
import { inspectsItself, isPlainObject } from "./container.js";
import { longestCell } from "./inspected-cell.js";

const [mostRows, mostColumns] = [60, 30];
/** Rows of a long list that are looked at for what they are and which fields they have, besides those shown. */
const mostChecked = 1000;

/**
 * A list of plain objects as a table: a column for each field that any of them has, the first and last rows of a long
 * list. Undefined for any other list, and for one of objects without fields.
 */
export function recordsTable(list: unknown): Table | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const { rows, cut, remark } = shownRows(list.length, mostRows);
  const step = Math.max(1, Math.ceil(list.length / mostChecked));
  const keys = new Set<string>();
  for (let row = 0; row < list.length; row += step) {
    if (!addKeys(list[row], keys)) return undefined;
  }
  if (step > 1 && !rows.every((row) => addKeys(list[row], keys))) return undefined;
  if (keys.size === 0) return undefined;
  const columns = [...keys];
  const shown = columns.slice(0, mostColumns);
  const hidden = columns.length - shown.length;
  return pickedRows(
    rows.map((row) => cellsOf(list[row] as TableRow, shown)),
    {
      columns: shown,
      caption: "",
      cut,
      remarks: [remark, hidden > 0 ? `${countText(hidden, "more column")}: ${namesOf(columns)}` : undefined],
    },
  );
}

/** Adds the fields of a row, and says whether it is one. */
function addKeys(row: unknown, keys: Set<string>): boolean {
  if (!isPlainObject(row) || inspectsItself(row) || displaySymbol in row) return false;
  for (const key of Object.keys(row)) keys.add(key);
  return true;
}

function cellsOf(row: TableRow, keys: readonly string[]): TableRow {
  return Object.fromEntries(keys.map((key) => [key, cellOf(row, key)]));
}

/** The field as the table writes it, but a small object with its values, and a getter that throws with its message. */
function cellOf(row: TableRow, key: string): unknown {
  try {
    const value = Object.hasOwn(row, key) ? row[key] : undefined;
    if (!isPlainObject(value)) return value;
    const text = inspect(value, { colors: false, depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 4 });
    return text.length <= longestCell ? text : value;
  } catch (error) {
    return `[throws ${error instanceof Error ? error.name : typeof error}]`;
  }
}

/** The first names of the columns that are left out. */
function namesOf(columns: readonly string[]): string {
  const names = columns.slice(mostColumns, mostColumns + 6).join(", ");
  return columns.length > mostColumns + 6 ? `${names}, …` : names;
}

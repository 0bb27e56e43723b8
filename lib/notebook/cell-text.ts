import { countText } from "../series/count-text.js";
import { formatValue } from "../series/format.js";
import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import { isoTime } from "../series/time.js";
import { isPlainObject } from "./values/container.js";
import { inspectedCell } from "./values/inspected-cell.js";

/** Longest text that stands for an object or a list in a cell. */
const maxLength = 40;

/**
 * One value as the text of a cell, in one short piece whatever it holds: a list of numbers is told by its length, a series
 * by its name, a plain object by its fields, any other as Node inspects it. Undefined where there is no value.
 */
export function cellText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return Number.isNaN(value) ? undefined : formatValue(value);
  if (typeof value === "function") return inspectedCell(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : isoTime(value.getTime());
  if (value instanceof Series) return value.name;
  if (value instanceof Panel)
    return `[${countText(value.columns.length, "column")} × ${countText(value.length, "row")}]`;
  if (Array.isArray(value)) return listText(value);
  if (ArrayBuffer.isView(value)) return `[${countText((value as Float64Array).length ?? 0, "number")}]`;
  if (!isPlainObject(value)) return inspectedCell(value);
  const fields = Object.keys(value).join(", ");
  return fields.length + 2 <= maxLength ? `{${fields}}` : `{${fields.slice(0, maxLength - 3)}…}`;
}

/** Short texts are written out; of all else the number is told. */
function listText(list: readonly unknown[]): string {
  const all = (kind: string): boolean => list.every((item) => typeof item === kind);
  if (list.length === 0) return "[]";
  const joined = all("string") ? list.join(", ") : "";
  if (joined !== "" && joined.length <= maxLength) return joined;
  const kind = all("number") ? "number" : all("string") ? "text" : all("object") ? "object" : "value";
  return `[${countText(list.length, kind)}]`;
}

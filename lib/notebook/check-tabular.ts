import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";

/** Fields of an object that a message names before it only counts them. */
const maxNames = 12;

/**
 * Of what is no series, no panel and no list of rows says what it is, and which of its fields can be shown instead: results
 * such as that of `concentration` hold several series.
 * @throws {TypeError} if `data` is none of them, or a row is no object
 */
export function checkTabular(data: unknown): void {
  if (data instanceof Series || data instanceof Panel) return;
  if (!Array.isArray(data))
    throw new TypeError(`table: ${what(data)} is no series, panel or list of rows; ${advice(data)}`);
  const row = data.findIndex((item) => !isRow(item));
  if (row < 0) return;
  throw new TypeError(`table: row ${row}, ${what(data[row])}, is no object with fields; give one for each column`);
}

function isRow(item: unknown): boolean {
  return typeof item === "object" && item !== null && !isContainer(item);
}

/** What holds its values elsewhere than in fields, or will have them later. */
function isContainer(item: object): boolean {
  return item instanceof Map || item instanceof Set || item instanceof Date || item instanceof Promise;
}

function what(data: unknown): string {
  if (typeof data === "string") return JSON.stringify(data);
  if (typeof data === "function") return `the function ${data.name || "without a name"}`;
  if (typeof data !== "object" || data === null) return String(data);
  if (isContainer(data)) return `a ${data.constructor.name}`;
  if (ArrayBuffer.isView(data)) return "an array of numbers";
  const fields = Object.entries(data).map(([field, value]) => (value == null ? `${field} (${value})` : field));
  return fields.length === 0 ? "an object without fields" : `an object with ${listed(fields)}`;
}

function advice(data: unknown): string {
  if (data instanceof Promise) return "await it first";
  if (data instanceof Map) return "give rows, such as [...map].map(([key, value]) => ({ key, value }))";
  if (data instanceof Set) return "give rows, such as [...set].map((value) => ({ value }))";
  const fields = typeof data === "object" && data !== null && !ArrayBuffer.isView(data) ? Object.entries(data) : [];
  const fit = fields.filter(([, value]) => isTabular(value)).map(([field]) => field);
  if (fit.length > 0) return `show one of: ${listed(fit)}`;
  return fields.length > 0 ? "put it into a list to show it as a row" : "give one of them";
}

function isTabular(value: unknown): boolean {
  return value instanceof Series || value instanceof Panel || (Array.isArray(value) && value.every(isRow));
}

function listed(names: readonly string[]): string {
  const more = names.length - maxNames;
  return names.slice(0, maxNames).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

import { cellText } from "../cell-text.js";
import { type Table, table } from "../table.js";
import { inspectsItself, isPlainObject } from "./container.js";

/**
 * A result that says by which conventions it was taken, such as a permutation test or a confidence interval: a line for
 * each number, and the conventions below. Undefined for all else.
 */
export function fieldsTable(value: unknown): Table | undefined {
  if (!isPlainObject(value) || inspectsItself(value) || !isPlainObject(value.conventions)) return undefined;
  const { conventions, ...fields } = value;
  const rows = Object.entries(fields)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => ({ name: words(name), value: cellText(field) ?? "–" }));
  if (rows.length === 0) return undefined;
  const note = Object.entries(conventions)
    .filter(([, convention]) => convention !== undefined)
    .map(([name, convention]) => `${words(name)} ${cellText(convention) ?? "–"}`)
    .join(", ");
  return table(rows, { note, columns: ["name", { key: "value", align: "right" }] });
}

/** `lowerTail` as `lower tail`. */
function words(name: string): string {
  return name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

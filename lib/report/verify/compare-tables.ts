import type { ContentTable } from "./cell-content.js";
import { shortened } from "./compare-lines.js";
import { changedText } from "./excerpt.js";

/** What changed between two tables, cell by cell, with the rows and columns named as a reader sees them. */
export function compareTables(before: ContentTable, after: ContentTable): string[] {
  const name = before.name === "" ? "table" : `table “${before.name}”`;
  if (before.name !== after.name) return [`table: its caption ${changedText(before.name, after.name)}`];
  if (before.rows.length !== after.rows.length) return [`${name}: ${before.rows.length} rows → ${after.rows.length}`];
  const heads = before.columns.flatMap((column, index) =>
    column === after.columns[index]
      ? []
      : [`${name}, column ${index + 1}: ${changedText(column, after.columns[index] ?? "")}`],
  );
  const cells = before.rows.flatMap((row, index) =>
    compareRows(row, after.rows[index] ?? [], before.columns).map((text) => `${name} row ${index + 1}${text}`),
  );
  return shortened([...heads, ...cells], "entry of the table", "entries of the table");
}

function compareRows(before: readonly string[], after: readonly string[], columns: readonly string[]): string[] {
  if (before.length !== after.length) return [`: ${before.length} cells → ${after.length}`];
  const [label = ""] = before;
  return before.flatMap((cell, index) => {
    if (cell === after[index]) return [];
    const place = index === 0 || label === "" ? "" : `, “${label}”`;
    const column = columns[index] ? `, ${columns[index]}` : "";
    return [`${place}${column}: ${cell || "nothing"} → ${after[index] || "nothing"}`];
  });
}

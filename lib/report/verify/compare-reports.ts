import { codeHash } from "../stamp/code-hash.js";
import { emptyContent } from "./cell-content.js";
import { cellNames } from "./cell-names.js";
import { compareContents } from "./compare-contents.js";
import { compareLines } from "./compare-lines.js";
import { compareStamps } from "./compare-stamps.js";
import type { ReadReport } from "./read-report.js";
import type { Difference } from "./verification.js";

export interface CompareReportsOptions {
  /** Cells with a higher execution count are left out. Default: none is. */
  readonly lastCell?: number;
}

/**
 * What differs between a report and the same one made again: parts that were edited since it was made, what it was made
 * of, and what its cells show.
 */
export function compareReports(
  report: ReadReport,
  again: ReadReport,
  { lastCell = Number.POSITIVE_INFINITY }: CompareReportsOptions = {},
): Difference[] {
  const names = cellNames(report.cells);
  const edits: Difference[] = report.editedParts.map((part) => ({
    kind: "edited",
    where: partNames[part],
    text: edited,
  }));
  const found: Difference[] = [];
  for (const index of new Set([...report.contents.keys(), ...again.contents.keys()])) {
    const { where, cell } = names[index] ?? { where: "a cell of no notebook" };
    const isEdited = report.editedCells.has(index);
    if (isEdited) edits.push({ kind: "edited", where, ...(cell !== undefined && { cell }), text: edited });
    if (cell !== undefined && cell > lastCell && !isEdited) continue;
    const changes = compareContents(
      report.contents.get(index) ?? emptyContent,
      again.contents.get(index) ?? emptyContent,
    );
    for (const text of changes) found.push({ kind: "cell", where, ...(cell !== undefined && { cell }), text });
  }
  if (codeHash(report.source) !== report.stamp.code) edits.push(otherCode);
  const stamps = compareStamps(report.stamp, again.stamp);
  const differences = [...edits, ...stamps, ...found];
  // The header tells of the stamp and of the results, which were compared: it counts where it was edited.
  const isTold = differences.length > 0 || lastCell < Number.POSITIVE_INFINITY;
  if (isTold && !report.editedParts.includes("header")) return differences;
  const header = compareLines(report.header, again.header);
  return [...differences, ...header.map((text): Difference => ({ kind: "page", where: "header", text }))];
}

const edited = "was edited after the report was made: it is not what the stamp says";

const otherCode: Difference = {
  kind: "edited",
  where: "notebook",
  text: "the text of its cells is not what the stamp says",
};

const partNames = {
  header: "header",
  frame: "contents, style or scripts of the page",
  metadata: "metadata",
  stamp: "stamp",
} as const;

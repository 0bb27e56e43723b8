import type { CellContent } from "./cell-content.js";
import { compareFigures } from "./compare-figures.js";
import { compareLines } from "./compare-lines.js";
import { compareTables } from "./compare-tables.js";
import { changedText } from "./excerpt.js";

/** What changed between what two reports show of a cell, in words; empty if they show the same. */
export function compareContents(before: CellContent, after: CellContent): string[] {
  const found = [
    ...compareLines(before.code, after.code).map((text) => `its code: ${text}`),
    ...pairs("table", before.tables, after.tables, compareTables),
    ...pairs("figure", before.figures, after.figures, compareFigures),
    ...compareLines(before.text, after.text).map((text) => `text: ${text}`),
  ];
  // What is made of the above differs with it.
  return found.length > 0 ? found : compareForms(before.forms, after.forms);
}

function pairs<T>(
  noun: string,
  before: readonly T[],
  after: readonly T[],
  compare: (a: T, b: T) => string[],
): string[] {
  if (before.length !== after.length)
    return [`${before.length} ${noun}${before.length === 1 ? "" : "s"} → ${after.length}`];
  return before.flatMap((one, index) => compare(one, after[index] as T));
}

function compareForms(before: CellContent["forms"], after: CellContent["forms"]): string[] {
  if (before.length !== after.length) return [`${before.length} other forms → ${after.length}`];
  return before.flatMap(([mime, content], index) => {
    const [otherMime = "", other = ""] = after[index] ?? [];
    if (mime !== otherMime) return [`its form ${mime} → ${otherMime}`];
    return content === other ? [] : [`its form ${mime}: ${changedText(content, other)}`];
  });
}

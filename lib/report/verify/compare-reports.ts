import { codeHash } from "../stamp/code-hash.js";
import { type CellContent, emptyContent } from "./cell-content.js";
import { cellNames } from "./cell-names.js";
import { type CellPair, cellPairs } from "./cell-pairs.js";
import { compareContents } from "./compare-contents.js";
import { compareLines } from "./compare-lines.js";
import { compareEnds, compareSeals, compareStamps } from "./compare-stamps.js";
import { changedText } from "./excerpt.js";
import type { ReadReport } from "./read-report.js";
import type { Difference } from "./verification.js";

/**
 * What differs between a report and the same one made again: parts that were edited since it was made, what it was made
 * of, and what its cells show. If one run went further, cells that only that one ran are left out.
 */
export function compareReports(report: ReadReport, again: ReadReport): Difference[] {
  const edits = editsOf(report, again);
  const ends = compareEnds(report.stamp, again.stamp);
  const made = compareStamps(report.stamp, again.stamp);
  const cells = comparedCells(report, again, ends.length > 0).flatMap((pair) => cellDifferences(report, again, pair));
  const found = [...ends, ...edits, ...made, ...cells];
  const page = pageDifferences(report, again, found.length > 0);
  const told = [...found, ...page];
  // What cells show is in the stamp as well: it is told of itself where nothing else tells.
  const isForged = report.editedParts.includes("stamp") || told.length === 0;
  if (ends.length > 0) return told;
  return [...told, ...compareSeals(report.stamp, again.stamp, { withResults: cells.length === 0 && isForged })];
}

/** Whether both have the same results, by the hashes in their stamps. */
export function isSameResult(report: ReadReport, again: ReadReport): boolean {
  const hashes = ({ stamp }: ReadReport) => new Map(stamp.cells.map(({ cell, sha256 }) => [cell, sha256]));
  const [one, other] = [hashes(report), hashes(again)];
  const pairs = cellPairs(report, again);
  return pairs.every(({ cell = 0, cellAgain = 0 }) => one.get(cell) === other.get(cellAgain));
}

const edited = "was edited after the report was made: it is not what the stamp says";
const changes = { edited, added: "was added", removed: "was removed", moved: "was moved" } as const;

function editsOf(report: ReadReport, again: ReadReport): Difference[] {
  const tell = (where: string, text = edited, cell?: number): Difference => ({
    kind: "edited",
    where,
    ...(cell !== undefined && { cell }),
    text,
  });
  const found = report.editedParts.flatMap((part): Difference[] => {
    if (part === "header" || part === "stamp") return [tell(part)];
    const pieces = changedPieces(report, again).map(({ name, text }) => tell(name, `${edited}: ${text}`));
    return pieces.length > 0 ? pieces : [tell(part === "frame" ? "page" : part)];
  });
  const names = cellNames(report.cells);
  for (const { change, index } of report.edits) {
    const { where, cell } = names[index] ?? { where: "a cell of no notebook" };
    if (change === "edited") found.push(tell(where, edited, cell));
    else if (change === "removed" && report.kind === "notebook") {
      const before = names[index - 1];
      found.push(tell("notebook", `a cell was removed ${before ? `after ${before.where}` : "at its start"}`));
    } else found.push(tell(where, `${changes[change]} after the report was made`, cell));
  }
  if (codeHash(report.source) !== report.stamp.code) {
    found.push(tell("notebook", "the text of its cells is not what the stamp says"));
  }
  return found;
}

function comparedCells(report: ReadReport, again: ReadReport, areEndsOther: boolean): CellPair[] {
  const gone = new Set(report.edits.flatMap(({ change, index }) => (change === "removed" ? [index] : [])));
  return cellPairs(report, again).filter(({ before, cell = 0, cellAgain = 0 }) => {
    if (report.kind === "page" && gone.has(before)) return false;
    return !areEndsOther || (cell <= report.stamp.done && cellAgain <= again.stamp.done);
  });
}

function cellDifferences(report: ReadReport, again: ReadReport, pair: CellPair): Difference[] {
  const { where, cell, cellAgain, before, after } = pair;
  const tell = (text: string): Difference => ({ kind: "cell", where, ...(cell !== undefined && { cell }), text });
  const was = report.contents.get(before) ?? emptyContent;
  const is = again.contents.get(after) ?? emptyContent;
  if (cell !== cellAgain) return compareContents(withoutNumber(was, cell), withoutNumber(is, cellAgain)).map(tell);
  const found = compareContents(was, is).map(tell);
  const [rawBefore = "", rawAfter = ""] = [report.raw.get(before), again.raw.get(after)];
  if (found.length > 0 || rawBefore === rawAfter) return found;
  return [tell(`as the file has it: ${changedText(rawBefore, rawAfter)}`)];
}

/** A page gives the code of a cell its number. */
function withoutNumber(content: CellContent, cell = 0): CellContent {
  const isNumber = content.code[0] === `Code [${cell}]`;
  return isNumber ? { ...content, code: content.code.slice(1) } : content;
}

function changedPieces(report: ReadReport, again: ReadReport): { readonly name: string; readonly text: string }[] {
  return report.pieces.flatMap(({ name, text }, index) => {
    const other = again.pieces[index]?.text ?? "";
    return text === other ? [] : [{ name, text: changedText(text, other) }];
  });
}

/** The header and the contents tell of what was compared: they count where they were edited, or where nothing else differs. */
function pageDifferences(report: ReadReport, again: ReadReport, isTold: boolean): Difference[] {
  const header = compareLines(report.header, again.header).map((text) => ({ where: "header", text }));
  const pieces = changedPieces(report, again).map(({ name, text }) => ({ where: name, text }));
  const found = [...(!isTold || report.editedParts.includes("header") ? header : []), ...(isTold ? [] : pieces)];
  return found.map((one): Difference => ({ kind: "page", ...one }));
}

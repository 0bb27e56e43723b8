import { hasTag, type Notebook, type NotebookCell } from "../run/notebook-file.js";
import { canonicalJson } from "../stamp/canonical-json.js";
import { cellCode, meaningfulTags } from "../stamp/code-hash.js";
import { cellNames } from "./cell-names.js";
import { compareLines } from "./compare-lines.js";
import type { Difference } from "./verification.js";

/**
 * Cells whose text, attachments or meaningful tags differ between the notebook that a report holds and another, by the numbers that the report gives.
 * @param shift 1 if the report has a cell of injected parameters, which the notebook has not
 */
export function compareNotebooks(report: Notebook, other: Notebook, shift: number): Difference[] {
  const written = (notebook: Notebook): NotebookCell[] =>
    notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  const before = written(report);
  const after = written(other);
  const names = cellNames(before);
  const place = before.findIndex((cell) => hasTag(cell, "parameters"));
  let start = 0;
  while (start < before.length && start < after.length && isSame(before[start], after[start])) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && isSame(before.at(-1 - end), after.at(-1 - end))) end++;
  const found: Difference[] = [];
  for (let index = start; index < Math.max(before.length, after.length) - end; index++) {
    const was = index < before.length - end ? before[index] : undefined;
    const is = index < after.length - end ? after[index] : undefined;
    if (isSame(was, is)) continue;
    const name = names[index];
    const number = name?.cell === undefined ? undefined : name.cell + (index > place ? shift : 0);
    const where = number === undefined ? (name?.where ?? "a cell at the end") : `cell ${number}`;
    found.push({
      kind: "notebook",
      where: "notebook",
      ...(number !== undefined && { cell: number }),
      text: `${where} ${changeText(was, is)}`,
    });
  }
  return found;
}

function isSame(one: NotebookCell | undefined, other: NotebookCell | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(cellCode(one)) === canonicalJson(cellCode(other));
}

function changeText(was: NotebookCell | undefined, is: NotebookCell | undefined): string {
  if (was === undefined) return `is new: ${firstLine(is)}`;
  if (is === undefined) return `is gone: ${firstLine(was)}`;
  const lines = compareLines(was.source.split("\n"), is.source.split("\n"));
  const changes = [
    ...(was.cell_type === is.cell_type ? [] : [`from ${was.cell_type} to ${is.cell_type}`]),
    ...lines,
    ...attachmentChanges(was, is),
    ...tagChanges(was, is),
  ];
  return `changed: ${changes.join("; ")}`;
}

function attachmentChanges(was: NotebookCell, is: NotebookCell): string[] {
  const [before, after] = [attachmentsOf(was), attachmentsOf(is)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    if (canonicalJson(before[name]) === canonicalJson(after[name])) return [];
    if (before[name] === undefined) return [`attachment ${name} is new`];
    return [after[name] === undefined ? `attachment ${name} is gone` : `attachment ${name} has other content`];
  });
}

function attachmentsOf(cell: NotebookCell): Readonly<Record<string, unknown>> {
  return cell.cell_type === "markdown" ? (cell.attachments ?? {}) : {};
}

function tagChanges(was: NotebookCell, is: NotebookCell): string[] {
  return meaningfulTags.flatMap((tag) => {
    if (hasTag(was, tag) === hasTag(is, tag)) return [];
    return [hasTag(is, tag) ? `tag ${tag} is new` : `tag ${tag} is gone`];
  });
}

function firstLine(cell: NotebookCell | undefined): string {
  return `“${cell?.source.split("\n")[0] ?? ""}”`;
}

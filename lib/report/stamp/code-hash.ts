import { hasTag, type Notebook, type NotebookCell } from "../run/notebook-file.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** Tags that change what a report shows. */
export const meaningfulTags: readonly string[] = ["parameters", "injected-parameters", "summary"];

/**
 * SHA-256 of what the author of a notebook wrote: the canonical JSON of `[type, source]` for each cell in order; where a
 * cell has attachments, or one of the tags `parameters`, `injected-parameters` and `summary`, of
 * `[type, source, { attachments, tags }]` with those that it has. Outputs, counts, ids, other tags and other metadata
 * change nothing, and neither do cells of injected parameters.
 */
export function codeHash({ cells }: Pick<Notebook, "cells">): string {
  const written = cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  return sha256(canonicalJson(written.map(cellCode)));
}

/** What of a cell its author wrote, and a report shows or goes by. */
export function cellCode(cell: NotebookCell): readonly unknown[] {
  const { cell_type, source, metadata } = cell;
  const tags = meaningfulTags.filter((tag) => metadata.tags?.includes(tag));
  const attachments = (cell.cell_type === "markdown" && cell.attachments) || {};
  const more = {
    ...(Object.keys(attachments).length > 0 && { attachments }),
    ...(tags.length > 0 && { tags }),
  };
  return [cell_type, source, ...(Object.keys(more).length > 0 ? [more] : [])];
}

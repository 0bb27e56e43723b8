import { hasTag, type Notebook } from "../run/notebook-file.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/**
 * SHA-256 of what the author of a notebook wrote: the canonical JSON of `[type, source]` for each cell in order. Outputs,
 * counts, ids and metadata change nothing, and neither do injected parameters.
 */
export function codeHash({ cells }: Pick<Notebook, "cells">): string {
  const written = cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  return sha256(canonicalJson(written.map(({ cell_type, source }) => [cell_type, source])));
}

import { canonicalJson } from "./canonical-json.js";
import { metadataKey } from "./notebook-source.js";
import { sha256 } from "./sha256.js";

/** A notebook as its file holds it. */
export interface NotebookJson {
  readonly cells: readonly Readonly<Record<string, unknown>>[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** Hashes of the parts of a report in the form of a notebook as it was made: of their canonical JSON. */
export interface NotebookSeals {
  readonly cells: readonly string[];
  /** Of its metadata, without the stamp. */
  readonly metadata: string;
}

/** Hashes of the parts of a notebook but the stamp. */
export function notebookSeals({ cells, metadata, ...rest }: NotebookJson): NotebookSeals {
  const { [metadataKey]: _, ...kept } = metadata;
  return {
    cells: cells.map((cell) => sha256(canonicalJson(cell))),
    metadata: sha256(canonicalJson({ ...rest, metadata: kept })),
  };
}

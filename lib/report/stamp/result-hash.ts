import type { NotebookOutput } from "../../kernel/session/outputs.js";
import { plotlyMime } from "../../notebook/plotly-mime.js";
import type { RanCell } from "../run/run-notebook.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** Hash of what one cell put out. */
export interface CellHash {
  /** Execution count. */
  readonly cell: number;
  readonly sha256: string;
}

/** Significant digits of a number that count: machines and versions may differ in those after them. */
const digits = 12;

/**
 * SHA-256 of the results of each cell that put something out, in order: of the canonical JSON, numbers rounded to 12
 * significant digits, of the list of its outputs, each as follows.
 *
 * - printed text: `{ stream, text }`
 * - an error: `{ error, message }`, its name and message
 * - anything shown: its forms in JSON by MIME type; all its forms if none is JSON. Pictures, HTML and text that stand
 *   beside a form in JSON are made of it and left out, and so is the colour template of a figure (`layout.template`).
 */
export function cellHashes(cells: readonly RanCell[]): CellHash[] {
  return cells.flatMap(({ executionCount, outputs }) =>
    executionCount === null || outputs.length === 0
      ? []
      : [{ cell: executionCount, sha256: sha256(canonicalJson(outputs.map(resultOf), { digits })) }],
  );
}

/** SHA-256 of all results: of the hashes of the cells in order, in hex, each with a line break (`\n`) after it. */
export function resultHash(cells: readonly CellHash[]): string {
  return sha256(cells.map((cell) => `${cell.sha256}\n`).join(""));
}

function resultOf(output: NotebookOutput): unknown {
  if (output.output_type === "stream") return { stream: output.name, text: output.text };
  if (output.output_type === "error") return { error: output.ename, message: output.evalue };
  const forms = Object.entries(output.data);
  const json = forms.filter(([mime]) => mime.endsWith("json"));
  return Object.fromEntries(
    (json.length > 0 ? json : forms).map(([mime, value]) => [mime, withoutTemplate(mime, value)]),
  );
}

function withoutTemplate(mime: string, value: unknown): unknown {
  const layout = (value as { readonly layout?: unknown } | null)?.layout;
  if (mime !== plotlyMime || typeof layout !== "object" || layout === null) return value;
  const { template: _, ...rest } = layout as Readonly<Record<string, unknown>>;
  return { ...(value as object), layout: rest };
}

import { type FileTable, numberColumn } from "./file-table.js";

interface RangeIndex {
  readonly kind: "range";
  readonly name: string | null;
  readonly start: number;
  readonly step: number;
}

/**
 * The index of a DataFrame that pandas wrote as a rule, start and step, and not as a column; undefined if there is none. An
 * index with values of its own is a column of the file, by its name or as `__index_level_0__`.
 * @param metadata text under `pandas` in the file's metadata
 */
export function dataFrameIndex(metadata: string | undefined, rows: number): FileTable["index"] {
  const index = metadata === undefined ? undefined : rangeIndex(metadata);
  if (index === undefined) return undefined;
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = index.start + row * index.step;
  return { name: index.name ?? "index", column: numberColumn(values) };
}

function rangeIndex(metadata: string): RangeIndex | undefined {
  try {
    const { index_columns } = JSON.parse(metadata) as { readonly index_columns?: readonly unknown[] };
    return (index_columns ?? []).find(
      (index): index is RangeIndex =>
        typeof index === "object" && index !== null && (index as RangeIndex).kind === "range" && hasNumbers(index),
    );
  } catch {
    // Metadata that cannot be read tell nothing; the columns are there without them.
    return undefined;
  }
}

function hasNumbers(index: object): boolean {
  const { start, step, name } = index as RangeIndex;
  return Number.isFinite(start) && Number.isFinite(step) && (name === null || typeof name === "string");
}

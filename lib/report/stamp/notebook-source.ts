import { hasTag, type Notebook } from "../run/notebook-file.js";

/** Key under which a report in the form of a notebook keeps its stamp in the metadata. */
export const metadataKey = "open-interest";

/** A notebook as its author wrote it: without outputs, counts, injected parameters and what an earlier report left. */
export function notebookSource({ cells, metadata, ...rest }: Notebook): Notebook {
  const { [metadataKey]: _, ...kept } = metadata;
  const written = cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  return {
    ...rest,
    metadata: kept,
    cells: written.map((cell) => {
      if (cell.cell_type !== "code") return cell;
      const { outputs: __, execution_count: ___, ...source } = cell;
      return source as typeof cell;
    }),
  };
}

import { lastHeading } from "../page/headings.js";
import type { NotebookCell } from "../run/notebook-file.js";

/** How a reader finds a cell. */
export interface CellName {
  /** `cell 7 (Regimes)`, or `text under “Regimes”`. */
  readonly where: string;
  /** Execution count that a cell of code has, or would have. */
  readonly cell?: number;
}

/** Names of cells in order: of code by their execution counts, of text by the heading they stand under. */
export function cellNames(cells: readonly Pick<NotebookCell, "cell_type" | "source">[]): CellName[] {
  let heading = "";
  let count = 0;
  return cells.map(({ cell_type, source }) => {
    if (cell_type === "markdown") heading = lastHeading(source) ?? heading;
    if (cell_type !== "code" || source.trim() === "") {
      return { where: heading === "" ? "text at the top" : `text under “${heading}”` };
    }
    count++;
    return { where: `cell ${count}${heading === "" ? "" : ` (${heading})`}`, cell: count };
  });
}

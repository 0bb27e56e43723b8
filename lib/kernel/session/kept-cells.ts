import type { CellSources } from "./stack-lines.js";
import type { TransformedCell } from "./transform-cell.js";

/** Functions of older cells may still throw, but a trace then tells nothing of their text. */
const mostKept = 1000;

/** Texts of the cells that ran last, to read stacks with. */
export interface KeptCells extends CellSources {
  /** Takes a cell and gives the number that its compiled text is named by. @param count execution count, 0 for none */
  add(source: string, count: number): number;
  /** Takes what the cell was compiled to. */
  setTransformed(id: number, transformed: Pick<TransformedCell, "locate">): void;
}

interface KeptCell {
  readonly source: string;
  readonly count: number;
  locate?: TransformedCell["locate"];
}

/** No cells yet. @param fileUrl address of the notebook */
export function keptCells(fileUrl: string): KeptCells {
  const cells = new Map<number, KeptCell>();
  let last = 0;
  return {
    fileUrl,
    add: (source, count) => {
      cells.set(++last, { source, count });
      cells.delete(last - mostKept);
      return last;
    },
    setTransformed: (id, { locate }) => {
      const cell = cells.get(id);
      if (cell !== undefined) cell.locate = locate;
    },
    source: (id) => cells.get(id)?.source,
    count: (id) => cells.get(id)?.count ?? 0,
    locate: (id, line, column) => cells.get(id)?.locate?.(line, column),
  };
}

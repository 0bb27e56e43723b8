import { hasTag } from "../run/notebook-file.js";
import { type CellName, cellNames } from "./cell-names.js";
import type { ReadReport } from "./read-report.js";

/** A cell in a report and in the same made again, by its places there. */
export interface CellPair extends CellName {
  readonly before: number;
  readonly after: number;
  /** Execution count in the report made again: another if only one of the two was given parameters. */
  readonly cellAgain?: number;
}

/** The cells of two reports of one notebook, whether their runs were given parameters or not. */
export function cellPairs(report: ReadReport, again: ReadReport): CellPair[] {
  const names = cellNames(report.cells);
  const namesAgain = cellNames(again.cells);
  return [true, false].flatMap((isInjected) => {
    const places = placesOf(again, isInjected);
    return placesOf(report, isInjected).flatMap((before, index): CellPair[] => {
      const after = places[index];
      if (after === undefined) return [];
      const cellAgain = namesAgain[after]?.cell;
      return [{ ...(names[before] as CellName), before, after, ...(cellAgain !== undefined && { cellAgain }) }];
    });
  });
}

function placesOf({ cells }: ReadReport, isInjected: boolean): number[] {
  return [...cells.entries()].flatMap(([index, cell]) =>
    hasTag(cell, "injected-parameters") === isInjected ? [index] : [],
  );
}

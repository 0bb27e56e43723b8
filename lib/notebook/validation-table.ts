import type { CombinatorialValidation } from "../backtest/validation/combinatorial-validation.js";
import type { Validation } from "../backtest/validation/walk-forward.js";
import { formatCells } from "./format-cells.js";
import { type Table, type TableColumn, type TableOptions, table } from "./table.js";

/**
 * What choosing earned out of sample, fold by fold: of a walk-forward or a cross-validation, or of all the paths of a
 * combinatorial one.
 */
export function validationTable(
  found: Validation | CombinatorialValidation,
  { caption, note, maxRows = 20 }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const told = "paths" in found ? ofPaths(found) : ofOnePath(found);
  return table(found.folds, {
    caption: caption ?? told.caption,
    note: [told.note, note].filter((text) => text !== undefined).join("; "),
    maxRows,
    columns: [
      { key: "fold", digits: 0 },
      { key: "trainFrom", name: "train from (UTC)", format: "time" },
      { key: "trainTo", name: "to", format: "time" },
      { key: "testFrom", name: "test from (UTC)", format: "time" },
      { key: "testTo", name: "to", format: "time" },
      { key: "name", name: "chosen" },
      measure("inSample", "in sample"),
      measure("outOfSample", "out of sample"),
    ],
  });
}

function measure(key: string, name: string): TableColumn {
  return { key, name, format: "number", digits: 3 };
}

const number = (value: number): string => formatCells([value], "number", 2)[0] as string;
const percent = (value: number): string => formatCells([value], "percent", 1)[0] as string;

function ofOnePath({
  returns,
  measures,
  folds,
  efficiency,
  selectedBy,
}: Validation): Record<"caption" | "note", string> {
  return {
    caption: `${returns.name} of ${folds.length} folds: Sharpe ratio ${number(measures.sharpe)} for a year, total return ${percent(measures.totalReturn)}, maximum drawdown ${percent(measures.maxDrawdown)}`,
    note: `chosen by ${selectedBy}; out of sample / in sample ${number(efficiency)}`,
  };
}

function ofPaths({ paths, folds, sharpe }: CombinatorialValidation): Record<"caption" | "note", string> {
  return {
    caption: `Combinatorial validation: ${paths.length} paths of ${folds.length} splits, Sharpe ratio for a year ${number(sharpe.median)} in the median, ${number(sharpe.minimum)} to ${number(sharpe.maximum)}`,
    note: `mean ${number(sharpe.mean)}; below 0 in ${percent(sharpe.negative)} of the paths; paths share train rows and are not independent`,
  };
}

import { type Parameters, parametersText } from "../backtest/sweep/parameters.js";
import { parametersOf } from "../backtest/sweep/parameters-of.js";
import type { SweepEvidence } from "../backtest/sweep/sweep-evidence.js";
import type { SweepResult } from "../backtest/sweep/sweep-result.js";
import { evidenceTable } from "./evidence-table.js";
import { formatCells } from "./format-cells.js";
import { Table, type TableColumn, type TableOptions, table } from "./table.js";

/** Options of `sweepTable`. */
export interface SweepTableOptions extends Pick<TableOptions, "caption" | "note"> {
  /** Rows shown, of the highest Sharpe ratios. Default 10. */
  readonly maxRows?: number;
}

/** The combinations of a sweep with the highest Sharpe ratios, best first, and how many there are. */
export function sweepTable<P extends Parameters>(
  { rows, counts, sameBarFills }: SweepResult<P>,
  { caption, note, maxRows = 10 }: SweepTableOptions = {},
): Table {
  // A combination without a ratio comes last.
  const rank = (sharpe: number): number => (sharpe === sharpe ? sharpe : Number.NEGATIVE_INFINITY);
  const best = [...rows]
    .sort((one, other) => (rank(one.sharpe) < rank(other.sharpe) ? 1 : rank(one.sharpe) > rank(other.sharpe) ? -1 : 0))
    .slice(0, maxRows);
  const parameters = [...new Set(best.flatMap((row) => Object.keys(parametersOf(row))))];
  const count = (value: number): string => value.toLocaleString("en-US");
  const ofAll = `${count(counts.combinations)} combinations × ${count(counts.bars)} bars`;
  const remarks = [
    best.length < rows.length ? `best ${count(best.length)} of ${count(rows.length)} by Sharpe ratio` : undefined,
    "the best of many tries is lucky: evidence() says what it is worth",
    sameBarFills ? "same-bar fills, which cannot be traded" : undefined,
    note,
  ];
  return table(best, {
    caption: caption ?? `Sweep: ${ofAll}`,
    note: remarks.filter((remark) => remark !== undefined).join("; "),
    maxRows: Math.max(2, maxRows),
    columns: [
      ...parameters,
      { key: "sharpe", name: "Sharpe (year)", format: "number", digits: 2 },
      percent("totalReturn", "total return"),
      percent("cagr", "CAGR"),
      percent("volatility", "volatility"),
      percent("maxDrawdown", "max drawdown"),
      { key: "trades", digits: 0 },
      percent("exposure", "exposure"),
    ],
  });
}

/** The best of a sweep with its doubts: the lines of `evidenceTable`, and what is known of the way it was chosen. */
export function sweepEvidenceTable<P extends Parameters>(
  found: SweepEvidence<P>,
  { caption = found.verdict, note }: Pick<TableOptions, "caption" | "note"> = {},
): Table {
  const ofBest = evidenceTable(found.evidence, { caption, note });
  const [number, probability] = [2, 3].map((digits) => (value: number) => formatCells([value], "number", digits)[0]);
  const lines: readonly (readonly [name: string, value: string, how: string])[] = [
    ["Combinations", found.combinations.toLocaleString("en-US"), "with a Sharpe ratio"],
    ["Average correlation", number(found.averageCorrelation), "between their returns"],
    ["Effective trials", number(found.effectiveTrials), "independent ones that they are worth"],
    ["Deflated by these", probability(found.deflatedSharpeOfEffective), "the lenient deflated Sharpe ratio"],
    [
      "Probability of overfitting",
      probability(found.overfittingProbability),
      "the best of one half is at or below the median in the other",
    ],
    ["Probability of loss", probability(found.probabilityOfLoss), "the best of one half loses in the other"],
    ["p of superiority", probability(found.superiorityP), "Hansen, best against the benchmark"],
    ["p of the reality check", probability(found.realityCheckP), "White, the same"],
    ["Plateau", number(found.plateau.score), "median of its neighbours on the grid / best"],
  ];
  return new Table({
    caption: ofBest.caption,
    columns: ofBest.columns,
    rows: [
      ["Best", "", "", parametersText(parametersOf(found.best))],
      ...ofBest.rows,
      ...lines.map(([name, value, how]) => [name, value, "", how]),
    ],
    note: ofBest.note,
  });
}

function percent(key: string, name: string): TableColumn {
  return { key, name, format: "percent", digits: 1 };
}

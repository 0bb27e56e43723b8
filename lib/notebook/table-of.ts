import type { Comparison } from "../backtest/results/comparison.js";
import type { Measures } from "../backtest/results/measures.js";
import { Backtest } from "../backtest/results/result.js";
import { SweepEvidence } from "../backtest/sweep/sweep-evidence.js";
import { SweepResult } from "../backtest/sweep/sweep-result.js";
import type { CombinatorialValidation } from "../backtest/validation/combinatorial-validation.js";
import type { Validation } from "../backtest/validation/walk-forward.js";
import { Audit } from "../evidence/audit/audit-result.js";
import type { EventStudy } from "../evidence/event-study/event-study.js";
import { Ledger } from "../evidence/ledger/ledger.js";
import type { Overfitting } from "../evidence/overfitting/overfitting-probability.js";
import { Evidence } from "../evidence/verdict/evidence-result.js";
import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import type { Dataset } from "../sources/dataset.js";
import type { Quality } from "../sources/quality/quality.js";
import { auditTable } from "./audit-table.js";
import { backtestTable } from "./backtest-table.js";
import { datasetTable } from "./dataset-table.js";
import { eventStudyTable } from "./event-study-table.js";
import { evidenceTable } from "./evidence-table.js";
import { measuresTable } from "./measures-table.js";
import { overfittingTable } from "./overfitting-table.js";
import { qualityTable } from "./quality-table.js";
import { comparisonTable } from "./result-tables.js";
import { sweepEvidenceTable, sweepTable } from "./sweep-tables.js";
import { type Table, table } from "./table.js";
import { trialsTable } from "./trials-table.js";
import { validationTable } from "./validation-table.js";
import { fieldsTable } from "./values/fields-table.js";
import { recordsTable } from "./values/records-table.js";
import { seriesFieldsTable } from "./values/series-fields-table.js";

/**
 * A value as the table that the library has for its kind, undefined for anything else: its results, lists of plain
 * objects, and objects that hold series.
 */
export function tableOf(value: unknown): Table | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Series || value instanceof Panel) return table(value);
  if (value instanceof Backtest) return backtestTable(value);
  if (value instanceof SweepResult) return sweepTable(value);
  if (value instanceof SweepEvidence) return sweepEvidenceTable(value);
  if (value instanceof Evidence) return evidenceTable(value);
  if (value instanceof Audit) return auditTable(value);
  if (value instanceof Ledger) return trialsTable(value);
  const kind = kinds.find((each) => each.fields.every((field) => Object.hasOwn(value, field)));
  try {
    if (kind !== undefined) return kind.make(value);
  } catch {
    // Another object with the same fields: it shows as any object does.
  }
  return recordsTable(value) ?? seriesFieldsTable(value) ?? fieldsTable(value);
}

interface Kind {
  /** Fields by which a plain object is told to be of this kind. */
  readonly fields: readonly string[];
  readonly make: (value: object) => Table;
}

/** Results without a class of their own: a copy of one shows as it does. */
const kinds: readonly Kind[] = [
  kind<Dataset>(["asset", "intervalMs", "openInterest", "funding", "quality", "provenance"], datasetTable),
  kind<Quality>(["rowsRead", "issues"], qualityTable),
  kind<Overfitting>(["probability", "probabilityOfLoss", "logit", "degradation", "dominance"], overfittingTable),
  kind<EventStudy>(["path", "events", "leftOut", "jointP", "conventions"], eventStudyTable),
  kind<CombinatorialValidation>(["paths", "measures", "sharpe", "folds"], validationTable),
  kind<Validation>(["returns", "measures", "folds", "efficiency", "selectedBy"], validationTable),
  kind<Comparison>(["informationRatio", "upCapture", "alphaT", "conventions"], (value) => comparisonTable({ value })),
  kind<Measures>(["sharpe", "hitRate", "turnover", "breakEvenBps", "conventions"], (value) => measuresTable({ value })),
];

function kind<T extends object>(fields: readonly (keyof T & string)[], make: (value: T) => Table): Kind {
  return { fields, make: (value) => make(value as T) };
}

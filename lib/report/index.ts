// Apart from the main entry, so that a notebook does not load what runs notebooks.

export type { BatchReport } from "./batch/batch-report.js";
export { type Batch, type BatchOptions, type BatchProgress, runBatch } from "./batch/run-batch.js";
export {
  type ReportFormat,
  type WriteReportOptions,
  type WrittenFile,
  type WrittenReport,
  writeReport,
} from "./files/write-report.js";
export type { DataContent, DataRecord } from "./run/data-records.js";
export {
  type CellProgress,
  type NotebookRun,
  type RanCell,
  type RunFailure,
  type RunNotebookOptions,
  type RunParameter,
  runNotebook,
} from "./run/run-notebook.js";
export { type SupervisedRunOptions, supervisedRun } from "./run/supervised-run.js";
export { canonicalJson } from "./stamp/canonical-json.js";
export { codeHash } from "./stamp/code-hash.js";
export { type CellHash, cellHashes, resultHash } from "./stamp/result-hash.js";
export {
  type Stamp,
  type StampedData,
  type StampedFailure,
  type StampedParameter,
  stamp,
  type Versions,
} from "./stamp/stamp.js";
export type { Difference, DifferenceKind, Verification } from "./verify/verification.js";
export { type VerifyOptions, verifyReport } from "./verify/verify-report.js";

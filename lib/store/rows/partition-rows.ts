import type { RowLabel } from "./row-label.js";

/**
 * Rows of one partition, sorted by the keys of their labels (`compareKeys`) and then by time. The rows of one key are
 * a run; within it the label may change from row to row in its identity.
 */
export interface PartitionRows {
  readonly labels: readonly RowLabel[];
  /** For each row its place in `labels`. */
  readonly label: Uint32Array;
  /** Epoch milliseconds UTC. */
  readonly times: Float64Array;
  /** Never NaN. */
  readonly values: Float64Array;
  /** When each value was first had, epoch milliseconds UTC. */
  readonly retrieved: Float64Array;
}

/** Values that were replaced, in the order of the rows that hold. */
export interface RevisedRows {
  readonly labels: readonly RowLabel[];
  readonly label: Uint32Array;
  readonly times: Float64Array;
  readonly oldValues: Float64Array;
  readonly newValues: Float64Array;
  readonly oldRetrieved: Float64Array;
  readonly newRetrieved: Float64Array;
}

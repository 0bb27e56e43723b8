import type { Identity, Unit } from "../series/identity.js";
import type { Provenance } from "../sources/dataset.js";
import type { Measure, MeasuredSeries } from "../sources/dataset-series.js";
import type { QualityIssue } from "../sources/quality/quality.js";

/** What was asked of a source: everything that decides which numbers it gives, but for the period. No secret is in it. */
export type StoredQuery = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Series of one answer of one source, to be kept. */
export interface Answer {
  /** Name of the source, the `dataset` of the partition. */
  readonly source: string;
  readonly asset: string;
  /** Distance between rows of what stands on the grid, milliseconds. */
  readonly intervalMs: number;
  readonly query: StoredQuery;
  /** What was asked for and answered, from < time ≤ to, epoch milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  /** When it was answered, epoch milliseconds UTC. */
  readonly retrievedAt: number;
  readonly series: readonly MeasuredSeries[];
  readonly issues: readonly QualityIssue[];
  readonly rowsRead: number;
  readonly provenance: Provenance;
}

/** What became of an answer. */
export interface Appended {
  /** Name of the record of this fetch. */
  readonly fetch: string;
  /** Values that were not there before. */
  readonly added: number;
  /** Values that were there already, the same to the bit. */
  readonly same: number;
  /** Values that were there and differ: the new one holds, both are kept in the revisions. */
  readonly revised: number;
  /** Largest |new / old − 1| among the revised, 0 if none; a change from 0 counts as 1. */
  readonly largestChange: number;
  /** What the store found: values revised and identities changed, series by series. They are in the details of the fetch, too. */
  readonly issues: readonly QualityIssue[];
}

/** A series that a store holds. Together with the instant, all but `identity` is the key of a value. */
export interface SeriesKey {
  readonly source: string;
  readonly asset: string;
  readonly measure: Measure;
  /** Its name in the dataset. */
  readonly name: string;
  readonly unit: Unit;
  /** That of the answer; 0 for what stands at its own times, as funding does. */
  readonly intervalMs: number;
  readonly identity: Identity;
}

/** A Parquet file of the store. Its content never changes: what takes its place has another path. */
export interface StoredFile {
  /**
   * Below the store's folder, with `/`: `versions/data/dataset=…/asset=…/venue=…/month=…/<16 hex of its hash>.parquet`.
   * What is current is linked below `data/`, too, for other programs.
   */
  readonly path: string;
  readonly kind: "data" | "revisions";
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly source: string;
  readonly asset: string;
  /** Empty where the series are of no one venue. */
  readonly venue: string;
  /** `2025-07`; empty for revisions. */
  readonly month: string;
  /** First and last time, epoch milliseconds UTC. */
  readonly from: number;
  readonly to: number;
}

/** One fetch that was stored, in short; `fetchDetails` reads the rest. */
export interface FetchRecord {
  readonly id: string;
  readonly source: string;
  readonly asset: string;
  readonly intervalMs: number;
  readonly query: StoredQuery;
  readonly from: number;
  readonly to: number;
  readonly retrievedAt: number;
  readonly added: number;
  readonly revised: number;
  readonly largestChange: number;
  /** Hash of the file of details, and its name below `fetches/`. */
  readonly sha256: string;
}

/** What is told of a fetch beside its record. */
export interface FetchDetails {
  readonly id: string;
  /** Version of the library that stored it. */
  readonly library: string;
  readonly rowsRead: number;
  readonly issues: readonly QualityIssue[];
  readonly provenance: Provenance;
  /** The series of the answer, in its order. */
  readonly series: readonly SeriesKey[];
  /** Its record at the time, from which a manifest can be made anew. */
  readonly record: Omit<FetchRecord, "sha256">;
}

/** The whole state of a store at one version. A store is what its newest manifest says, and no file beside. */
export interface Manifest {
  readonly format: 1;
  readonly version: number;
  /** Version of the library that wrote it. */
  readonly library: string;
  readonly files: readonly StoredFile[];
  readonly fetches: readonly FetchRecord[];
  /** Files that were replaced lately and are still there, for those who read an earlier version. */
  readonly replaced: readonly ReplacedFile[];
  /** Names of the last commits, by which a writer knows its own to be in. */
  readonly recent: readonly string[];
}

/** A file that no longer belongs to the store, and is going to be removed. */
export interface ReplacedFile {
  /** Below the store's folder, with `/`. */
  readonly path: string;
  /** When it was replaced, epoch milliseconds UTC. */
  readonly at: number;
}

/** Something in a store that is not as it should be. */
export interface StoreProblem {
  /**
   * - `manifest`: a manifest that is damaged or missing
   * - `missing`: a file of values or revisions that is not there
   * - `damaged`: one that is not what was written, or wrong in itself
   * - `details`: details of a fetch that are missing or damaged
   * - `unpublished`: a current file that other programs do not find below `data` or `revisions`
   * - `foreign`: a file there that is not of the store, which other programs read all the same
   * - `stray`: a file that nothing names, such as a killed writer or a desktop leaves; harmless
   */
  readonly kind: "manifest" | "missing" | "damaged" | "details" | "unpublished" | "foreign" | "stray";
  /** Below the store's folder, with `/`. */
  readonly path: string;
  /** What it is and what to do, in a sentence. */
  readonly detail: string;
}

/** What a store was found to be. */
export interface StoreCheck {
  /** Version of the state that was looked at: the newest one whose manifest is good; 0 if none is. */
  readonly version: number;
  /** True if nothing is wrong: what is stored is all there, and is what was written. Strays are no wrong. */
  readonly ok: boolean;
  /** Files of values and of revisions, their rows and bytes. */
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  readonly fetches: number;
  readonly problems: readonly StoreProblem[];
  /** What was done about them, in sentences; empty unless `repair` was asked for. */
  readonly repairs: readonly string[];
}

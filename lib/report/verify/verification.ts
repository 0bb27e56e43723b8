import type { Stamp } from "../stamp/stamp.js";

/** What kind of thing differs. */
export type DifferenceKind =
  /** A part of the file is not what its own stamp says. */
  | "edited"
  | "data"
  | "parameter"
  /** The notebook that was named is not the one in the report. */
  | "notebook"
  | "version"
  | "trials"
  /** A cell failed, or did not. */
  | "run"
  /** What a cell shows. */
  | "cell"
  /** Title, contents, style or scripts of the page; metadata of a notebook. */
  | "page";

/** One thing that is not the same. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** What it is about: `data`, `cell 7 (Regimes)`. */
  readonly where: string;
  /** Execution count of the cell. */
  readonly cell?: number;
  /** What it was in the report and is now, in words. */
  readonly text: string;
}

/** What came of running a report again. */
export interface Verification {
  /** Nothing that was compared differs. */
  readonly same: boolean;
  /** The report made again has the same bytes as the file. */
  readonly sameBytes: boolean;
  /** The results of the cells have the same hash as those of the report, and the file shows them. */
  readonly sameOutputs: boolean;
  readonly kind: "page" | "notebook";
  readonly differences: readonly Difference[];
  /** What a reader should know and is no difference. */
  readonly notes: readonly string[];
  /** Stamp of the report, and of its run now. */
  readonly report: Stamp;
  readonly rerun: Stamp;
}

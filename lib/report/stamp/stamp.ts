import { readFileSync } from "node:fs";
import { isoTime } from "../../series/time.js";
import type { SourceFile } from "../../sources/dataset.js";
import type { DataRecord } from "../run/data-records.js";
import type { ParameterValue } from "../run/parameters.js";
import type { NotebookRun, RunFailure, RunParameter } from "../run/run-notebook.js";
import { canonicalJson } from "./canonical-json.js";
import { codeHash } from "./code-hash.js";
import { isOutside } from "./ended-cell.js";
import type { Lockfile } from "./lockfile.js";
import { type CellHash, cellHashes, resultHash } from "./result-hash.js";
import { sha256 } from "./sha256.js";

/** Versions that a result depends on. */
export interface Versions {
  readonly openInterest: string;
  /** As Node tells it, with its `v`; it brings its own V8 and its own data on languages. */
  readonly node: string;
}

/** A parameter in a stamp. */
export interface StampedParameter extends Pick<RunParameter, "name" | "given" | "local"> {
  /** Absent where it has none. */
  readonly value?: ParameterValue;
}

/** Data that a notebook worked on. */
export interface StampedData {
  readonly source: string;
  readonly simulated: boolean;
  readonly description: string;
  /** Absent, with what follows it, for what tells its provenance and no more. */
  readonly asset?: string;
  readonly intervalMs?: number;
  /** First and last row, ISO 8601, UTC; absent if there are none. */
  readonly from?: string;
  readonly to?: string;
  readonly rows?: number;
  /** `dataHash` of the numbers. */
  readonly sha256?: string;
  readonly files: readonly SourceFile[];
}

/** Why a run ended early. */
export interface StampedFailure {
  /** Execution count. */
  readonly cell: number;
  readonly name: string;
  readonly message: string;
  readonly outside: boolean;
}

/** All that a report was made of, and what came out, in hashes: what another run can be held against. */
export interface Stamp {
  readonly version: 1;
  /** Name of the notebook's file without folder and ending. */
  readonly name: string;
  readonly status: NotebookRun["status"];
  /** How many cells of code ran to their end, and how many there are. */
  readonly done: number;
  readonly total: number;
  /** Cell that ended the run early; `outside` if a time limit or the end of its process did, and not its own code. */
  readonly failure?: StampedFailure;
  /** `codeHash` of the notebook. */
  readonly code: string;
  readonly parameters: readonly StampedParameter[];
  /** Value of the parameter called `seed`, where there is one. */
  readonly seed?: ParameterValue;
  readonly data: readonly StampedData[];
  readonly versions: Versions & { readonly lockfile?: Lockfile };
  /** Distinct variants that were tried, runs that repeated one, and SHA-256 of the canonical JSON of the ledger. */
  readonly trials: { readonly count: number; readonly repeats: number; readonly sha256: string };
  /** `cellHashes` of the outputs. */
  readonly cells: readonly CellHash[];
  /** `resultHash` of them. */
  readonly result: string;
}

/**
 * What a run was made of and what came out. It holds no time of making, no name of a machine and no folder: the same run
 * has the same stamp.
 * @param versions default: those of this library and of the running Node
 */
export function stamp(run: NotebookRun, versions: Versions = ownVersions()): Stamp {
  const { name, status, done, total, notebook, parameters, data, ledger, lockfile } = run;
  const cells = cellHashes(run.cells);
  const seed = parameters.find((one) => one.name === "seed")?.value;
  return {
    version: 1,
    name,
    status,
    done,
    total,
    ...(run.failure !== undefined && { failure: stampedFailure(run.failure) }),
    code: codeHash(notebook),
    parameters: parameters.map(({ name, value, given, local }) => ({
      name,
      ...(value !== undefined && { value }),
      given,
      ...(local && { local }),
    })),
    ...(seed !== undefined && { seed }),
    data: data.map(stampedData),
    versions: { ...versions, ...(lockfile && { lockfile }) },
    trials: {
      count: ledger.groups.reduce((sum, { keys }) => sum + keys.length, 0),
      repeats: ledger.groups.reduce((sum, { repeats }) => sum + repeats, 0),
      sha256: sha256(canonicalJson(ledger)),
    },
    cells,
    result: resultHash(cells),
  };
}

/** Versions of this library and of the running Node. */
export function ownVersions(): Versions {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return { openInterest: (JSON.parse(text) as { readonly version: string }).version, node: process.version };
}

function stampedFailure({ number, error }: RunFailure): StampedFailure {
  return { cell: number, name: error.name, message: error.message, outside: isOutside(error) };
}

function stampedData({ provenance, content }: DataRecord): StampedData {
  const { source, simulated, description, files } = provenance;
  const told = { source, simulated, description };
  const listed = files.map(({ name, sha256 }) => ({ name, sha256 }));
  if (content === undefined) return { ...told, files: listed };
  const { asset, intervalMs, from, to, rows, sha256 } = content;
  const range = from === undefined || to === undefined ? {} : { from: isoTime(from), to: isoTime(to) };
  return { ...told, asset, intervalMs, ...range, rows, sha256, files: listed };
}

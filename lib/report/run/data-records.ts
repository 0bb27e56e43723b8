import { dataHash, type HashedData } from "../../sources/data-hash.js";
import type { Provenance } from "../../sources/dataset.js";

/** Data that a notebook worked on: where it came from, and what it is. */
export interface DataRecord {
  readonly provenance: Provenance;
  /** What a dataset holds; undefined for what tells its provenance and no more. */
  readonly content?: DataContent;
}

/** What a dataset holds, in numbers that another load can be held against. */
export interface DataContent {
  readonly asset: string;
  /** Distance between rows in milliseconds. */
  readonly intervalMs: number;
  /** First and last row, epoch milliseconds UTC; undefined if there are none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly rows: number;
  /** `dataHash` of the dataset. */
  readonly sha256: string;
}

/**
 * The data among the values of a notebook: each dataset carries its provenance, so that one that is kept under a name
 * cannot be shown without it. The same data is told once.
 * @param hashed contents by dataset, which spares hashing one again and is added to. Default: every one is hashed
 */
export function dataRecords(
  values: Iterable<unknown>,
  hashed: WeakMap<object, DataContent> = new WeakMap(),
): DataRecord[] {
  const found = new Map<string, DataRecord>();
  for (const value of values) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const provenance = (one as { readonly provenance?: unknown } | null | undefined)?.provenance;
      if (!isProvenance(provenance)) continue;
      const record = isDataset(one) ? { provenance, content: contentOf(one, hashed) } : { provenance };
      found.set(JSON.stringify(record), record);
    }
  }
  return [...found.values()];
}

function isProvenance(value: unknown): value is Provenance {
  const { source, simulated, description, files } = (value ?? {}) as Partial<Provenance>;
  return (
    typeof source === "string" &&
    typeof simulated === "boolean" &&
    typeof description === "string" &&
    Array.isArray(files)
  );
}

function isDataset(value: unknown): value is HashedData {
  const { asset, candles, openInterest, openInterestUsd, funding } = value as Partial<HashedData>;
  return (
    typeof asset === "string" &&
    candles?.times instanceof Float64Array &&
    openInterest !== undefined &&
    openInterestUsd !== undefined &&
    Array.isArray(funding)
  );
}

function contentOf(data: HashedData, hashed: WeakMap<object, DataContent>): DataContent {
  const known = hashed.get(data);
  if (known !== undefined) return known;
  const { times } = data.candles;
  const content = {
    asset: data.asset,
    intervalMs: data.intervalMs,
    from: times[0],
    to: times.at(-1),
    rows: times.length,
    sha256: dataHash(data),
  };
  hashed.set(data, content);
  return content;
}

import type { SeriesKey } from "../store-types.js";

/** What a row tells beside its time, value and retrieval: the columns that are the same over long runs of rows. */
export interface RowLabel {
  readonly measure: string;
  readonly series: string;
  readonly unit: string;
  readonly intervalMs: number;
  readonly instrument: string | null;
  readonly kind: string | null;
  readonly margin: string | null;
  readonly settle: string | null;
  readonly sides: string | null;
  readonly sidesReported: string | null;
  readonly convertedAt: string | null;
  /** Null for 0. */
  readonly delayMs: number | null;
  /** Epoch milliseconds UTC. */
  readonly expiry: number | null;
}

/** A column of a file that a label fills. */
export interface LabelColumn {
  readonly field: keyof RowLabel;
  /** Its name in files. */
  readonly name: string;
  readonly type: "VARCHAR" | "BIGINT" | "TIMESTAMPTZ";
}

/** The part of a label that tells series from each other, in the order by which files are sorted. */
export const keyColumns: readonly LabelColumn[] = [
  { field: "measure", name: "measure", type: "VARCHAR" },
  { field: "series", name: "series", type: "VARCHAR" },
  { field: "intervalMs", name: "interval_ms", type: "BIGINT" },
  { field: "unit", name: "unit", type: "VARCHAR" },
  { field: "instrument", name: "instrument", type: "VARCHAR" },
];

/** The part of a label that may become known, or be put right, later. */
export const identityColumns: readonly LabelColumn[] = [
  { field: "kind", name: "kind", type: "VARCHAR" },
  { field: "margin", name: "margin", type: "VARCHAR" },
  { field: "settle", name: "settle", type: "VARCHAR" },
  { field: "sides", name: "sides", type: "VARCHAR" },
  { field: "sidesReported", name: "sides_reported", type: "VARCHAR" },
  { field: "convertedAt", name: "converted_at", type: "VARCHAR" },
  { field: "delayMs", name: "delay_ms", type: "BIGINT" },
  { field: "expiry", name: "expiry", type: "TIMESTAMPTZ" },
];

/** Label of the rows of a series. */
export function rowLabel({ measure, name, unit, intervalMs, identity }: SeriesKey): RowLabel {
  const { instrument, kind, margin, settle, sides, sidesReported, convertedAt, delayMs, expiry } = identity;
  return {
    measure,
    series: name,
    unit,
    intervalMs,
    instrument: instrument ?? null,
    kind: kind ?? null,
    margin: margin ?? null,
    settle: settle ?? null,
    sides: sides === undefined ? null : String(sides),
    sidesReported: sidesReported === undefined ? null : String(sidesReported),
    convertedAt: convertedAt ?? null,
    delayMs: delayMs || null,
    expiry: expiry ?? null,
  };
}

/** The key of a label as one text: two labels are of the same series exactly if it is the same. */
export function keyText(label: RowLabel): string {
  return JSON.stringify(keyColumns.map(({ field }) => label[field]));
}

/** Order of two labels by their keys, texts by their code units, what is not there first. */
export function compareKeys(a: RowLabel, b: RowLabel): number {
  for (const { field } of keyColumns) {
    const left = a[field];
    const right = b[field];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

/** What differs in the identities of two labels, in words; empty if nothing does. */
export function identityChanges(old: RowLabel, now: RowLabel): readonly string[] {
  return identityColumns.flatMap(({ field, name }) =>
    old[field] === now[field] ? [] : [`${name} is ${now[field] ?? "not told"}, was ${old[field] ?? "not told"}`],
  );
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../../sources/duck/duck.js";
import type { FetchRecord, Manifest, StoredFile } from "../store-types.js";
import { duckLine } from "./duck-line.js";
import { storeSource } from "./store-source.js";
import { instant } from "./stored-series.js";

type Columns = Readonly<Record<string, "VARCHAR" | "BIGINT" | "DOUBLE" | "TIMESTAMPTZ" | "JSON">>;

const partition: Columns = { dataset: "VARCHAR", asset: "VARCHAR", venue: "VARCHAR" };
const key: Columns = {
  series: "VARCHAR",
  measure: "VARCHAR",
  unit: "VARCHAR",
  interval_ms: "BIGINT",
  instrument: "VARCHAR",
};

/** The views of a store, with their columns. */
export const viewColumns: Readonly<Record<"observations" | "revisions" | "fetches", Columns>> = {
  observations: {
    time: "TIMESTAMPTZ",
    ...partition,
    month: "VARCHAR",
    ...key,
    value: "DOUBLE",
    kind: "VARCHAR",
    margin: "VARCHAR",
    settle: "VARCHAR",
    sides: "VARCHAR",
    sides_reported: "VARCHAR",
    converted_at: "VARCHAR",
    delay_ms: "BIGINT",
    expiry: "TIMESTAMPTZ",
    retrieved_at: "TIMESTAMPTZ",
  },
  revisions: {
    time: "TIMESTAMPTZ",
    ...partition,
    ...key,
    old_value: "DOUBLE",
    new_value: "DOUBLE",
    old_retrieved_at: "TIMESTAMPTZ",
    new_retrieved_at: "TIMESTAMPTZ",
  },
  fetches: {
    retrieved_at: "TIMESTAMPTZ",
    id: "VARCHAR",
    dataset: "VARCHAR",
    asset: "VARCHAR",
    interval_ms: "BIGINT",
    first: "TIMESTAMPTZ",
    last: "TIMESTAMPTZ",
    added: "BIGINT",
    revised: "BIGINT",
    largest_change: "DOUBLE",
    query: "JSON",
  },
};

/**
 * Makes the views of one state of a store, for this connection alone and as long as it lasts: they can be read, and neither
 * they nor the files below them can be written to through them.
 * @throws {Error} if a file cannot be read, naming it
 */
export async function makeViews(connection: DuckDBConnection, path: string, manifest: Manifest): Promise<void> {
  const { fetches } = manifest;
  const ofKind = (kind: StoredFile["kind"]) => manifest.files.filter((file) => file.kind === kind);
  const [data, revised] = [ofKind("data"), ofKind("revisions")];
  const sources = {
    observations: data.length === 0 ? undefined : storeSource(path, data),
    revisions: revised.length === 0 ? undefined : storeSource(path, revised),
    fetches:
      fetches.length === 0 ? undefined : `(VALUES ${fetches.map(fetchRow).join(", ")}) AS f(${names("fetches")})`,
  };
  for (const [view, source] of Object.entries(sources)) {
    const columns = Object.entries(viewColumns[view as keyof typeof viewColumns]);
    const typed = columns.map(([name, type]) => `${source === undefined ? "NULL" : name}::${type} AS ${name}`);
    const select = source === undefined ? `SELECT ${typed.join(", ")} WHERE false` : selected(view, source, typed);
    await connection.run(`CREATE TEMP VIEW ${view} AS ${select}`).catch((cause: unknown) => {
      throw new Error(`store: ${view} cannot be read: ${duckLine(cause, path)}`, { cause });
    });
  }
}

/** The columns of files have their types already; a cast would keep DuckDB from skipping files and rows. */
function selected(view: string, source: string, typed: readonly string[]): string {
  return `SELECT ${view === "fetches" ? typed.join(", ") : names(view as keyof typeof viewColumns)} FROM ${source}`;
}

function names(view: keyof typeof viewColumns): string {
  return Object.keys(viewColumns[view]).join(", ");
}

function fetchRow(fetch: FetchRecord): string {
  const { retrievedAt, id, source, asset, intervalMs, from, to, added, revised, largestChange, query } = fetch;
  const texts = [id, source, asset].map(sqlText).join(", ");
  const change = Number.isFinite(largestChange) ? largestChange : "'Infinity'";
  return `(${instant(retrievedAt)}, ${texts}, ${intervalMs}, ${instant(from)}, ${instant(to)}, ${added}, ${revised},
    ${change}::DOUBLE, ${sqlText(JSON.stringify(query))})`;
}

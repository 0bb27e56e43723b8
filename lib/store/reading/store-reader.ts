import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckConnection, duckDatabase } from "../../sources/duck/duck.js";
import { fetchDetails, readManifest } from "../manifest.js";
import type { FetchDetails, FetchRecord, Manifest, StoredFile } from "../store-types.js";

/** What reads a store, as long as it is open. */
export interface StoreReader {
  readonly path: string;
  /** The newest state of the store. */
  readonly manifest: () => Promise<Manifest>;
  /** Details of a fetch; each is read once. */
  readonly details: (record: FetchRecord) => Promise<FetchDetails>;
  /** Fails for the first file that is not what was written, naming it; each is looked at once. */
  readonly verify: (files: readonly StoredFile[]) => Promise<void>;
  /** Lends a connection of its own, whose query the signal stops. */
  readonly query: <T>(use: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal) => Promise<T>;
  readonly close: () => void;
}

/** A reader of the store in a folder. DuckDB is loaded at the first query. */
export function storeReader(path: string): StoreReader {
  const details = new Map<string, Promise<FetchDetails>>();
  const verified = new Set<string>();
  let database: Promise<DuckDBInstance> | undefined;
  let isClosed = false;
  const checkOpen = (): void => {
    if (isClosed) throw new Error(`store: ${path} was closed; open it again with store()`);
  };
  return {
    path,
    manifest() {
      checkOpen();
      return readManifest(path);
    },
    details(record) {
      const known = details.get(record.sha256) ?? fetchDetails(path, record);
      details.set(record.sha256, known);
      // What could not be read may be there the next time.
      known.catch(() => details.delete(record.sha256));
      return known;
    },
    async verify(files) {
      for (const file of files) {
        if (verified.has(file.path)) continue;
        await verifyFile(join(path, file.path), file.sha256);
        verified.add(file.path);
      }
    },
    async query(use, signal) {
      checkOpen();
      signal?.throwIfAborted();
      database ??= duckDatabase();
      const connection = await duckConnection({ database: await database });
      // DuckDB forgets an interrupt that comes between two queries.
      let again: NodeJS.Timeout | undefined;
      const stop = (): void => {
        connection.interrupt();
        again ??= setInterval(() => connection.interrupt(), 50);
      };
      signal?.addEventListener("abort", stop);
      try {
        signal?.throwIfAborted();
        const result = await use(connection);
        signal?.throwIfAborted();
        return result;
      } catch (cause) {
        signal?.throwIfAborted();
        throw cause;
      } finally {
        signal?.removeEventListener("abort", stop);
        clearInterval(again);
        connection.closeSync();
      }
    },
    close() {
      isClosed = true;
      database?.then((open) => open.closeSync()).catch(() => {});
      database = undefined;
    },
  };
}

async function verifyFile(file: string, sha256: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`store: ${file} cannot be read (${cause.code}); run check() to see what is damaged`, { cause });
  });
  if (hash.digest("hex") === sha256) return;
  throw new Error(`store: ${file} is damaged: it does not have its hash; run check() to see what else is`);
}

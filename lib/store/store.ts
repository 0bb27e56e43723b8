import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { inspect } from "../series/inspect.js";
import type { Panel } from "../series/panel.js";
import type { Dataset } from "../sources/dataset.js";
import { appendAnswer } from "./append-answer.js";
import { type CheckOptions, checkStore } from "./check-store.js";
import { initStore } from "./init-store.js";
import { manifestVersions } from "./manifest.js";
import { type StoreReader, storeReader } from "./reading/store-reader.js";
import { storeInfo } from "./store-info.js";
import { loadThroughStore } from "./store-load.js";
import type { QueryOptions, RowsOptions, StoreInfo, StoreLoadOptions } from "./store-options.js";
import { storePanel, storeRows } from "./store-sql.js";
import type { Answer, Appended, StoreCheck } from "./store-types.js";

/** How a store is opened. */
export interface StoreOptions {
  /** Whether a folder that is not there, or empty, is made a store. Default true. */
  readonly create?: boolean;
}

/**
 * Opens the store in a folder: series of any source with where they came from, kept as Parquet files that any other program can
 * read.
 *
 * ```ts
 * const kept = await store("data/market");
 * const btc = await kept.load({ source: "binance-archive", asset: "BTC", from: "2025-07-01", to: "2025-07-31" });
 * ```
 * @param path folder
 * @throws {RangeError} if the path is a file or a folder that holds something else, or there is no store and `create` is false
 */
export function store(path: string, options: StoreOptions = {}): Promise<Store> {
  return Store.open(path, options);
}

/** A store that is open. Several may be open on one folder, in this program and in others. */
export class Store {
  readonly #reader: StoreReader;

  private constructor(reader: StoreReader) {
    this.#reader = reader;
  }

  /** What `store()` does. */
  static async open(path: string, { create = true }: StoreOptions = {}): Promise<Store> {
    if (typeof path !== "string" || path === "") {
      throw new TypeError("store: no path given; give the folder of the store, such as data/market");
    }
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) throw new RangeError(`store: ${path} is a file; give the folder of a store`);
    if (create) await initStore(path);
    else if ((await manifestVersions(path)).length === 0) {
      const what = found === undefined ? "is not there" : "holds no store";
      throw new RangeError(
        `store: ${path} ${what}; check the path, or make one by \`store(path)\` or \`open-interest fetch\``,
      );
    }
    return new Store(storeReader(resolve(path)));
  }

  /** Its folder. */
  get path(): string {
    return this.#reader.path;
  }

  /**
   * A dataset as `load` gives it, through the store: what of it is not stored yet, or may still change, is fetched and kept;
   * the rest comes from disk. `refresh` fetches again and finds what the source has changed; `offline` fetches nothing. A
   * value that its source no longer gives stays.
   *
   * A file and the sample are read each time, and given as read, with what of it is not as it was stored before. `offline`, or
   * by the name it is stored under, a file comes from disk. Without `from` an archive in a folder gives all it has, and any
   * other source what is stored.
   * @throws {RangeError} as `load` does; for a source over the network without `from` of which nothing is stored
   * @throws {Error} if the source fails, or a file is damaged; what was fetched before is kept
   */
  load(options: StoreLoadOptions = {}): Promise<Dataset> {
    return loadThroughStore(this.#reader, options);
  }

  /**
   * A panel by SQL, as DuckDB speaks it, from the views
   *
   * - `observations`: every value that holds (`time`, `dataset`, `asset`, `venue`, `month`, `series`, `measure`, `unit`,
   *   `interval_ms`, `instrument`, `value`, …)
   * - `revisions`: values that a source has changed (`time`, …, `old_value`, `new_value`, `old_retrieved_at`,
   *   `new_retrieved_at`)
   * - `fetches`: when was asked for what (`retrieved_at`, `dataset`, `asset`, `interval_ms`, `first`, `last`, `query`, …)
   *
   * The first column of times is the time of the panel. If the others are numbers, they are its columns; if they are one of
   * texts and one of numbers, these are the names of columns and their values. A column `unit` tells the unit, which must be
   * one. NULL is a gap. Files are not held to their hashes, as `check` does.
   *
   * ```ts
   * // Mean open interest of each day by venue: the contracts of an instant are added up first, of one source and one length of
   * // bars. A bar belongs to the day that its end closes, which is stamped with its end.
   * await kept.query(`
   *   SELECT date_trunc('day', time - INTERVAL 1 SECOND) + INTERVAL 1 DAY AS day, venue, unit, avg(total) AS mean
   *   FROM (SELECT time, venue, unit, sum(value) AS total FROM observations
   *     WHERE dataset = 'recorded' AND asset = 'BTC' AND interval_ms = 3600000 AND measure = 'open_interest_usd' GROUP BY ALL)
   *   GROUP BY ALL`);
   * // Share of one venue by month, with how many of its values were revised since they were stored.
   * await kept.query(`
   *   SELECT date_trunc('month', time - INTERVAL 1 SECOND) + INTERVAL 1 MONTH AS month,
   *     sum(value) FILTER (venue = 'okx') / sum(value) AS share, count(r.time) FILTER (venue = 'okx') AS revised
   *   FROM observations LEFT JOIN (SELECT DISTINCT dataset, asset, venue, series, unit, interval_ms, time FROM revisions) r
   *     USING (dataset, asset, venue, series, unit, interval_ms, time)
   *   WHERE measure = 'open_interest_usd' GROUP BY ALL`);
   * ```
   * @throws {RangeError} for a result that is no panel, saying why
   * @throws {Error} with DuckDB's message, and the views there are
   */
  query(sql: string, options: QueryOptions = {}): Promise<Panel> {
    return storePanel(this.#reader, sql, options);
  }

  /**
   * Rows by SQL, from the views that `query` tells of: an object for each row, times as `Date`, NULL as null. Also runs
   * `COPY (SELECT …) TO 'file.parquet'`, outside of the store.
   * @throws {Error} with DuckDB's message, and the views there are
   */
  rows(sql: string, options: RowsOptions = {}): Promise<readonly Record<string, unknown>[]> {
    return storeRows(this.#reader, sql, options);
  }

  /**
   * Keeps an answer that did not come through `load`; `datasetAnswer` makes one of a dataset. Values that are there already are
   * not kept twice; ones that differ become the ones that hold, and both are kept in the revisions.
   * @throws {RangeError} for an answer that cannot be
   */
  append(answer: Answer): Promise<Appended> {
    return appendAnswer(this.#reader.path, answer);
  }

  /** What the store holds, a row for each source, asset and length of bars: `table(await kept.info())`. */
  info(): Promise<StoreInfo> {
    return storeInfo(this.#reader);
  }

  /** Reads every file and holds it to its hash and to what is said of it; `repair` goes on without what is damaged. */
  check(options: CheckOptions = {}): Promise<StoreCheck> {
    return checkStore(this.#reader.path, options);
  }

  /** Lets go of the database. What was read stays. */
  close(): void {
    this.#reader.close();
  }

  toString(): string {
    return `Store ${this.#reader.path}`;
  }

  [inspect](): string {
    return this.toString();
  }
}

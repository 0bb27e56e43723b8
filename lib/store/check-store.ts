import { fileFault } from "./check/check-file.js";
import { isBehind } from "./check/is-behind.js";
import { newestGood } from "./check/newest-good.js";
import { repairStore } from "./check/repair-store.js";
import { unpublished } from "./files/publish.js";
import { foreignFiles, passedOverFiles, unnamedFiles } from "./files/remove-unused.js";
import { detailsPath, publishedPath } from "./files/store-paths.js";
import { fetchDetails } from "./manifest.js";
import type { Manifest, StoreCheck, StoreProblem } from "./store-types.js";
import { writerConnection } from "./writer-connection.js";

/** How a store is checked. */
export interface CheckOptions {
  /**
   * Default false. With true, what is damaged is put into `quarantine`, and the store goes on without it: the ranges that are
   * lost count as never fetched. If the newest manifest is damaged or missing, its state is made anew from what lies on the disk.
   */
  readonly repair?: boolean | undefined;
  /** What time it is, epoch milliseconds: strays of the last ten minutes are let be. Default the clock's. */
  readonly now?: number | undefined;
}

/**
 * Looks at all of a store: the manifest and every file by its hash, every Parquet file by its rows, their order, that none
 * is there twice, their range and their month. Writers may go on meanwhile. It reads every file once.
 * @param path folder of the store
 * @throws {RangeError} if there is no store, or a newer version of this library wrote it
 */
export async function checkStore(
  path: string,
  { repair = false, now = Date.now() }: CheckOptions = {},
): Promise<StoreCheck> {
  const found = await newestGood(path);
  const problems: StoreProblem[] = found.damaged.map((one) => ({
    kind: "manifest",
    path: one.path,
    detail: `${one.detail}, so what was stored with it is not in the state that was checked; repair takes it from the files`,
  }));
  if (found.manifest === undefined) problems.push(noManifest);
  else {
    if (found.damaged.length === 0 && (await isBehind(path, found.manifest))) problems.push(lostManifest);
    const isLast = problems.length === 0;
    problems.push(...(await stateProblems(path, found.manifest, isLast)));
  }
  const repairs = repair ? await repairStore(path, found, problems, now) : [];
  const { version = 0, files = [], fetches = [] } = found.manifest ?? {};
  return {
    version,
    ok: problems.every(({ kind }) => kind === "stray"),
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    fetches: fetches.length,
    problems,
    repairs,
  };
}

const noManifest: StoreProblem = {
  kind: "manifest",
  path: "manifest",
  detail: "no manifest is good; repair makes one from the files",
};

const lostManifest: StoreProblem = {
  kind: "manifest",
  path: "manifest",
  detail:
    "the newest manifest is missing: other programs are shown files of a later state than the one that was checked; repair takes it from the files",
};

/** What is beside the files of a state is told only of the last state: with an earlier one, it may be what is lost. */
async function stateProblems(store: string, manifest: Manifest, isLast: boolean): Promise<readonly StoreProblem[]> {
  const problems: StoreProblem[] = [];
  const connection = await writerConnection();
  try {
    for (const file of manifest.files) {
      const fault = await fileFault(store, connection, file);
      if (fault === undefined) continue;
      const lost = file.kind === "data" ? `${file.source} ${file.asset} ${file.venue} ${file.month}` : "revisions";
      const advice = "put it back from a copy, or repair and fetch again";
      problems.push({ kind: fault.kind, path: file.path, detail: `${fault.detail}: ${lost} is lost; ${advice}` });
    }
  } finally {
    connection.closeSync();
  }
  for (const record of manifest.fetches) {
    const fault = await fetchDetails(store, record).catch((cause: Error) => cause);
    if (!(fault instanceof Error)) continue;
    const detail = `details of fetch ${record.id} are missing or damaged; put them back from a copy, or repair and fetch again`;
    problems.push({ kind: "details", path: detailsPath(record.sha256), detail });
  }
  if (!isLast) return problems;
  const stale = await unpublished(store, manifest.files);
  return [
    ...problems,
    ...stale.map((file): StoreProblem => {
      const detail = `other programs do not find ${file.path} here; repair links it`;
      return { kind: "unpublished", path: publishedPath(file), detail };
    }),
    ...(await foreignFiles(store, manifest)).map((path): StoreProblem => {
      return { kind: "foreign", path, detail: "not of the store, but other programs read it; move it away, or repair" };
    }),
    ...(await passedOverFiles(store, manifest)).map((path): StoreProblem => {
      return { kind: "stray", path, detail: "not of the store; no program reads it here, so it may stay" };
    }),
    ...(await unnamedFiles(store, manifest)).map((path): StoreProblem => {
      return {
        kind: "stray",
        path,
        detail: "nothing names it; it is removed when it is ten minutes old, or by repair",
      };
    }),
  ];
}

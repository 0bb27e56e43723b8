import type { Dataset, SourceFile } from "../../sources/dataset.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { appendAnswer } from "../append-answer.js";
import { datasetAnswer } from "../dataset-answer.js";
import type { StoreRequest } from "../store-request.js";
import type { Answer, Appended, FetchRecord } from "../store-types.js";
import type { FetchPlan } from "./fetch-missing.js";
import type { StoreReader } from "./store-reader.js";
import { sameFetches } from "./stored-fetches.js";

/**
 * Loads what is at hand, a file or the sample, and keeps it: the dataset is as it was read, whatever the store has under that
 * name, with what appending it found. What the store has from the same files is not appended again.
 * @throws {Error} as the loader does, or if the store cannot be written to
 */
export async function loadAtHand(
  reader: StoreReader,
  { source, asset, query, storedInterval, isFile }: StoreRequest,
  { options, fetch, clock }: Omit<FetchPlan, "refreshMs">,
): Promise<Dataset> {
  const retrievedAt = clock();
  const dataset = await fetch({ ...options, asset, ...(storedInterval && { interval: storedInterval }) });
  const answer = datasetAnswer(dataset, { source, query: query ?? {}, retrievedAt });
  const { fetches } = await reader.manifest();
  const earlier = sameFetches({ fetches }, { source, asset, query: undefined, intervalMs: undefined });
  if (await isKept(reader, answer, earlier)) return dataset;
  const appended = await appendAnswer(reader.path, answer);
  const issues = [...(isFile ? await otherFile(reader, answer, appended, earlier) : []), ...appended.issues];
  if (issues.length === 0) return dataset;
  return { ...dataset, quality: { ...dataset.quality, issues: [...dataset.quality.issues, ...issues] } };
}

/** Whether the store has all of an answer from the same files, and nothing newer from others. */
async function isKept(reader: StoreReader, answer: Answer, earlier: readonly FetchRecord[]): Promise<boolean> {
  const { files } = answer.provenance;
  if (files.length === 0) return false;
  const [same] = sameFetches({ fetches: earlier }, answer).filter(
    ({ from, to }) => from <= answer.from && to >= answer.to,
  );
  if (same === undefined) return false;
  const newer = earlier.filter((record) => record.retrievedAt >= same.retrievedAt && overlaps(record, answer));
  for (const record of newer) if (!hasFiles(await filesOf(reader, record), files)) return false;
  return true;
}

/** That values were revised by a file that may be another one of the same name. */
async function otherFile(
  reader: StoreReader,
  answer: Answer,
  { revised }: Appended,
  earlier: readonly FetchRecord[],
): Promise<readonly QualityIssue[]> {
  if (revised === 0) return [];
  for (const record of earlier) {
    if (!overlaps(record, answer)) continue;
    const files = await filesOf(reader, record);
    if (hasFiles(files, answer.provenance.files)) continue;
    const { source } = answer;
    const had = files[0] === undefined ? "another answer" : `${files[0].name} with another hash`;
    const detail = `values differ from those kept before as ${source}, from ${had}; where that is another file, give this one a \`name\` of its own`;
    return [{ kind: "revision", where: source, count: revised, from: answer.from, to: answer.to, detail }];
  }
  return [];
}

async function filesOf(reader: StoreReader, record: FetchRecord): Promise<readonly SourceFile[]> {
  return (await reader.details(record)).provenance.files;
}

function overlaps(a: Pick<Answer, "from" | "to">, b: Pick<Answer, "from" | "to">): boolean {
  return a.to > b.from && a.from < b.to;
}

/** Whether these are the same files, by their hashes. */
function hasFiles(files: readonly SourceFile[], others: readonly SourceFile[]): boolean {
  const hashes = (list: readonly SourceFile[]) => list.map(({ sha256 }) => sha256).sort();
  return JSON.stringify(hashes(files)) === JSON.stringify(hashes(others));
}

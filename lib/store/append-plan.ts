import { appendIssues } from "./append-issues.js";
import { checkContinues } from "./check-answer.js";
import type { ManifestChange, OnStep } from "./commit-manifest.js";
import { graceMs } from "./files/remove-unused.js";
import { detailsPath, type Partition, publishedPath } from "./files/store-paths.js";
import { keepDetails } from "./keep-details.js";
import { addRevisions, type MergedPartition, mergePartition, type Writer } from "./merge-partition.js";
import type { AnswerPartition } from "./rows/answer-partitions.js";
import { largestChange } from "./rows/largest-change.js";
import type { Differing } from "./rows/merge-rows.js";
import type { Answer, Appended, FetchRecord, Manifest, StoredFile } from "./store-types.js";

/** What is appended, and what is kept between one attempt and the next. */
export interface Appending {
  readonly answer: Answer;
  readonly parts: readonly AnswerPartition[];
  /** Id of a new record. */
  readonly id: string;
  /** Which value holds where one is there that differs. */
  readonly differing: Differing;
  /** Id of the record that grows instead, if any. */
  readonly continues: string | undefined;
  readonly now: number;
  readonly onStep: OnStep;
  /** Partitions merged so far, by their path and the file that was there: after a lost race only others are merged again. */
  readonly known: Map<string, MergedPartition>;
  /** Paths of files that were written and that no manifest names yet. */
  readonly made: Set<string>;
}

/** Files that are on the disk, and the change of the manifest that makes them part of the store. */
export interface AppendPlan {
  readonly change: ManifestChange;
  readonly changed: readonly StoredFile[];
  readonly record: FetchRecord;
  readonly appended: Appended;
  /** Files replaced so long ago that nobody reads them. */
  readonly expired: readonly string[];
}

/** Merges an answer with a state of the store, and writes all files that the new state needs. */
export async function appendPlan(writer: Writer, base: Manifest, appending: Appending): Promise<AppendPlan> {
  const { answer, parts, id, continues, onStep, made } = appending;
  const before = continues === undefined ? undefined : recordOf(base, continues, answer);
  const merged: MergedPartition[] = [];
  for (const part of parts) {
    merged.push(await mergedPart(writer, base, part, appending));
    await onStep("partition merged");
  }
  const revised = await revisionFiles(writer, base, appending, merged);
  await onStep("revisions written");
  const appended = appendedOf(before?.id ?? id, merged);
  const record = await keepDetails(writer.store, { answer, appended }, before);
  if (record.sha256 !== before?.sha256) made.add(detailsPath(record.sha256));
  await onStep("details written");
  const changed = [...merged.flatMap(({ file }) => file ?? []), ...revised];
  return { ...changeOf(base, changed, { before, record }, appending.now), changed, record, appended };
}

function recordOf({ fetches }: Manifest, id: string, answer: Answer): FetchRecord {
  const record = fetches.find((one) => one.id === id);
  if (record === undefined) {
    throw new RangeError(`appendAnswer: no fetch ${id} to continue; append without continues`);
  }
  checkContinues(answer, record);
  return record;
}

async function mergedPart(
  writer: Writer,
  base: Manifest,
  { venue, month, rows }: AnswerPartition,
  { answer: { source, asset }, differing, known, made }: Appending,
): Promise<MergedPartition> {
  const partition: Partition = { kind: "data", source, asset, venue, month };
  const present = fileOf(base, partition);
  const name = `${publishedPath(partition)} ${present?.path}`;
  const merged = known.get(name) ?? (await mergePartition(writer, partition, present, rows, differing));
  known.set(name, merged);
  if (merged.file !== undefined) made.add(merged.file.path);
  return merged;
}

/** A new file of revisions for each venue that has any. */
async function revisionFiles(
  writer: Writer,
  base: Manifest,
  { answer: { source, asset }, parts, made }: Appending,
  merged: readonly MergedPartition[],
): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (const venue of new Set(parts.map((part) => part.venue))) {
    const own = merged.filter((_, index) => parts[index]?.venue === venue).map(({ revisions }) => revisions);
    if (own.every(({ times }) => times.length === 0)) continue;
    const partition: Partition = { kind: "revisions", source, asset, venue, month: "" };
    const file = await addRevisions(writer, partition, fileOf(base, partition), own);
    made.add(file.path);
    files.push(file);
  }
  return files;
}

function fileOf({ files }: Manifest, { kind, source, asset, venue, month }: Partition): StoredFile | undefined {
  return files.find(
    (file) =>
      file.kind === kind &&
      file.source === source &&
      file.asset === asset &&
      file.venue === venue &&
      file.month === month,
  );
}

function appendedOf(fetch: string, merged: readonly MergedPartition[]): Appended {
  let added = 0;
  let same = 0;
  let revised = 0;
  let largest = 0;
  for (const part of merged) {
    added += part.added;
    same += part.same;
    revised += part.revisions.times.length;
    largest = Math.max(largest, largestChange(part.revisions));
  }
  return { fetch, added, same, revised, largestChange: largest, issues: appendIssues(merged) };
}

interface Records {
  readonly before: FetchRecord | undefined;
  readonly record: FetchRecord;
}

/** What is replaced stays for those who read it, and leaves the list with the first commit that finds it old enough. */
function changeOf(
  base: Manifest,
  changed: readonly StoredFile[],
  { before, record }: Records,
  now: number,
): Pick<AppendPlan, "change" | "expired"> {
  const places = new Set(changed.map(publishedPath));
  const gone = base.files.filter((file) => places.has(publishedPath(file))).map(({ path }) => path);
  const fetches = [...base.fetches.filter(({ id }) => id !== record.id), record];
  // A record that was cut in two by a repair shares its details with the other part.
  const isLeft = before !== undefined && fetches.every(({ sha256 }) => sha256 !== before.sha256);
  if (isLeft) gone.push(detailsPath(before.sha256));
  const isOld = ({ at }: { readonly at: number }): boolean => now - at > graceMs;
  const files = [...base.files.filter((file) => !places.has(publishedPath(file))), ...changed];
  return {
    change: {
      files: files.sort((a, b) => (publishedPath(a) < publishedPath(b) ? -1 : 1)),
      fetches,
      replaced: [...base.replaced.filter((one) => !isOld(one)), ...gone.map((path) => ({ path, at: now }))],
    },
    expired: base.replaced.filter(isOld).map(({ path }) => path),
  };
}

import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SourceFile } from "../sources/dataset.js";
import type { QualityIssue } from "../sources/quality/quality.js";
import { linkNew, makeFolderDurably, syncFolder, temporaryFile, writeDurably } from "./files/durable-file.js";
import { libraryVersion } from "./files/library-version.js";
import { detailsPath } from "./files/store-paths.js";
import { fetchDetails } from "./manifest.js";
import { answerKeys } from "./rows/answer-partitions.js";
import { keyText, rowLabel } from "./rows/row-label.js";
import type { Answer, Appended, FetchDetails, FetchRecord, SeriesKey } from "./store-types.js";

/** An answer and what became of it. */
export interface AppendedAnswer {
  readonly answer: Answer;
  readonly appended: Appended;
}

/**
 * Record of a fetch, after its details are on the disk: a new one, or one that an answer continues, of which ranges, counts,
 * files, issues and series are joined.
 */
export async function keepDetails(
  store: string,
  { answer, appended }: AppendedAnswer,
  before: FetchRecord | undefined,
): Promise<FetchRecord> {
  const record = recordOf(answer, appended, before);
  const told = detailsOf(answer, appended, record);
  const details = before === undefined ? told : joined(await fetchDetails(store, before), told);
  const text = `${JSON.stringify(details, null, 1)}\n`;
  const sha256 = createHash("sha256").update(text).digest("hex");
  const temporary = await temporaryFile(store);
  try {
    await writeDurably(temporary, text);
    await makeFolderDurably(join(store, "fetches"));
    // One that is there already has the same content.
    await linkNew(temporary, join(store, detailsPath(sha256)));
    await syncFolder(join(store, "fetches"));
  } finally {
    await rm(temporary, { force: true });
  }
  return { ...record, sha256 };
}

type RecordParts = Omit<FetchRecord, "sha256">;

function recordOf(answer: Answer, appended: Appended, before: FetchRecord | undefined): RecordParts {
  const { source, asset, intervalMs, query } = answer;
  return {
    id: appended.fetch,
    source,
    asset,
    intervalMs,
    query,
    from: Math.min(answer.from, before?.from ?? answer.from),
    to: Math.max(answer.to, before?.to ?? answer.to),
    retrievedAt: Math.max(answer.retrievedAt, before?.retrievedAt ?? answer.retrievedAt),
    added: appended.added + (before?.added ?? 0),
    revised: appended.revised + (before?.revised ?? 0),
    largestChange: Math.max(appended.largestChange, before?.largestChange ?? 0),
  };
}

function detailsOf(answer: Answer, { issues }: Appended, record: RecordParts): FetchDetails {
  return {
    id: record.id,
    library: libraryVersion(),
    rowsRead: answer.rowsRead,
    issues: [...answer.issues, ...issues],
    provenance: answer.provenance,
    series: answerKeys(answer),
    record,
  };
}

function joined(before: FetchDetails, now: FetchDetails): FetchDetails {
  return {
    ...now,
    rowsRead: before.rowsRead + now.rowsRead,
    issues: joinedIssues([...before.issues, ...now.issues]),
    provenance: { ...now.provenance, files: joinedFiles([...before.provenance.files, ...now.provenance.files]) },
    series: joinedSeries([...before.series, ...now.series]),
  };
}

/** What was told before is told once. */
function joinedIssues(issues: readonly QualityIssue[]): readonly QualityIssue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

function joinedFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  return [...new Map(files.map((file) => [`${file.name} ${file.sha256}`, file])).values()];
}

/** Each series once, with the identity last told. */
function joinedSeries(series: readonly SeriesKey[]): readonly SeriesKey[] {
  const keyed = series.map((key): [string, SeriesKey] => [`${key.identity.venue} ${keyText(rowLabel(key))}`, key]);
  return [...new Map(keyed).values()];
}

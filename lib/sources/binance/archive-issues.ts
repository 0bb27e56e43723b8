import type { QualityIssue } from "../quality/quality.js";
import type { ArchivePart } from "./binance-paths.js";

/** A file that was looked for. */
export interface PartRead extends ArchivePart {
  readonly found: boolean;
  /** False where no checksum lay beside it. */
  readonly verified: boolean;
  /** Whether the archive's own listing names it. */
  readonly isListed: boolean;
  /** Whether it was kept before with other bytes. */
  readonly isRevised: boolean;
}

const namedFiles = 5;

/**
 * Files that are not there as `missing-file`, a run of them at a time, those that were published anew since they were kept
 * as `revision`, and those without a checksum as `unverified`.
 */
export function partIssues(parts: readonly PartRead[], where: string): readonly QualityIssue[] {
  const missing = (isListed: boolean, what: string): readonly QualityIssue[] =>
    runs(parts, (part) => !part.found && part.isListed === isListed).map((run) =>
      issue("missing-file", where, run, `${span(run)}: ${what}`),
    );
  const revised = parts.filter(({ isRevised }) => isRevised);
  const unverified = parts.filter(({ found, verified }) => found && !verified);
  const isAre = revised.length === 1 ? "was" : "were";
  return [
    ...missing(false, "not there; left as a gap"),
    ...missing(true, "not there although the archive lists it; left as a gap, try again later"),
    ...about(revised, (files) =>
      issue("revision", where, files, `${names(files)} ${isAre} published anew since kept; read and kept as it is now`),
    ),
    ...about(unverified, (files) =>
      issue("unverified", where, files, "no .CHECKSUM beside the file; read without comparing its hash"),
    ),
  ];
}

function about(
  parts: readonly PartRead[],
  tell: (parts: readonly PartRead[]) => QualityIssue,
): readonly QualityIssue[] {
  return parts.length === 0 ? [] : [tell(parts)];
}

function span(run: readonly ArchivePart[]): string {
  const [first, last] = ends(run);
  return run.length === 1 ? baseName(first) : `${baseName(first)} to ${baseName(last)}`;
}

function names(parts: readonly ArchivePart[]): string {
  const listed = parts.slice(0, namedFiles).map(baseName).join(", ");
  return parts.length > namedFiles ? `${listed} and ${parts.length - namedFiles} more` : listed;
}

/** Issues of many files told once for each kind: counted together, over the whole time, with the number of files. */
export function gatheredIssues(issues: readonly QualityIssue[], where: string): readonly QualityIssue[] {
  const byText = new Map<string, QualityIssue[]>();
  for (const each of issues) {
    const key = `${each.kind} ${each.detail}`;
    byText.set(key, [...(byText.get(key) ?? []), each]);
  }
  return [...byText.values()].map((group) => {
    const [{ kind, detail }] = group as [QualityIssue, ...QualityIssue[]];
    return {
      kind,
      where,
      count: group.reduce((sum, { count }) => sum + count, 0),
      from: Math.min(...group.map(({ from }) => from ?? Number.POSITIVE_INFINITY)),
      to: Math.max(...group.map(({ to }) => to ?? Number.NEGATIVE_INFINITY)),
      detail: `${detail} (${group.length} ${group.length === 1 ? "file" : "files"})`,
    };
  });
}

/** Consecutive items for which the function gives the same truth, those of true. */
function runs<T>(items: readonly T[], isIn: (item: T) => boolean): readonly T[][] {
  const found: T[][] = [];
  let open = false;
  for (const item of items) {
    if (!isIn(item)) open = false;
    else if (open) (found[found.length - 1] as T[]).push(item);
    else {
      found.push([item]);
      open = true;
    }
  }
  return found;
}

function issue(kind: QualityIssue["kind"], where: string, parts: readonly ArchivePart[], detail: string): QualityIssue {
  const [first, last] = ends(parts);
  return { kind, where, count: parts.length, from: first.start, to: last.end, detail };
}

function ends(parts: readonly ArchivePart[]): readonly [ArchivePart, ArchivePart] {
  return [parts[0] as ArchivePart, parts[parts.length - 1] as ArchivePart];
}

function baseName({ path }: ArchivePart): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

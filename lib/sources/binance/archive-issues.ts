import type { QualityIssue } from "../quality/quality.js";
import type { ArchivePart } from "./binance-paths.js";

/** A file that was looked for. */
export interface PartRead extends ArchivePart {
  readonly found: boolean;
  /** False where no checksum lay beside it. */
  readonly verified: boolean;
}

/** Files that are not there as `missing-file`, a run of them at a time, and those without a checksum as `unverified`. */
export function partIssues(parts: readonly PartRead[], where: string): readonly QualityIssue[] {
  const missing = runs(parts, ({ found }) => !found).map((run): QualityIssue => {
    const [first, last] = ends(run);
    const names = run.length === 1 ? baseName(first) : `${baseName(first)} to ${baseName(last)}`;
    return issue("missing-file", where, run, `${names}: not there; left as a gap`);
  });
  const unverified = parts.filter(({ found, verified }) => found && !verified);
  if (unverified.length === 0) return missing;
  const detail = "no .CHECKSUM beside the file; read without comparing its hash";
  return [...missing, issue("unverified", where, unverified, detail)];
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

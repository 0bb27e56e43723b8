import { appendFile, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { dayMs } from "../../series/time.js";
import { pathPeriod } from "./path-period.js";
import { makeFolders, writeWholeFile } from "./whole-file.js";

/** Files that an archive was found not to have. */
export interface AbsentFiles {
  /** Whether the file at this path was absent within the last day. */
  readonly has: (path: string) => boolean;
  /** Remembers that it is absent, if its time is over long enough that it may be for good. */
  readonly add: (path: string) => Promise<void>;
}

interface AbsentLine {
  readonly path: string;
  /** Address of the archive, and when it did not have the file in epoch milliseconds. */
  readonly place: string;
  readonly at: number;
}

/** The newest file appears about a day after its time is over. */
const awaitedMs = 3 * dayMs;

/**
 * Files that an archive does not have, remembered for a day in a file of one JSON object a line: archives are completed
 * later. Lines are only added, and old ones dropped when it is opened; a line that was cut by a kill is not read.
 */
export async function absentFiles(file: string, place: string, now: number): Promise<AbsentFiles> {
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = text.split("\n").flatMap(absentLine);
  const recent = lines.filter(({ at }) => at > now - dayMs && at <= now);
  if (recent.length < lines.length)
    await writeWholeFile(file, recent.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const paths = new Set(recent.filter((line) => line.place === place).map(({ path }) => path));
  return {
    has: (path) => paths.has(path),
    add: async (path) => {
      if (paths.has(path) || (pathPeriod(path)?.end ?? now) > now - awaitedMs) return;
      paths.add(path);
      await makeFolders(dirname(file));
      await appendFile(file, `${JSON.stringify({ path, place, at: now })}\n`);
    },
  };
}

function absentLine(text: string): readonly AbsentLine[] {
  try {
    const { path, place, at } = JSON.parse(text) as Partial<AbsentLine>;
    return typeof path === "string" && typeof place === "string" && typeof at === "number" ? [{ path, place, at }] : [];
  } catch {
    return [];
  }
}

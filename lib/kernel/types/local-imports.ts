import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A change as the Language Server Protocol tells it: 1 created, 2 changed, 3 deleted. */
export interface FileChange {
  readonly uri: string;
  readonly type: 1 | 2 | 3;
}

/** The project files that cells import, directly or through others. */
export interface LocalImports {
  /** Files that have changed since they were last looked at; those that a cell's text imports are followed from now on. */
  changes(code: string): readonly FileChange[];
  /** The file that an import of this path means, and those it imports that were edited since cells first did. */
  reached(path: string): readonly string[];
}

const specifiers = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;
const mostFiles = 5000;

/** Follows local files by the time of their last change, from the cells of a folder. */
export function localImports(folder: string): LocalImports {
  /** Time of the last change by path, undefined for a file that is missed. */
  const times = new Map<string, number | undefined>();
  /** Paths that a file imports. */
  const links = new Map<string, readonly string[]>();
  const edited = new Set<string>();

  function linksOf(file: string): readonly string[] {
    links.set(file, importsOfFile(file));
    return links.get(file) ?? [];
  }

  function follow(text: string, place: string): void {
    const pending = [...imported(text, place)];
    for (let path = pending.pop(); path !== undefined && times.size < mostFiles; path = pending.pop()) {
      const file = candidates(path).find((one) => timeOf(one) !== undefined) ?? path;
      if (times.has(file)) continue;
      times.set(file, timeOf(file));
      if (times.get(file) !== undefined) pending.push(...linksOf(file));
    }
  }

  function changes(code: string): readonly FileChange[] {
    const found: FileChange[] = [];
    for (const [file, before] of times) {
      const now = timeOf(file);
      if (now === before) {
        // A file that is missed may come under another of its names: `./mod.js` as mod.ts.
        const other = now === undefined ? candidates(file).find((one) => timeOf(one) !== undefined) : undefined;
        if (other === undefined || times.has(other)) continue;
        times.set(other, timeOf(other));
        found.push({ uri: pathToFileURL(other).href, type: 1 });
        continue;
      }
      times.set(file, now);
      found.push({ uri: pathToFileURL(file).href, type: before === undefined ? 1 : now === undefined ? 3 : 2 });
      if (before !== undefined) edited.add(file);
      if (now !== undefined) for (const path of linksOf(file)) follow(`import "./${path}"`, "/");
    }
    follow(code, folder);
    return found;
  }

  function reached(path: string): readonly string[] {
    const files = new Set<string>();
    const pending = [path];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const file = candidates(next).find((one) => times.get(one) !== undefined);
      if (file === undefined || files.has(file)) continue;
      files.add(file);
      pending.push(...(links.get(file) ?? []));
    }
    return [...files].filter((file, index) => index === 0 || edited.has(file));
  }
  return { changes, reached };
}

function imported(text: string, place: string): string[] {
  return [...text.matchAll(specifiers)].map(([, specifier]) => join(place, specifier as string));
}

function importsOfFile(file: string): string[] {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return [];
  try {
    return imported(readFileSync(file, "utf8"), dirname(file));
  } catch {
    return [];
  }
}

/** Files that an import may mean: TypeScript is imported by the name of what it compiles to. */
function candidates(path: string): readonly string[] {
  return [path, path.replace(/\.([cm]?)js$/, ".$1ts"), `${path}.ts`, `${path}.js`, join(path, "index.ts")];
}

function timeOf(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? stat.mtimeMs : undefined;
}

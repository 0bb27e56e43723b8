import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** `compilerOptions.paths` of a project, with the folder its targets are relative to. */
interface ProjectPaths {
  readonly folder: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

interface ConfigFile {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

const read = new Map<string, { readonly changed: number; readonly config: ConfigFile }>();

/** Places, best first and without regard to extensions, where the nearest tsconfig.json's `paths` look for a specifier. */
export function tsconfigPlaces(specifier: string, fromFolder: string): string[] {
  const project = projectPaths(fromFolder);
  if (project === undefined) return [];
  const { folder, paths } = project;
  if (Object.hasOwn(paths, specifier)) return (paths[specifier] ?? []).map((target) => resolve(folder, target));
  const patterns = Object.keys(paths).filter((pattern) => pattern.includes("*"));
  for (const pattern of patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*"))) {
    const [head, tail] = pattern.split("*") as [string, string];
    const fits =
      specifier.length >= head.length + tail.length && specifier.startsWith(head) && specifier.endsWith(tail);
    if (!fits) continue;
    const star = specifier.slice(head.length, specifier.length - tail.length);
    return (paths[pattern] ?? []).map((target) =>
      resolve(
        folder,
        target.replace("*", () => star),
      ),
    );
  }
  return [];
}

function projectPaths(fromFolder: string): ProjectPaths | undefined {
  for (let folder = fromFolder; ; folder = dirname(folder)) {
    const path = join(folder, "tsconfig.json");
    if (existsSync(path)) return pathsOf(path, 0);
    if (dirname(folder) === folder) return undefined;
  }
}

function pathsOf(path: string, depth: number): ProjectPaths | undefined {
  const config = readConfig(path);
  const { paths, baseUrl = "." } = config.compilerOptions ?? {};
  if (paths !== undefined) return { folder: resolve(dirname(path), baseUrl), paths };
  const bases = [config.extends ?? []].flat().filter((base) => base.startsWith("."));
  for (const base of bases.reverse()) {
    const file = resolve(dirname(path), base);
    const found = [file, `${file}.json`].find((one) => existsSync(one) && statSync(one).isFile());
    const inherited = found === undefined || depth > 8 ? undefined : pathsOf(found, depth + 1);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

function readConfig(path: string): ConfigFile {
  const changed = statSync(path).mtimeMs;
  const known = read.get(path);
  if (known?.changed === changed) return known.config;
  let config: ConfigFile = {};
  try {
    config = JSON.parse(withoutComments(readFileSync(path, "utf8"))) as ConfigFile;
  } catch {
    // The type check says what is wrong with it.
  }
  read.set(path, { changed, config });
  return config;
}

/** A configuration file is JSON with comments and commas after the last element; texts in it are kept. */
function withoutComments(text: string): string {
  const parts = /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;
  return text.replace(/^\uFEFF/, "").replace(parts, (_, quoted?: string) => quoted ?? "");
}

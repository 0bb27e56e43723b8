import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, extname, isAbsolute, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFile, packageType } from "./package-exports.js";
import { tsconfigPlaces } from "./tsconfig-paths.js";

/** How a local file is run. */
export type LocalKind = "typescript" | "javascript" | "commonjs" | "json";

/** What a specifier means: a file of the notebook's own, or something that Node looks up. */
export interface LocalModule {
  readonly path: string;
  readonly kind: LocalKind;
}

/** What TypeScript calls by the extension of what it is compiled to. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];

/** Our own built files are the package that the process runs, of which there must be one instance. */
const ownFolder = `${fileURLToPath(new URL("../../../", import.meta.url))}`;

/**
 * The local file that a specifier means to a file that imports it, undefined for what is left to Node: packages,
 * Node's own modules and files that do not exist.
 * @throws {Error} for a package whose entry is TypeScript and lies in node_modules
 */
export function resolveModule(specifier: string, importer: string): LocalModule | undefined {
  if (isBuiltin(specifier) || /^(?!file:)[a-z][\w+.-]+:/i.test(specifier)) return undefined;
  const folder = dirname(importer);
  const isPath = /^(?:\.{1,2}(?:\/|$)|file:)/.test(specifier) || isAbsolute(specifier);
  const path = isPath ? fileAt(pathOf(specifier, folder), isScript(importer)) : namedFile(specifier, folder);
  if (path === undefined) return undefined;
  if (path.includes(`${sep}node_modules${sep}`)) {
    if (/\.[mc]?tsx?$/.test(path)) throw new Error(typeScriptInPackage(specifier, path));
    return undefined;
  }
  if (path.startsWith(ownFolder) && !/\.[mc]?tsx?$/.test(path)) return undefined;
  const kind = kindOf(path);
  return kind && { path, kind };
}

function pathOf(specifier: string, folder: string): string {
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  return resolve(folder, decodeURIComponent(specifier.replace(/[?#].*$/, "")));
}

/** A file by a name that is no path. Of packages only what is TypeScript is ours to run; Node runs the rest. */
function namedFile(specifier: string, folder: string): string | undefined {
  for (const place of tsconfigPlaces(specifier, folder)) {
    const path = fileAt(place, false);
    if (path !== undefined) return path;
  }
  const path = packageFile(specifier, folder);
  return path !== undefined && /\.[mc]?tsx?$/.test(path) ? path : undefined;
}

/** The file at a place whose extension may be left out or be that of the compiled file, or the index of a folder. */
function fileAt(place: string, isFromScript: boolean): string | undefined {
  const extension = extname(place);
  const stem = place.slice(0, place.length - extension.length);
  const sources = (sourcesOf[extension] ?? []).map((source) => stem + source);
  const candidates = [
    ...(isFromScript ? [place, ...sources] : [...sources, place]),
    ...extensions.map((one) => place + one),
    ...extensions.map((one) => join(place, `index${one}`)),
  ];
  const found = candidates.find((path) => existsSync(path) && statSync(path).isFile());
  return found && realpathSync(found);
}

function isScript(path: string): boolean {
  return /\.[mc]?jsx?$/.test(path);
}

function kindOf(path: string): LocalKind | undefined {
  switch (extname(path)) {
    case ".ts":
    case ".tsx":
    case ".mts":
    case ".cts":
      return /\.d\.[mc]?ts$/.test(path) ? undefined : "typescript";
    case ".mjs":
      return "javascript";
    case ".js":
      return isModule(path) ? "javascript" : "commonjs";
    case ".cjs":
      return "commonjs";
    case ".json":
      return "json";
    default:
      return undefined;
  }
}

/** Where no package says what a `.js` file is, its text tells, as for Node. */
function isModule(path: string): boolean {
  const type = packageType(dirname(path));
  return type === undefined
    ? /^\s*(?:import\b(?!\s*\()|export\b)/m.test(readFileSync(path, "utf8"))
    : type === "module";
}

function typeScriptInPackage(specifier: string, path: string): string {
  return `import: "${specifier}" is TypeScript in node_modules (${path}), which is not run; use a built version of it`;
}

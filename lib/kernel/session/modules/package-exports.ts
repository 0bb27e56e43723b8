import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** Conditions under which Node looks a package up for an `import`. */
const conditions = new Set(["node", "import", "module-sync", "default"]);

interface PackageFile {
  readonly name?: string;
  readonly type?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

/** A package and the folder it lies in. */
interface FoundPackage {
  readonly folder: string;
  readonly content: PackageFile;
}

/**
 * File that a package's name, `name/part` or `#part` means to a file that imports it: through `exports` and `imports`,
 * of its own package too. Undefined if there is none, or if only Node knows.
 */
export function packageFile(specifier: string, fromFolder: string): string | undefined {
  const own = packageOf(fromFolder);
  if (specifier.startsWith("#")) {
    const target = own && entryOf(own.content.imports, specifier);
    if (own === undefined || target === undefined) return undefined;
    return target.startsWith("./") ? existing(join(own.folder, target)) : packageFile(target, own.folder);
  }
  const name = /^(?:@[^/]+\/)?[^/@.][^/]*/.exec(specifier)?.[0];
  if (name === undefined) return undefined;
  const part = `.${specifier.slice(name.length)}`;
  const found = own?.content.name === name && own.content.exports !== undefined ? own : installed(name, fromFolder);
  if (found === undefined) return undefined;
  const { exports, main } = found.content;
  if (exports === undefined) {
    return existing(join(found.folder, part === "." ? (main ?? "index.js") : part));
  }
  const isShort = typeof exports === "string" || Array.isArray(exports) || !hasSubpaths(exports);
  const target = entryOf(isShort ? { ".": exports } : exports, part);
  return target === undefined ? undefined : existing(join(found.folder, target));
}

/** `module` if the nearest package says that its `.js` files are ES modules. */
export function packageType(folder: string): string | undefined {
  return packageOf(folder)?.content.type;
}

function packageOf(folder: string): FoundPackage | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const content = readPackage(current);
    if (content !== undefined) return { folder: current, content };
    if (dirname(current) === current || current.endsWith("node_modules")) return undefined;
  }
}

function installed(name: string, fromFolder: string): FoundPackage | undefined {
  for (let current = fromFolder; ; current = dirname(current)) {
    const folder = join(current, "node_modules", name);
    const content = readPackage(folder);
    if (content !== undefined) return { folder, content };
    if (dirname(current) === current) return undefined;
  }
}

function readPackage(folder: string): PackageFile | undefined {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as PackageFile;
  } catch {
    // Node says what is wrong with it when it imports.
    return undefined;
  }
}

function hasSubpaths(exports: unknown): boolean {
  return Object.keys(exports as object).some((key) => key.startsWith("."));
}

/** What a map of `exports` or `imports` says for a key, exactly or by the longest pattern. */
function entryOf(map: unknown, key: string): string | undefined {
  if (typeof map !== "object" || map === null) return undefined;
  const entries = map as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(entries, key)) return targetOf(entries[key], "");
  const patterns = Object.keys(entries).filter((pattern) => pattern.includes("*"));
  for (const pattern of patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*"))) {
    const [head, tail] = pattern.split("*") as [string, string];
    if (key.length < pattern.length || !key.startsWith(head) || !key.endsWith(tail)) continue;
    return targetOf(entries[pattern], key.slice(head.length, key.length - tail.length));
  }
  return undefined;
}

function targetOf(target: unknown, star: string): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (Array.isArray(target)) return target.map((one) => targetOf(one, star)).find((one) => one !== undefined);
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    if (!conditions.has(condition)) continue;
    const found = targetOf(value, star);
    if (found !== undefined) return found;
  }
  return undefined;
}

function existing(path: string): string | undefined {
  return existsSync(path) ? realpathSync(path) : undefined;
}

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { parseSync } from "oxc-parser";

/** Compiler settings that hold for a folder. */
export interface UserConfig {
  /** The file, as an absolute path. */
  readonly file: string;
  /** What it says itself. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** Files it builds on, as it names them. */
  readonly extends: readonly string[];
  /** Its own options and those of the files it builds on. */
  readonly effective: Readonly<Record<string, unknown>>;
  /** Its map of module names to absolute paths. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

const deepest = 16;

/** The `tsconfig.json` in a folder or the next one above it, undefined if there is none that can be read. */
export function userConfig(folder: string): UserConfig | undefined {
  for (let place = folder; ; place = dirname(place)) {
    const file = join(place, "tsconfig.json");
    if (existsSync(file)) return readConfig(file);
    if (dirname(place) === place) return undefined;
  }
}

function readConfig(file: string, depth = 0): UserConfig | undefined {
  const content = depth > deepest ? undefined : parsed(file);
  if (content === undefined) return undefined;
  const compilerOptions = (content.compilerOptions ?? {}) as Readonly<Record<string, unknown>>;
  const bases = (Array.isArray(content.extends) ? content.extends : [content.extends]).filter(
    (base): base is string => typeof base === "string",
  );
  let effective: Record<string, unknown> = {};
  let paths: Readonly<Record<string, readonly string[]>> = {};
  for (const base of bases) {
    const found = baseFile(base, file);
    const config = found === undefined ? undefined : readConfig(found, depth + 1);
    effective = { ...effective, ...config?.effective };
    paths = config?.paths ?? paths;
  }
  const root = resolve(dirname(file), typeof compilerOptions.baseUrl === "string" ? compilerOptions.baseUrl : ".");
  if (compilerOptions.paths !== undefined) {
    const own = Object.entries(compilerOptions.paths as Readonly<Record<string, readonly string[]>>);
    paths = Object.fromEntries(own.map(([name, targets]) => [name, targets.map((target) => resolve(root, target))]));
  }
  return { file, compilerOptions, extends: bases, effective: { ...effective, ...compilerOptions }, paths };
}

function baseFile(name: string, from: string): string | undefined {
  if (name.startsWith(".") || isAbsolute(name)) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`].find((one) => existsSync(one) && one.endsWith(".json"));
  }
  for (const tried of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      const found = createRequire(from).resolve(tried);
      if (found.endsWith(".json")) return found;
    } catch {}
  }
  return undefined;
}

/** JSON with comments and commas at the end is an expression of JavaScript; only what is plain data is taken from it. */
function parsed(file: string): Record<string, unknown> | undefined {
  const { program } = parseSync("config.js", `(${readFileSync(file, "utf8").replace(/^\uFEFF/, "")}\n)`);
  const [statement] = program.body as unknown as readonly Syntax[];
  const value = statement?.type === "ExpressionStatement" ? dataOf(statement.expression as Syntax) : undefined;
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

interface Syntax {
  readonly type: string;
  readonly [field: string]: unknown;
}

function dataOf(node: Syntax): unknown {
  switch (node.type) {
    case "ParenthesizedExpression":
      return dataOf(node.expression as Syntax);
    case "ObjectExpression":
      return Object.fromEntries(
        (node.properties as readonly Syntax[])
          .filter(({ type }) => type === "Property")
          .map(({ key, value }) => [(key as Syntax).value ?? (key as Syntax).name, dataOf(value as Syntax)]),
      );
    case "ArrayExpression":
      return (node.elements as readonly Syntax[]).map(dataOf);
    case "Literal":
      return node.value;
    default:
      return undefined;
  }
}

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runtimeLibraries } from "./runtime-libraries.js";
import { type UserConfig, userConfig } from "./user-config.js";

/** Where the declarations are that a notebook's folder may lack. */
export interface OwnDeclarations {
  /** Declarations of this package. */
  readonly library: string;
  /** Declarations of tslab's names, a document that need not exist. */
  readonly tslab: string;
}

/** What cells need in any case: they are modules of Node that are compiled one by one and never written. */
const needed = {
  target: "esnext",
  moduleDetection: "force",
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  isolatedModules: false,
  isolatedDeclarations: false,
  verbatimModuleSyntax: false,
  erasableSyntaxOnly: false,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: false,
  resolveJsonModule: true,
  skipLibCheck: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnusedLabels: true,
  noErrorTruncation: true,
};

/**
 * What holds where no `tsconfig.json` says otherwise: strict, except for what slows down an exploration. `noImplicitAny`
 * is on for what it does to `const rows = []`, whose type grows with what is pushed and would else be `never[]`; what it
 * complains of is left out of the problems.
 */
const defaults = {
  strict: true,
  noImplicitAny: true,
  useUnknownInCatchVariables: false,
  esModuleInterop: true,
  types: [],
};

/**
 * The settings are one of the project's files: else the compiler, told of their text, looks for the project that holds
 * them, and loads what the folders above have.
 */
const settingsFile = "tsconfig.json";

/** Text of a `tsconfig.json` for documents without text: no library is loaded, so that opening each costs little. */
export function emptySettingsText(files: readonly string[]): string {
  const compilerOptions = { ...needed, module: "nodenext", noLib: true, types: [] };
  return JSON.stringify({ compilerOptions, files: [settingsFile, ...files], include: [] });
}

/**
 * Text of a `tsconfig.json` for the documents of a notebook's cells: the folder's own settings, or those that suit an
 * exploration, with what cells need.
 * @param files documents that make up the project
 */
export function settingsText(folder: string, files: readonly string[], own: OwnDeclarations): string {
  const user = userConfig(folder);
  const paths = { ...missingPackages(folder, own), ...user?.paths };
  const lib = nodeTypes(folder) === undefined ? [...runtimeLibraries(), "dom"] : runtimeLibraries();
  const compilerOptions = {
    ...(user === undefined ? { ...defaults, lib } : ownOptions(user, folder)),
    ...needed,
    ...moduleOptions(user),
    paths,
  };
  const base = user === undefined ? [] : baseOf(user, folder);
  const extending = base.length > 0 && { extends: base };
  return JSON.stringify({ ...extending, compilerOptions, files: [settingsFile, ...files], include: [] });
}

/** True where values may have any type without saying so: no `tsconfig.json` tells how strict to be. */
export function allowsImplicitAny(folder: string): boolean {
  return userConfig(folder) === undefined;
}

/** Path of the declarations of Node: those of the folder, else those of this package, else undefined. */
export function nodeTypes(folder: string): string | undefined {
  for (const from of [join(folder, "cell.js"), import.meta.url]) {
    try {
      return join(dirname(createRequire(from).resolve("@types/node/package.json")), "index.d.ts");
    } catch {}
  }
  return undefined;
}

/** The document takes the place of a `tsconfig.json` in the folder itself, so that one's own options are repeated. */
function ownOptions(user: UserConfig, folder: string): Readonly<Record<string, unknown>> {
  return dirname(user.file) === folder ? { ...user.compilerOptions, baseUrl: undefined } : {};
}

function baseOf(user: UserConfig, folder: string): readonly string[] {
  return dirname(user.file) === folder ? user.extends : [user.file];
}

/** Modules are found as Node finds them, unless the settings ask for what a bundler does. */
function moduleOptions(user: UserConfig | undefined): Readonly<Record<string, string>> {
  const resolution = String(user?.effective.moduleResolution ?? "").toLowerCase();
  const module = String(user?.effective.module ?? "").toLowerCase();
  const asBundler = resolution === "bundler" || (resolution === "" && /^(?:preserve|es|bundler)/.test(module));
  if (!asBundler) return { module: "nodenext", moduleResolution: "nodenext" };
  return { module: module === "preserve" ? module : "esnext", moduleResolution: "bundler" };
}

/** This package and tslab's names, where the folder does not have them. */
function missingPackages(folder: string, { library, tslab }: OwnDeclarations): Record<string, readonly string[]> {
  const { resolve } = createRequire(join(folder, "cell.js"));
  const lacks = (name: string): boolean => {
    try {
      resolve(`${name}/package.json`);
      return false;
    } catch {
      return true;
    }
  };
  return {
    ...(lacks("open-interest") && { "open-interest": [library] }),
    ...(lacks("tslab") && { tslab: [tslab] }),
  };
}

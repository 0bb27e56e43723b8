import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type CellContext, currentCell } from "../cell-context.js";
import { type CellHelpers, cellHelpers } from "../cell-helpers.js";
import { importedValue } from "../cell-import.js";
import { compiledText } from "../compiled-text.js";
import type { ModuleImporter } from "../module-importer.js";
import { sharedNames } from "../shared-names.js";
import { importMeta } from "./import-meta.js";
import { defineBinding } from "./live-binding.js";
import { keepModuleSource } from "./module-sources.js";
import { type ModuleText, moduleText } from "./module-text.js";
import { type LocalModule, resolveModule } from "./resolve-module.js";

/** What a module exports, by name. */
export type Namespace = Record<string, unknown>;

/** Runs the files of a notebook's own: TypeScript, JavaScript and JSON outside of node_modules. */
export interface LocalModules {
  /**
   * The module in a file, of the file as it is now: a file that has changed since it was imported, and every file that
   * imports it, is run anew; what has not changed stays the module it was.
   */
  load(module: LocalModule): Promise<Namespace>;
}

/** A version of a module. */
interface ModuleRecord extends LocalModule {
  /** Differs when the file has changed. */
  readonly stamp: string;
  readonly namespace: Namespace;
  /** Local files it imports, by specifier. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Local files whose change is its own. */
  readonly watched: ReadonlySet<string>;
  readonly text?: ModuleText;
  /** The cell whose import began to load it. */
  readonly owner: CellContext | undefined;
  /** Resolves once it has run. */
  evaluation?: Promise<void>;
  /** Lets it run; its function waits at its first statement. */
  start?: () => Promise<void>;
}

/**
 * Modules of one session, none at first.
 * @param importerFor gives the importer of a file by its address, for packages and `import()`
 */
export function localModules(importerFor: (url: string) => ModuleImporter): LocalModules {
  const records = new Map<string, ModuleRecord>();

  async function load(module: LocalModule): Promise<Namespace> {
    dropStale();
    const added: ModuleRecord[] = [];
    try {
      const root = collect(module, added);
      for (const record of added) instantiate(record);
      evaluateInOrder(added);
      await root.evaluation;
      return root.namespace;
    } catch (thrown) {
      // What did not run is tried again at the next import.
      for (const record of added) if (!hasRun(record)) drop(record);
      throw thrown;
    }
  }

  /** Adds a module and what it imports, what is imported first. */
  function collect(module: LocalModule, added: ModuleRecord[]): ModuleRecord {
    const known = records.get(module.path);
    if (known !== undefined) return known;
    const record = readRecord(module);
    records.set(module.path, record);
    try {
      for (const specifier of record.dependencies.keys()) {
        collect(resolveModule(specifier, module.path) as LocalModule, added);
      }
    } catch (thrown) {
      drop(record);
      throw thrown;
    }
    added.push(record);
    return record;
  }

  function readRecord(module: LocalModule): ModuleRecord {
    const stamp = stampOf(module.path) as string;
    const common = {
      ...module,
      stamp,
      namespace: emptyNamespace(),
      dependencies: new Map(),
      watched: new Set<string>(),
      owner: currentCell(),
    };
    if (module.kind === "json" || module.kind === "commonjs") return common;
    const text = moduleText(readFileSync(module.path, "utf8"), pathToFileURL(module.path).href);
    const local = text.imports.flatMap(({ specifier }) => {
      const found = resolveModule(specifier, module.path);
      return found === undefined ? [] : [[specifier, found.path] as const];
    });
    const dependencies = new Map(local);
    return { ...common, text, dependencies, watched: new Set(dependencies.values()) };
  }

  /** Makes what a module exports known, so that modules that import each other find it, and holds it at its start. */
  function instantiate(record: ModuleRecord): void {
    const { namespace, text } = record;
    if (text === undefined) {
      record.start = async () => fill(record);
      return;
    }
    const url = pathToFileURL(record.path).href;
    const filename = keepModuleSource(url, { source: readFileSync(record.path, "utf8"), locate: text.locate });
    const importModule = importerFor(url);
    const imported = {};
    let ready = (): void => {};
    const whenReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const run = compiledText(text.code, filename) as ModuleFunction;
    const commonModule = { exports: {} };
    const isCommon = record.path.endsWith(".cts");
    const ended = run(
      imported,
      (values) => defineGetters(namespace, values),
      whenReady,
      refuseAssignment,
      importMeta(url, importModule.resolve),
      cellHelpers(importModule),
      createRequire(url),
      ...(isCommon ? [commonModule, commonModule.exports] : []),
    );
    record.start = async () => {
      const modules = await importAll(record, importModule);
      bind(imported, record, text, modules);
      ready();
      await ended;
      if (isCommon && isFilled(commonModule, record.namespace)) fillCommon(namespace, commonModule.exports);
      settle(namespace, text.constants);
    };
  }

  async function importAll(
    { dependencies, text }: ModuleRecord,
    importModule: ModuleImporter,
  ): Promise<ReadonlyMap<string, Namespace>> {
    const modules = new Map<string, Namespace>();
    for (const { specifier, attributes } of text?.imports ?? []) {
      const local = records.get(dependencies.get(specifier) ?? "");
      modules.set(
        specifier,
        local?.namespace ?? (await importModule(specifier, { with: attributes } as ImportCallOptions)),
      );
    }
    return modules;
  }

  function fill(record: ModuleRecord): void {
    if (record.kind === "json") {
      record.namespace.default = readJson(record.path);
      return;
    }
    const require = createRequire(pathToFileURL(record.path));
    delete require.cache[record.path];
    fillCommon(record.namespace, require(record.path));
  }

  /** Runs modules one after the other, after what others have begun to run. */
  function evaluateInOrder(added: readonly ModuleRecord[]): void {
    const own = new Set(added.map(({ path }) => path));
    let previous: Promise<void> = Promise.resolve();
    for (const record of added) {
      const others = [...record.watched].filter((path) => !own.has(path)).map((path) => records.get(path)?.evaluation);
      const before = previous;
      record.evaluation = (async () => {
        await before;
        await Promise.all(others);
        await record.start?.();
        record.start = undefined;
      })();
      // A failure is told by the last, which waits for all before it.
      record.evaluation.catch(() => {});
      previous = record.evaluation;
    }
  }

  /** Forgets what has changed, and what an interrupted cell did not load to the end: its promise may never settle. */
  function dropStale(): void {
    for (const record of [...records.values()]) {
      const isGivenUp = record.owner?.isInterrupted === true && !hasRun(record);
      if (isGivenUp || stampOf(record.path) !== record.stamp) drop(record);
    }
  }

  /** Forgets a version, and those of the modules that import it. */
  function drop({ path }: ModuleRecord): void {
    if (!records.delete(path)) return;
    for (const record of [...records.values()]) if (record.watched.has(path)) drop(record);
  }

  return { load };
}

type ModuleFunction = (
  imported: object,
  takeExports: (values: Readonly<Record<string, () => unknown>>) => void,
  whenReady: Promise<void>,
  constant: (name: string) => never,
  meta: object,
  helpers: CellHelpers,
  ...common: unknown[]
) => Promise<void>;

const { constant: refuseAssignment } = sharedNames();

function hasRun({ start, evaluation }: ModuleRecord): boolean {
  return start === undefined && evaluation !== undefined;
}

function stampOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.mtimeNs}-${stats.size}-${stats.ino}`;
}

function emptyNamespace(): Namespace {
  return Object.defineProperty({ __proto__: null } as unknown as Namespace, Symbol.toStringTag, { value: "Module" });
}

function defineGetters(target: object, values: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(values)) {
    Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
  }
}

/** Gives a module the names it imports, and its namespace those it passes on. */
function bind(imported: object, record: ModuleRecord, text: ModuleText, modules: ReadonlyMap<string, Namespace>): void {
  const source = (specifier: string): Namespace => modules.get(specifier) as Namespace;
  for (const { specifier, bindings } of text.imports) {
    for (const { imported: name, local } of bindings) {
      const isFound = importedValueExists(source(specifier), name);
      if (!isFound && text.used.has(local)) throw missingExport(record.path, specifier, name);
      defineBinding(imported, local, source(specifier), name);
    }
  }
  for (const { specifier, imported: name, exported } of text.reexports) {
    if (exported !== undefined) defineBinding(record.namespace, exported, source(specifier), name);
    else {
      const names = Object.keys(source(specifier)).filter((one) => one !== "default" && !(one in record.namespace));
      for (const one of names) defineBinding(record.namespace, one, source(specifier), one);
    }
  }
}

function importedValueExists(module: Namespace, name: string | undefined): boolean {
  // Asked by name only: a module that has not run yet must not be read.
  return name === undefined || name in module || importedValue(module, name).found;
}

/** Exports that cannot change become plain values. */
function settle(namespace: Namespace, constant: ReadonlySet<string>): void {
  for (const name of Object.keys(namespace)) {
    if (!constant.has(name)) continue;
    Object.defineProperty(namespace, name, {
      value: namespace[name],
      writable: false,
      enumerable: true,
      configurable: false,
    });
  }
  Object.preventExtensions(namespace);
}

function fillCommon(namespace: Namespace, exports: unknown): void {
  const isObject = (typeof exports === "object" || typeof exports === "function") && exports !== null;
  // As they are once the file has run: Node's names of CommonJS do not follow later assignments either.
  const values = isObject ? { ...exports, default: exports } : { default: exports };
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(namespace, name, { value, enumerable: true, configurable: true });
  }
}

/** A `.cts` file may also export as an ES module does. */
function isFilled({ exports }: { readonly exports: object }, namespace: Namespace): boolean {
  return Object.keys(namespace).length === 0 || typeof exports !== "object" || Object.keys(exports).length > 0;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new SyntaxError(`${path}: ${(cause as Error).message}`, { cause });
  }
}

function missingExport(path: string, specifier: string, name: string | undefined): Error {
  return new SyntaxError(`${path.slice(path.lastIndexOf(sep) + 1)}: "${specifier}" has no export named "${name}"`);
}

import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { bundleSnapshot } from "./bundle-snapshot.js";
import { type CellContext, captureOutput, currentCell, runInCell } from "./cell-context.js";
import { type CellError, type CellFrame, type CellSources, describeError, traceback } from "./cell-error.js";
import { cellHelpers } from "./cell-helpers.js";
import { type CellImport, importedValue } from "./cell-import.js";
import { moduleImporter } from "./module-importer.js";
import { importMeta } from "./modules/import-meta.js";
import { nothingLeft } from "./nothing-left.js";
import type { OutputEvent } from "./outputs.js";
import { predeclared } from "./predeclared.js";
import { sharedNames } from "./shared-names.js";
import { type TransformedCell, transformCell } from "./transform-cell.js";
import { valueBundle } from "./value-bundle.js";

export interface SessionOptions {
  /** The notebook, as an absolute path or a `file:` address: imports are looked up from where it lies. */
  readonly file: string | URL;
  /** Called for each output with the execution count of the cell it belongs to, also after that cell has ended. */
  readonly onOutput: (event: OutputEvent, executionCount: number) => void;
  /** Called with how far a cell says it has come: a line that replaces the one before and is no output. */
  readonly onProgress?: (text: string, executionCount: number) => void;
  /** Called for an error that nobody awaited: thrown by a timer, or a rejection without a handler. */
  readonly onLateError?: (error: CellError, executionCount: number) => void;
}

/** How a cell ended. */
export type CellResult =
  | { readonly status: "ok"; readonly executionCount: number; readonly value: unknown }
  | { readonly status: "error"; readonly executionCount: number; readonly error: CellError };

/** Runs the cells of one notebook, one after the other, in this process. */
export interface Session {
  /** Runs a cell; it does not throw: what the cell throws is in the result, and an output of the cell. */
  run(code: string): Promise<CellResult>;
  /** Names that cells have declared, with their values; one that was declared and not reached has none. */
  names(): ReadonlyMap<string, unknown>;
  /** Gives standard output back to the process. */
  close(): void;
}

type CompiledCell = (...parameters: unknown[]) => Promise<unknown>;

const stackDepth = 50;

/**
 * A session in which cells of TypeScript share their top-level names. Cells may await, import ES and CommonJS modules,
 * declare names again, and keep what they declared when they fail. Types are taken off, not checked.
 */
export function createSession({ file, onOutput, onProgress, onLateError }: SessionOptions): Session {
  const url = (typeof file === "string" ? pathToFileURL(file) : file).href;
  const cells = new Map<number, { readonly source: string; readonly transformed?: TransformedCell }>();
  const declared = new Map<string, "constant" | "variable">();
  const shared = sharedNames();
  const displayIds = new Set<string>();
  const importModule = moduleImporter(url);
  const meta = importMeta(url, importModule.resolve);
  const helpers = cellHelpers(importModule);
  const sources: CellSources = {
    fileUrl: url,
    source: (cell) => cells.get(cell)?.source,
    locate: (cell, line, column) => cells.get(cell)?.transformed?.locate(line, column),
  };
  let executionCount = 0;
  const given = predeclared(url);
  for (const [name, value] of given) {
    shared.declare[name] = value;
    declared.set(name, "variable");
  }

  const endCapture = captureOutput();
  const endWatch = watchLateErrors((thrown) => {
    const error = describeError(thrown, sources);
    const cell = currentCell()?.executionCount ?? error.frames.at(-1)?.cell ?? executionCount;
    onOutput(errorEvent(error), cell);
    onLateError?.(error, cell);
  });
  // A library may be many calls deep when it throws, and the line of the cell is the outermost of them.
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, stackDepth);

  async function run(code: string): Promise<CellResult> {
    const count = ++executionCount;
    cells.set(count, { source: code });
    const context: CellContext = {
      executionCount: count,
      emit: (event) => onOutput(event, count),
      progress: (text) => onProgress?.(text, count),
      displayIds,
    };
    // Where the stack tells nothing: the statement that was being imported, or the syntax error's own place.
    let at: CellFrame | undefined = { cell: count, line: 1, column: 1 };
    const idle = nothingLeft();
    try {
      const transformed = transformCell(code, { declared, isGlobal: (name) => name in globalThis });
      cells.set(count, { source: code, transformed });
      const cell = compile(transformed, count);
      const running = runInCell(context, async () => {
        for (const one of transformed.imports) {
          at = { cell: count, line: 1, column: 1, ...one.position };
          await bindImport(one, transformed.used);
        }
        at = undefined;
        declareNames(transformed);
        const result = await cell(shared.names, shared.declare, shared.constant, meta, helpers);
        const data = await valueBundle(result);
        if (data !== undefined) context.emit({ type: "execute_result", data: bundleSnapshot(data) });
        return result;
      });
      const value = await Promise.race([running, idle.rejection]);
      return { status: "ok", executionCount: count, value };
    } catch (thrown) {
      const error = describeError(thrown, sources, at);
      context.emit(errorEvent(error));
      return { status: "error", executionCount: count, error };
    } finally {
      idle.end();
    }
  }

  function compile({ code }: TransformedCell, count: number): CompiledCell {
    const script = new Script(code, {
      filename: `${url}?cell=${count}`,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    return script.runInThisContext() as CompiledCell;
  }

  async function bindImport({ specifier, attributes, bindings }: CellImport, used: ReadonlySet<string>): Promise<void> {
    const module = await importModule(specifier, { with: attributes } as ImportCallOptions);
    for (const { imported, local } of bindings) {
      const { found, value } = importedValue(module, imported);
      if (found) shared.declare[local] = value;
      // A name that is not there may be a type, which has no value: it is missed only where its value is used.
      else if (used.has(local)) throw new SyntaxError(`"${specifier}" has no export named "${imported}"`);
    }
  }

  function declareNames(transformed: TransformedCell): void {
    for (const [name, kind] of transformed.declared) declared.set(name, kind);
    for (const name of transformed.hoisted) {
      if (!Object.hasOwn(shared.names, name)) shared.declare[name] = undefined;
    }
  }

  return {
    run,
    names: () => new Map(Object.entries(shared.names).filter(([name, value]) => given.get(name) !== value)),
    close: () => {
      endWatch();
      endCapture();
    },
  };
}

function errorEvent(error: CellError): OutputEvent {
  return { type: "error", name: error.name, message: error.message, traceback: traceback(error) };
}

function watchLateErrors(onError: (thrown: unknown) => void): () => void {
  process.on("uncaughtException", onError);
  process.on("unhandledRejection", onError);
  return () => {
    process.off("uncaughtException", onError);
    process.off("unhandledRejection", onError);
  };
}

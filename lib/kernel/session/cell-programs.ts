import { isBuiltin } from "node:module";
import { types } from "node:util";
import { cellHelpers } from "./cell-helpers.js";
import { type CellImport, importedValue } from "./cell-import.js";
import { compiledText } from "./compiled-text.js";
import type { KeptCells } from "./kept-cells.js";
import { moduleImporter } from "./module-importer.js";
import { importMeta } from "./modules/import-meta.js";
import { hasOtherLibrary, ownLibrary } from "./modules/own-library.js";
import type { Position } from "./position.js";
import { predeclared } from "./predeclared.js";
import { sharedNames } from "./shared-names.js";
import { type TransformedCell, transformCell } from "./transform-cell.js";

/** A cell that is compiled and has not run. */
export interface CellProgram {
  /** Imports what it imports. @param onNext called with the place of each statement before it is imported */
  importAll(onNext: (place: Position | undefined) => void): Promise<void>;
  /** Runs it; what it declares exists from here on. */
  start(): Promise<unknown>;
}

/** Cells that share their top-level names. */
export interface CellPrograms {
  /** @throws {SyntaxError} if the cell is not TypeScript. @param id that names the compiled text */
  compile(code: string, id: number): CellProgram;
  /** Names that cells have declared, with their values; one that was declared and not reached has none. */
  names(): ReadonlyMap<string, unknown>;
}

type CompiledCell = (...parameters: unknown[]) => Promise<unknown>;

/**
 * No cells yet. Imports are looked up from the notebook's address; what cells compile to is kept for traces.
 * @param hasLibrary true if cells have this library as `oi`, which is loaded for the first that uses the name
 */
export function cellPrograms(kept: KeptCells, hasLibrary = false): CellPrograms {
  const url = kept.fileUrl;
  const declared = new Map<string, "constant" | "variable">();
  const shared = sharedNames();
  const importModule = moduleImporter(url);
  const meta = importMeta(url, importModule.resolve);
  const helpers = cellHelpers(importModule);
  const given = predeclared(url);
  for (const [name, value] of given) {
    shared.declare[name] = value;
    declared.set(name, "variable");
  }

  async function bindImport({ specifier, attributes, bindings }: CellImport, used: ReadonlySet<string>): Promise<void> {
    const module = await importModule(specifier, { with: attributes } as ImportCallOptions);
    for (const { imported, local } of bindings) {
      const { found, value } = importedValue(module, imported);
      if (found && keepsValue(specifier, module, imported)) shared.declare[local] = value;
      else if (found) shared.bind(local, module, imported);
      // A name that is not there may be a type, which has no value: it is missed only where its value is used.
      else if (used.has(local)) throw new SyntaxError(`"${specifier}" has no export named "${imported}"`);
    }
  }

  async function provideLibrary({ used }: TransformedCell): Promise<void> {
    if (!hasLibrary || !used.has("oi") || declared.has("oi")) return;
    // The one that an import of the notebook gives, so that there are not two of them in its cells.
    const library = await (hasOtherLibrary(meta.dirname) ? importModule("open-interest", {}) : ownLibrary());
    given.set("oi", library);
    declared.set("oi", "variable");
    shared.declare.oi = library;
  }

  function declareNames(transformed: TransformedCell): void {
    for (const [name, kind] of transformed.declared) declared.set(name, kind);
    for (const name of transformed.hoisted) {
      shared.release(name);
      if (!Object.hasOwn(shared.names, name)) shared.declare[name] = undefined;
    }
  }

  return {
    compile: (code, id) => {
      const transformed = transformCell(code, { declared, isGlobal: (name) => name in globalThis });
      kept.setTransformed(id, transformed);
      const cell = compiledText(transformed.code, `${url}?cell=${id}`) as CompiledCell;
      return {
        importAll: async (onNext) => {
          if (!transformed.declared.has("oi")) await provideLibrary(transformed);
          for (const one of transformed.imports) {
            onNext(one.position);
            await bindImport(one, transformed.used);
          }
        },
        start: () => {
          declareNames(transformed);
          return cell(shared.names, shared.declare, shared.constant, meta, helpers);
        },
      };
    },
    names: () => new Map(Object.entries(shared.names).filter(([name, value]) => given.get(name) !== value)),
  };
}

/**
 * True where an imported name is given its value once rather than asked for at each use, which takes some 80 ns instead of
 * 2. That is right for what cannot change; of packages also functions and objects are taken for such.
 */
function keepsValue(
  specifier: string,
  module: Readonly<Record<string, unknown>>,
  imported: string | undefined,
): boolean {
  if (imported === undefined || isBuiltin(specifier)) return true;
  if (!types.isModuleNamespaceObject(module)) {
    return Object.getOwnPropertyDescriptor(module, imported)?.get === undefined;
  }
  const value = module[imported];
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

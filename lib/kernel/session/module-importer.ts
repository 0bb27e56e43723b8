import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { type LocalModules, localModules } from "./modules/local-modules.js";
import { moduleAddress } from "./modules/module-address.js";
import { importOwnLibrary } from "./modules/own-library.js";
import { resolveModule } from "./modules/resolve-module.js";
import { tslabPart } from "./modules/tslab-alias.js";

/** Imports a module as a file at some address would. */
export interface ModuleImporter {
  (specifier: string, options: ImportCallOptions): Promise<Record<string, unknown>>;
  /** Address of the module that a specifier means. */
  resolve(specifier: string): string;
}

type NodeImport = (specifier: string, options: ImportCallOptions) => Promise<Record<string, unknown>>;

/**
 * An importer that looks modules up from where a notebook lies. Files of the notebook's own are run, and run again when
 * they change; packages, of either kind, are Node's.
 */
export function moduleImporter(fileUrl: string): ModuleImporter {
  const locals: LocalModules = localModules((url) => importerOf(url, locals));
  return importerOf(fileUrl, locals);
}

function importerOf(fileUrl: string, locals: LocalModules): ModuleImporter {
  const path = fileURLToPath(fileUrl);
  let importByNode: NodeImport | undefined;
  const importModule = async (specifier: string, options: ImportCallOptions): Promise<Record<string, unknown>> => {
    const alias = tslabPart(specifier);
    if (alias !== undefined) return alias as Record<string, unknown>;
    const local = resolveModule(specifier, path);
    if (local !== undefined) return locals.load(local);
    importByNode ??= nodeImporter(fileUrl);
    try {
      return await importByNode(specifier, options);
    } catch (thrown) {
      const own = await importOwnLibrary(specifier, thrown);
      if (own !== undefined) return own;
      throw thrown;
    }
  };
  const resolve = (specifier: string): string => {
    const local = resolveModule(specifier, path);
    if (local !== undefined) return pathToFileURL(local.path).href;
    return moduleAddress(specifier, fileUrl);
  };
  return Object.assign(importModule, { resolve });
}

/** Node's own `import` as that of a file. */
function nodeImporter(fileUrl: string): NodeImport {
  return new Script("(specifier, options) => import(specifier, options)", {
    filename: fileUrl,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as NodeImport;
}

import { constants, Script } from "node:vm";

/** Imports a module as a file at some address would. */
export type ModuleImporter = (specifier: string, options: ImportCallOptions) => Promise<Record<string, unknown>>;

/** An importer that looks modules up from where a notebook lies: ES modules and CommonJS alike. */
export function moduleImporter(fileUrl: string): ModuleImporter {
  return new Script("(specifier, options) => import(specifier, options)", {
    filename: fileUrl,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as ModuleImporter;
}

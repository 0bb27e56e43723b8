import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";

/** Imports a module as a file at some address would. */
export interface ModuleImporter {
  (specifier: string, options: ImportCallOptions): Promise<Record<string, unknown>>;
  /** Address of the module that a specifier means. */
  resolve(specifier: string): string;
}

/** An importer that looks modules up from where a notebook lies: ES modules and CommonJS alike. */
export function moduleImporter(fileUrl: string): ModuleImporter {
  const importModule = new Script("(specifier, options) => import(specifier, options)", {
    filename: fileUrl,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as (specifier: string, options: ImportCallOptions) => Promise<Record<string, unknown>>;
  const { resolve } = createRequire(fileUrl);
  return Object.assign((specifier: string, options: ImportCallOptions) => importModule(specifier, options), {
    resolve: (specifier: string) => pathToFileURL(resolve(specifier)).href,
  });
}

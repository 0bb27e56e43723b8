import { createRequire, isBuiltin } from "node:module";
import { isAbsolute } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packageFile } from "./package-exports.js";

/**
 * Address of what a specifier means to a file, as `import.meta.resolve` gives it, of what is no local module.
 * @throws {Error} if no such package is installed
 */
export function moduleAddress(specifier: string, fileUrl: string): string {
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, fileUrl).href;
  if (isAbsolute(specifier)) return pathToFileURL(specifier).href;
  if (/^[a-z][\w+.-]+:/i.test(specifier)) return specifier;
  const found =
    packageFile(specifier, fileURLToPath(new URL(".", fileUrl))) ?? createRequire(fileUrl).resolve(specifier);
  return pathToFileURL(found).href;
}

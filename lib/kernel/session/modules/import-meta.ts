import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** `import.meta` of a notebook or of a local module, as Node gives it to a file. */
export interface ImportMeta {
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
  /** Address of the module that a specifier means. */
  resolve(specifier: string): string;
}

/** `import.meta` of the file at an address. */
export function importMeta(url: string, resolve: (specifier: string) => string): ImportMeta {
  const filename = fileURLToPath(url);
  return Object.freeze({ url, filename, dirname: dirname(filename), resolve });
}

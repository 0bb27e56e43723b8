import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { KernelSpec } from "./kernel-spec.js";

/**
 * The spec of the tslab that a folder's code would import, else of the one beside this package; as tslab's own install
 * writes it, but with absolute paths instead of what `tslab` means on the PATH of whoever starts Jupyter.
 * @param folder absolute
 * @throws {Error} if tslab is not installed
 */
export function tslabSpec(folder: string, displayName = "TypeScript (tslab)"): KernelSpec {
  const program = tslabFrom(join(folder, "x.js")) ?? tslabFrom(import.meta.url);
  if (program === undefined) {
    throw new Error(`tslabSpec: there is no tslab in ${folder} or above it; install it there: npm install tslab`);
  }
  return {
    argv: [process.execPath, program, "kernel", "--config-path", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    env: {},
    metadata: {},
  };
}

function tslabFrom(file: string): string | undefined {
  try {
    const program = join(dirname(createRequire(file).resolve("tslab/package.json")), "bin", "tslab");
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Path of the compiler's program for this machine. Started directly, it saves the start of a Node that would only look
 * for it; asked of the compiler's own package, so that all its platforms are known.
 * @throws {Error} if the compiler has no program for this platform
 */
export async function nativeCompiler(): Promise<string> {
  const compiler = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  const { default: exePath } = (await import(pathToFileURL(join(compiler, "lib/getExePath.js")).href)) as {
    readonly default: () => string;
  };
  return exePath();
}

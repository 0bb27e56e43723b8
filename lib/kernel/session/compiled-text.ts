import { compileFunction, constants } from "node:vm";

/**
 * Runs the body of a function in the global scope and gives what it returns. What it made can be collected when nothing
 * refers to it, while a `Script` stays in V8's cache of compiled scripts, whole text included, for as long as the process
 * lives.
 * @param filename address that stacks show, from which an `import()` that was not rewritten looks modules up
 */
export function compiledText(body: string, filename: string): unknown {
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return compileFunction(body, [], { filename, importModuleDynamically })();
}

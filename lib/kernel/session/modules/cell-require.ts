import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { resolveModule } from "./resolve-module.js";
import { tslabPart } from "./tslab-alias.js";

/** `require` of a notebook: packages and files that are CommonJS; what is not is an error that says to import it. */
export function cellRequire(fileUrl: string): NodeJS.Require {
  const path = fileURLToPath(fileUrl);
  const require = createRequire(fileUrl);
  const cellRequire = (specifier: string): unknown => {
    const alias = tslabPart(specifier);
    if (alias !== undefined) return alias;
    if (typeof specifier === "string" && resolveModule(specifier, path)?.kind === "typescript") {
      throw new Error(`require: "${specifier}" is TypeScript; import it: import * as name from "${specifier}"`);
    }
    try {
      return require(specifier);
    } catch (thrown) {
      if (isModuleOnly(thrown)) {
        throw new Error(`require: "${specifier}" is an ES module; import it: import * as name from "${specifier}"`, {
          cause: thrown,
        });
      }
      throw thrown;
    }
  };
  return Object.assign(cellRequire, {
    resolve: require.resolve,
    cache: require.cache,
    main: require.main,
    extensions: require.extensions,
  });
}

/** Node's errors for a package that has no entry for `require`, or one that cannot be run without waiting. */
function isModuleOnly(thrown: unknown): boolean {
  const { code, message } = thrown as { readonly code?: unknown; readonly message?: unknown };
  if (code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return String(message).includes('No "exports" main');
  return code === "ERR_REQUIRE_ESM" || code === "ERR_REQUIRE_ASYNC_MODULE";
}

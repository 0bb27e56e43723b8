import { types } from "node:util";
import { displaySymbol } from "../../notebook/display-symbol.js";
import { valueText } from "../../notebook/values/value-text.js";
import { type Disposables, disposables } from "./disposables.js";
import type { ModuleImporter } from "./module-importer.js";

/** What the code that a cell is compiled to calls, under names that compiling chooses. */
export interface CellHelpers {
  /** What `import()` calls. */
  readonly import: (specifier: unknown, options?: ImportCallOptions) => Promise<Readonly<Record<string, unknown>>>;
  /** Begins a block that has `using`. */
  readonly usingCtx: () => Disposables;
  /** What stands for the value of a cell's last expression. */
  readonly result: (value: unknown) => unknown;
}

/** Helpers whose imports are looked up by an importer. */
export function cellHelpers(importModule: ModuleImporter): CellHelpers {
  return {
    import: async (specifier, options = {}) => importModule(String(specifier), options),
    usingCtx: disposables,
    result: (value) => (types.isProxy(value) && !canBeAwaited(value as object) ? asText(value) : value),
  };
}

/** To return a value from an async function asks for its `then`, and a proxy may throw for that. */
function canBeAwaited(proxy: object): boolean {
  try {
    Reflect.get(proxy, "then");
    return true;
  } catch {
    return false;
  }
}

function asText(value: unknown): object {
  return { [displaySymbol]: () => ({ "text/plain": valueText(value) }) };
}

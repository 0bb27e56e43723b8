import { type Disposables, disposables } from "./disposables.js";
import type { ModuleImporter } from "./module-importer.js";

/** What the code that a cell is compiled to calls, under names that compiling chooses. */
export interface CellHelpers {
  /** What `import()` calls. */
  readonly import: (specifier: unknown, options?: ImportCallOptions) => Promise<Readonly<Record<string, unknown>>>;
  /** Begins a block that has `using`. */
  readonly usingCtx: () => Disposables;
}

/** Helpers whose imports are looked up by an importer. */
export function cellHelpers(importModule: ModuleImporter): CellHelpers {
  return {
    import: async (specifier, options = {}) => importModule(String(specifier), options),
    usingCtx: disposables,
  };
}

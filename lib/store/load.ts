import type { Dataset } from "../sources/dataset.js";
import { loadSource } from "../sources/load-source.js";
import type { SourceOptions } from "../sources/source-options.js";
import { store as openStore } from "./store.js";
import type { StoreLoadOptions } from "./store-options.js";

/** What `load` takes. Empty text counts as left out, so that a notebook's parameters can be handed on as they are. */
export interface LoadOptions extends SourceOptions, Pick<StoreLoadOptions, "refresh" | "offline"> {
  /**
   * Folder of a store through which the data is loaded: the second time it comes from disk, but for a file and the sample, which
   * are read each time and kept there. Default none.
   */
  readonly store?: string;
}

/**
 * Open interest, price and funding of one asset from the named source, on one regular grid of bar ends: straight from the
 * source, or with `store` through a store in that folder, which is made if there is none.
 * @throws {RangeError} for an unknown source (naming those known), an option that is needed and not there or that the source
 *   does not have, and as the source's own loader does; for `refresh` or `offline` without a store
 * @throws {TypeError} if the options are no object, as the name of a source alone is not
 */
export async function load(options: LoadOptions = {}): Promise<Dataset> {
  if (typeof options !== "object" || options === null || !options.store) return loadAlone(options);
  const { store: folder, ...asked } = options;
  const kept = await openStore(folder);
  try {
    return await kept.load(asked);
  } finally {
    kept.close();
  }
}

async function loadAlone(options: LoadOptions): Promise<Dataset> {
  // Text and lists are for `loadSource` to refuse.
  if (typeof options !== "object" || options === null || Array.isArray(options)) return loadSource(options);
  const { refresh, offline, store: _, ...asked } = options;
  if (refresh || offline) {
    throw new RangeError(`load: ${refresh ? "refresh" : "offline"} is of a store; give \`store\`, its folder`);
  }
  return loadSource(asked);
}

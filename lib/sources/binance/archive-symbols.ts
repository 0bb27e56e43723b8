import { marketFolder } from "./archive-contract.js";
import { type ArchiveSource, archiveStore } from "./binance-archive.js";
import { metricsFolder } from "./binance-paths.js";

/** Which market of the archive, and where the archive is. */
export interface ArchiveSymbolsOptions extends ArchiveSource {
  /** `linear` for USD-M, `inverse` for COIN-M. Default `linear`. */
  readonly margin?: "linear" | "inverse" | undefined;
}

/**
 * Names of the contracts of which the archive has open interest, in order: perpetuals and dated ones, those that are no
 * longer traded too.
 * @throws {RangeError} if the archive cannot be listed
 * @throws {HttpFailure} if its listing does not answer
 */
export async function archiveSymbols({ margin, ...source }: ArchiveSymbolsOptions = {}): Promise<readonly string[]> {
  if (margin !== undefined && margin !== "linear" && margin !== "inverse") {
    throw new RangeError(`archiveSymbols: unknown margin "${margin}"; known: linear, inverse`);
  }
  const store = archiveStore(source);
  if (store.names === undefined) {
    throw new RangeError(`archiveSymbols: ${store.place} has no listing; give the address of one as \`listing\``);
  }
  return [...(await store.names(metricsFolder(marketFolder(margin))))].sort();
}

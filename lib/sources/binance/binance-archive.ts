import { intervalMs, isoTime } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import { type ArchiveContractOptions, archiveContract } from "./archive-contract.js";
import { archiveDataset } from "./archive-dataset.js";
import { archivePeriod, checkFound } from "./archive-period.js";
import { type ArchiveStore, folderStore } from "./archive-store.js";
import { binanceFiles } from "./binance-files.js";
import { metricsStepMs } from "./binance-metrics.js";
import { checkPace } from "./check-pace.js";
import { type HttpArchiveOptions, httpArchive } from "./http-archive.js";
import type { FileLabel } from "./joined-metrics.js";
import { keptArchive } from "./kept-archive.js";
import type { PartReaderOptions } from "./part-reader.js";

/** Where the archive is. */
export interface ArchiveSource extends HttpArchiveOptions {
  /** Local folder that holds `data/`, or that folder itself. Goes before `url`. */
  readonly path?: string | undefined;
  /**
   * Folder below which files fetched are kept as the archive has them, each with its checksum, and read from there the next
   * time. A load that is ended at any instant goes on where it was; what the archive does not have is asked for again after
   * a day. The folder can be given as `path` too. Default: nothing is kept.
   */
  readonly keep?: string | undefined;
  /**
   * Whether the checksum of each kept file is compared with the archive's, since files are published anew: one that was is
   * fetched again and told as `revision`. Default false.
   */
  readonly refresh?: boolean | undefined;
}

/** Which part of the archive is loaded, and from where. */
export interface BinanceArchiveOptions extends ArchiveContractOptions, ArchiveSource, PartReaderOptions {
  /** Length of a bar, a multiple of 5m; weeks begin on Monday. Default `1h`. */
  readonly interval?: string | undefined;
  /** ISO time, left out of the period: bars that end after it. Default: whole bars from the first day the archive has on. */
  readonly from?: string | undefined;
  /**
   * ISO time; a date alone includes that day. Default: the end of the last day the archive has. What ends after `now` is left
   * out and told as `cut`.
   */
  readonly to?: string | undefined;
}

/** A dataset with what was found out about each metrics file. */
export interface BinanceArchive extends Dataset {
  /** What the time labels of each metrics file mean, in order of their days. */
  readonly labels: readonly FileLabel[];
}

/**
 * One futures contract from the archive that Binance publishes: open interest in coins and dollars (metrics), candles
 * (klines), funding, and the published ratios of long to short as `others`, on a regular grid of bar ends with NaN where
 * there is nothing. Of COIN-M contracts the dollars are contracts × their size, and volumes are the coins traded.
 *
 * A snapshot of open interest stands at the instant it was taken, whatever its file's labels mean (`metricsLabel`), and a
 * bar longer than five minutes holds the last one in it; where that is not the one at its end it is counted as `fill`.
 * A candle is missing where one of its five-minute bars is. Ratios stay on five minutes. Hashes are compared with the
 * `.CHECKSUM` files; one that differs over HTTP is fetched once more.
 * @throws {RangeError} for a period, interval, contract or asset that cannot be, a file that is damaged, fails its checksum
 *   or cannot be read (naming it), or if there is nothing of the period (naming what was looked for, and where)
 * @throws {HttpFailure} if the address does not answer
 */
export async function loadBinanceArchive(options: BinanceArchiveOptions = {}): Promise<BinanceArchive> {
  const { interval = "1h", from, to, parallelism = 8, now = Date.now() } = options;
  checkPace(parallelism, "parallelism");
  const barMs = intervalMs(interval);
  if (barMs % metricsStepMs !== 0) {
    throw new RangeError(
      `loadBinanceArchive: interval ${interval} is not a multiple of 5m; give 5m, 15m, 1h, 4h or 1d`,
    );
  }
  const contract = archiveContract(options);
  const store = archiveStore({ ...options, now });
  const { issues, ...whole } = await archivePeriod(store, contract, { from, to, barMs, now });
  const liveTo = Math.min(whole.to, contract.instrument.expiry ?? whole.to);
  if (liveTo <= whole.from) {
    throw new RangeError(
      `loadBinanceArchive: ${contract.symbol} expired at ${isoTime(liveTo)}, before the period begins; give an earlier one`,
    );
  }
  const live = { from: whole.from, to: liveTo };
  const files = await binanceFiles(store, contract, live, options);
  await checkFound(files, store, contract, live);
  const dataset = archiveDataset(files, { contract, barMs, ...whole, liveTo });
  const { quality } = dataset;
  return { ...dataset, quality: { ...quality, issues: [...issues, ...quality.issues] } };
}

/**
 * The archive that options name.
 * @throws {RangeError} if the folder is none, files of a folder are to be kept, or kept at an empty path
 */
export function archiveStore({ path, keep, refresh = false, now = Date.now(), ...http }: ArchiveSource): ArchiveStore {
  if (keep?.trim() === "") throw new RangeError("loadBinanceArchive: keep is empty; give a folder, or leave it out");
  if (path === undefined) {
    const remote = httpArchive({ ...http, now });
    return keep === undefined ? remote : keptArchive(remote, keep, { refresh, now });
  }
  if (keep === undefined) return folderStore(path);
  throw new RangeError("loadBinanceArchive: keep is for files fetched over HTTP; leave out keep, or path");
}

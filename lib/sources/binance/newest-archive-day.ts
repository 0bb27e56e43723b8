import { dayMs } from "../../series/time.js";
import type { ArchiveContract } from "./archive-contract.js";
import type { ArchiveStore } from "./archive-store.js";
import { type ArchivePart, dailyKlinesPart, metricsPart, monthlyKlinesPart, monthOf } from "./binance-paths.js";

/** Where to look for the newest day. */
export interface NewestDayOptions {
  /** Instant up to which days are of interest; the day that it lies in, or that ends with it, is the first looked for. */
  readonly to: number;
  /** No day that ends by this instant is looked for. */
  readonly from: number;
}

/**
 * End of the newest UTC day of which the archive has metrics and klines, undefined if it has none of the period: days
 * appear about a day after they end. Looked for from the end backwards, one file at a time.
 */
export async function newestArchiveDay(
  store: ArchiveStore,
  contract: ArchiveContract,
  { from, to }: NewestDayOptions,
): Promise<number | undefined> {
  const has = async (part: ArchivePart): Promise<boolean> => (await store.file(part.path)) !== undefined;
  for (let day = Math.ceil(to / dayMs) * dayMs - dayMs; day + dayMs > from; day -= dayMs) {
    if (!(await has(metricsPart(contract, day)))) continue;
    if (await has(dailyKlinesPart(contract, day))) return day + dayMs;
    if (await has(monthlyKlinesPart(contract, monthOf(day)))) return day + dayMs;
  }
  return undefined;
}

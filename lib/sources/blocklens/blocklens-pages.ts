import { dayMs } from "../../series/time.js";
import { concatenated } from "../concatenated.js";
import type { BlocklensRows } from "./blocklens-rows.js";

/** Asks for the rows of the days from `first` to `last`, both included, epoch milliseconds UTC. */
export type AskDays = (first: number, last: number) => Promise<BlocklensRows>;

/**
 * The rows of all days from `first` to `last`, asked for in stretches of as many days as a page may have rows.
 *
 * An answer is never taken for whole because it is short: the days before its first row and after its last one are asked
 * for again, until an answer has none of them. So it matters neither which end of a period a full page keeps, nor whether
 * the server allows as many rows as were asked for. Days missing between its rows are not asked for again.
 * A page whose rows fall in time is turned round; otherwise rows come as they are, pages in the order of their days.
 * @returns all rows of all answers: with rows of other days, and repeated ones, if the server sent such
 */
export async function blocklensPages(
  ask: AskDays,
  { first, last, limit }: { readonly first: number; readonly last: number; readonly limit: number },
): Promise<BlocklensRows> {
  const pages: BlocklensRows[] = [];
  for (let start = first; start <= last; start += limit * dayMs) {
    pages.push(...(await stretch(ask, start, Math.min(last, start + (limit - 1) * dayMs))));
  }
  return joined(pages);
}

async function stretch(ask: AskDays, first: number, last: number): Promise<readonly BlocklensRows[]> {
  const page = await ask(first, last);
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (const day of page.days) {
    if (day < first || day > last) continue;
    earliest = Math.min(earliest, day);
    latest = Math.max(latest, day);
  }
  if (earliest > latest) return [page];
  const before = earliest > first ? await stretch(ask, first, earliest - dayMs) : [];
  const after = latest < last ? await stretch(ask, latest + dayMs, last) : [];
  return [...before, isFalling(page.days) ? turned(page) : page, ...after];
}

/** A day may stand in it twice; a page of one day alone has no direction, and stays as it is. */
function isFalling(days: Float64Array): boolean {
  for (let row = 1; row < days.length; row++) {
    if ((days[row] as number) > (days[row - 1] as number)) return false;
  }
  return (days[0] as number) > (days[days.length - 1] as number);
}

function turned({ days, columns }: BlocklensRows): BlocklensRows {
  return { days: days.slice().reverse(), columns: columns.map((column) => column.slice().reverse()) };
}

function joined(pages: readonly BlocklensRows[]): BlocklensRows {
  const width = pages[0]?.columns.length ?? 0;
  return {
    days: concatenated(pages.map(({ days }) => days)),
    columns: Array.from({ length: width }, (_, column) =>
      concatenated(pages.map(({ columns }) => columns[column] as Float64Array)),
    ),
  };
}

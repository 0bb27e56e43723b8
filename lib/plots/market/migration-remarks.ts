import type { ShareMigration } from "../../analytics/shares/share-migration.js";
import { dayMs, hourMs } from "../../series/time.js";

/** What went from losers to gainers, whatever the reason, and in how long: `10.32 points moved in 183 days`. */
export function movedText({ columns, from, to }: ShareMigration): string {
  const moved = columns.reduce((sum, { change }) => sum + Math.max(0, change), 0);
  const length = to - from;
  const time =
    length < 2 * dayMs
      ? `${Number((length / hourMs).toPrecision(3))} h`
      : `${Number((length / dayMs).toPrecision(3))} days`;
  return `${pointsText(moved)} moved in ${time}`;
}

/** Totals of the three parts. */
export function partsText({ columns }: ShareMigration): string {
  const gained = columns.reduce((sum, { within }) => sum + Math.max(0, within), 0);
  const entered = columns.filter(({ presence }) => presence === "entered");
  const left = columns.filter(({ presence }) => presence === "left");
  const after = entered.reduce((sum, { shareAfter }) => sum + shareAfter, 0);
  const before = left.reduce((sum, { shareBefore }) => sum + shareBefore, 0);
  return [
    `Within: ${pointsText(gained)} moved among those that stayed`,
    `entry: ${entered.length === 0 ? "none" : `${pointsText(after)} to ${entered.length} new`}`,
    `exit: ${left.length === 0 ? "none" : `${pointsText(before)} of ${left.length} that left`}`,
  ].join("; ");
}

/** What the three did to the index of concentration. */
export function concentrationText({ concentration }: ShareMigration): string {
  const { before, after, within, entry, exit } = concentration;
  const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
  return `HHI ${before.toFixed(4)} → ${after.toFixed(4)}: within ${signed(within)}, entry ${signed(entry)}, exit ${signed(exit)}`;
}

function pointsText(share: number): string {
  return `${(100 * share).toFixed(2)} points`;
}

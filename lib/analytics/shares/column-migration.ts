import type { Panel } from "../../series/panel.js";

/** Change of one column's share. All shares are fractions; change = within + entry + exit. */
export interface ColumnMigration {
  readonly name: string;
  /** `stayed`: there at both instants; `entered`: at the later one only; `left`: at the earlier one only. */
  readonly presence: "stayed" | "entered" | "left";
  /** Open interest in the unit of the panel, NaN where it is not there. */
  readonly openInterestBefore: number;
  readonly openInterestAfter: number;
  /** 0 for a column that entered: it is no part of the earlier composition. */
  readonly shareBefore: number;
  /** 0 for a column that left. */
  readonly shareAfter: number;
  readonly change: number;
  /** What it gained on the other columns that stayed, by growing faster than they. */
  readonly within: number;
  /** What those that entered took from it; for one that entered, its share. */
  readonly entry: number;
  /** What those that left made room for; for one that left, the share it gave up. */
  readonly exit: number;
}

/**
 * Shares of each column before and after, and what their change is made of, as `shareMigration` says.
 * @param before one row, of which some value is above 0
 * @param after the same columns in one row, of which some value is above 0
 * @returns the columns that are there in either
 */
export function columnMigrations(before: Panel, after: Panel): readonly ColumnMigration[] {
  const old = before.columns.map(({ values }) => values[0]);
  const now = after.columns.map(({ values }) => values[0]);
  const was = (j: number): boolean => !Number.isNaN(old[j]);
  const is = (j: number): boolean => !Number.isNaN(now[j]);
  const totalBefore = sumWhere(old, was);
  const totalAfter = sumWhere(now, is);
  const heldBefore = sumWhere(old, (j) => was(j) && is(j));
  const heldAfter = sumWhere(now, (j) => was(j) && is(j));
  const stayed = (heldBefore / totalBefore + heldAfter / totalAfter) / 2;
  const left = sumWhere(old, (j) => was(j) && !is(j)) / totalBefore;
  const entered = sumWhere(now, (j) => is(j) && !was(j)) / totalAfter;

  /** What the change of a share is made of. */
  const parts = (j: number): Pick<ColumnMigration, "within" | "entry" | "exit"> => {
    if (!was(j)) return { within: 0, entry: now[j] / totalAfter, exit: 0 };
    if (!is(j)) return { within: 0, entry: 0, exit: 0 - old[j] / totalBefore };
    // Its share among those that stayed, who may hold nothing at one end, or at both.
    const partBefore = part(old[j], heldBefore, part(now[j], heldAfter, 0));
    const partAfter = part(now[j], heldAfter, partBefore);
    const weight = (partBefore + partAfter) / 2;
    // 0 − x rather than −x, which would give −0.
    return { within: stayed * (partAfter - partBefore), entry: 0 - weight * entered, exit: weight * left };
  };

  const migrations: ColumnMigration[] = [];
  for (let j = 0; j < old.length; j++) {
    if (!was(j) && !is(j)) continue;
    const shareBefore = was(j) ? old[j] / totalBefore : 0;
    const shareAfter = is(j) ? now[j] / totalAfter : 0;
    migrations.push({
      name: before.columns[j].name,
      presence: !was(j) ? "entered" : is(j) ? "stayed" : "left",
      openInterestBefore: old[j],
      openInterestAfter: now[j],
      shareBefore,
      shareAfter,
      change: shareAfter - shareBefore,
      ...parts(j),
    });
  }
  return migrations;
}

function sumWhere(values: readonly number[], which: (j: number) => boolean): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) if (which(j)) sum += values[j];
  return sum;
}

function part(value: number, total: number, otherwise: number): number {
  return total > 0 ? value / total : otherwise;
}

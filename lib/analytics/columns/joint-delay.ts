import type { Column } from "../../series/panel.js";

/**
 * The columns with the longest of their delays in each identity: a value that depends on every column, such as a
 * share, is known when the last of them is.
 */
export function withJointDelay(columns: readonly Column[]): readonly Column[] {
  const delayMs = columns.reduce((longest, { identity }) => Math.max(longest, identity.delayMs ?? 0), 0);
  if (delayMs === 0) return columns;
  return columns.map((column) => ({ ...column, identity: { ...column.identity, delayMs } }));
}

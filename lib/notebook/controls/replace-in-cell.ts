import type { DisplayHost } from "../display-host.js";

interface Shown {
  readonly run: number;
  readonly close: () => void;
}

/** What cells have shown and can be closed, by cell. */
const shownIn = new Map<string, Shown[]>();

/**
 * Closes what an earlier run of the same cell has left open, and remembers what this run opens.
 * @param likeness tells a cell from others where the host does not name cells
 */
export function replaceInCell(host: DisplayHost, likeness: string, close: () => void): void {
  const { cellRun: run, cellId = likeness } = host;
  if (run === undefined) return;
  const before = shownIn.get(cellId) ?? [];
  for (const shown of before) {
    if (shown.run !== run) shown.close();
  }
  shownIn.set(cellId, [...before.filter((shown) => shown.run === run), { run, close }]);
}

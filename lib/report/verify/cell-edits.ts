/** A cell that is not as it was when the report was made. */
export interface CellEdit {
  readonly change: "edited" | "removed" | "added" | "moved";
  /** Place of the cell; for one that was removed from a notebook, the place at which it was. */
  readonly index: number;
}

/** A cell by its place and its hash. */
type SealedCell = readonly [index: number, sha256: string];

/** What was done to a page since it was sealed, where each cell has the number of its place in the notebook. */
export function pageEdits(before: readonly SealedCell[], now: readonly SealedCell[]): CellEdit[] {
  const sealed = new Map(before);
  const shown = new Map(now);
  const kept = new Set(
    commonPart(
      before.map(([index]) => index),
      now.map(([index]) => index),
    ).map(([, place]) => now[place]?.[0]),
  );
  const removed = before.flatMap(([index]): CellEdit[] => (shown.has(index) ? [] : [{ change: "removed", index }]));
  const changed = now.flatMap(([index, sha256]): CellEdit[] => {
    if (!sealed.has(index)) return [{ change: "added", index }];
    if (sealed.get(index) !== sha256) return [{ change: "edited", index }];
    return kept.has(index) ? [] : [{ change: "moved", index }];
  });
  return [...changed, ...removed].sort((a, b) => a.index - b.index);
}

/** What was done to the cells of a notebook since it was sealed, by their hashes in order. */
export function notebookEdits(before: readonly string[], now: readonly string[]): CellEdit[] {
  const common = commonPart(before, now);
  const edits: CellEdit[] = [];
  let [from, to] = [0, 0];
  const keptBefore = new Set(common.map(([place]) => place));
  const keptNow = new Set(common.map(([, place]) => place));
  const leftBefore = new Set(before.filter((_, index) => !keptBefore.has(index)));
  const leftNow = new Set(now.filter((_, index) => !keptNow.has(index)));
  for (const [endBefore, endNow] of [...common, [before.length, now.length] as const]) {
    const gone = range(from, endBefore).filter((index) => !leftNow.has(before[index] as string));
    const come = range(to, endNow).filter((index) => !leftBefore.has(now[index] as string));
    for (const index of range(to, endNow)) if (!come.includes(index)) edits.push({ change: "moved", index });
    for (const [place, index] of come.entries()) {
      edits.push({ change: place < gone.length ? "edited" : "added", index });
    }
    for (const _ of gone.slice(come.length)) edits.push({ change: "removed", index: endNow });
    from = endBefore + 1;
    to = endNow + 1;
  }
  return edits;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Places of a longest list that both hold in order. Takes the product of what lies between their common ends. */
function commonPart<T>(a: readonly T[], b: readonly T[]): (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [m, n] = [a.length - end - start, b.length - end - start];
  // lengths[i][j]: of the longest common list of what follows the first i and the first j.
  const lengths = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = m - 1; i >= 0; i--) {
    const row = lengths[i] as Uint32Array;
    for (let j = n - 1; j >= 0; j--) {
      row[j] = a[start + i] === b[start + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = range(0, start).map((place) => [place, place]);
  for (let i = 0, j = 0; i < m && j < n; ) {
    if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return [...pairs, ...range(0, end).map((place) => [start + m + place, start + n + place] as const)];
}

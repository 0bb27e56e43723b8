/** Points in pixels that a line joins without a gap. */
export interface LineRun {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points in a column of one pixel beyond which only the first, the lowest, the highest and the last are drawn. */
const mostPerColumn = 4;

/**
 * Points in pixels parted at their gaps (NaN), as steps if `shape` says so, and thinned to what can be seen: of many
 * points in one column of pixels the first, the highest, the lowest and the last.
 */
export function lineRuns(x: Float64Array, y: Float64Array, shape: unknown = "linear"): LineRun[] {
  const runs: LineRun[] = [];
  let from = 0;
  for (let index = 0; index <= x.length; index++) {
    const gap = index === x.length || x[index] !== x[index] || y[index] !== y[index];
    if (!gap) continue;
    if (index > from) runs.push(thinned(stepped({ x: x.subarray(from, index), y: y.subarray(from, index) }, shape)));
    from = index + 1;
  }
  return runs;
}

/** A value holds until the next one (`hv`), or from the last one on (`vh`). */
function stepped({ x, y }: LineRun, shape: unknown): LineRun {
  if (shape !== "hv" && shape !== "vh") return { x, y };
  const length = 2 * x.length - 1;
  const shift = shape === "hv" ? 1 : 0;
  return {
    x: Float64Array.from({ length }, (_, index) => x[(index + shift) >> 1] as number),
    y: Float64Array.from({ length }, (_, index) => y[(index + 1 - shift) >> 1] as number),
  };
}

function thinned({ x, y }: LineRun): LineRun {
  const kept: number[] = [];
  let from = 0;
  for (let index = 1; index <= x.length; index++) {
    if (index < x.length && Math.floor(x[index] as number) === Math.floor(x[from] as number)) continue;
    keepColumn(y, from, index, kept);
    from = index;
  }
  return kept.length === x.length
    ? { x, y }
    : {
        x: Float64Array.from(kept, (index) => x[index] as number),
        y: Float64Array.from(kept, (index) => y[index] as number),
      };
}

/** Adds the rows to draw of those from `from` to before `to`, which lie in one column. */
function keepColumn(y: Float64Array, from: number, to: number, kept: number[]): void {
  if (to - from <= mostPerColumn) {
    for (let index = from; index < to; index++) kept.push(index);
    return;
  }
  let [lowest, highest] = [from, from];
  for (let index = from; index < to; index++) {
    if ((y[index] as number) < (y[lowest] as number)) lowest = index;
    if ((y[index] as number) > (y[highest] as number)) highest = index;
  }
  for (const index of [...new Set([from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1])])
    kept.push(index);
}

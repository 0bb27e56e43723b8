/** Which parts of a stretch of time a column has values for. */
export interface CoverageCells {
  /** Start of the first cell, epoch milliseconds UTC; a cell holds the bars that end after its start, to its end. */
  readonly start: number;
  /** Length of a cell in milliseconds, a whole number of bars. */
  readonly lengthMs: number;
  /** By column, then by cell: bars without a value between the column's first and last; −1 before and after these. */
  readonly missing: readonly Int32Array[];
  /** Bars of a cell; the last may have fewer. */
  readonly bars: Int32Array;
  /** By column: bars with a value / bars of the whole time, in [0, 1]; NaN if there are none. */
  readonly present: readonly number[];
}

/**
 * Time cut into at most `limit` cells of as many bars each, with what is missing of each column in them. A bar counts as
 * missing where its value is NaN and where its row is not there at all.
 * @param times bar ends, epoch milliseconds UTC, rising, whole intervals apart, length T
 * @param columns each of length T
 */
export function coverageCells(
  times: Float64Array,
  columns: readonly Float64Array[],
  { intervalMs, limit }: { readonly intervalMs: number; readonly limit: number },
): CoverageCells {
  const first = times[0] ?? 0;
  const start = first - intervalMs;
  const all = times.length === 0 ? 0 : Math.round(((times[times.length - 1] as number) - start) / intervalMs);
  const each = Math.max(1, Math.ceil(all / limit));
  const count = Math.ceil(all / each);
  const places = Int32Array.from(times, (time) => Math.round((time - first) / intervalMs));
  const bars = Int32Array.from({ length: count }, (_, cell) => Math.min(each, all - cell * each));
  const counted = columns.map((values) => {
    const there: number[] = [];
    for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) there.push(places[row] as number);
    return { missing: missingPerCell(there, each, count), present: there.length / all };
  });
  return {
    start,
    lengthMs: each * intervalMs,
    missing: counted.map(({ missing }) => missing),
    bars,
    present: counted.map(({ present }) => present),
  };
}

/** @param there rising numbers of the bars with a value */
function missingPerCell(there: readonly number[], each: number, count: number): Int32Array {
  const missing = new Int32Array(count).fill(-1);
  for (let index = 0; index < there.length; index++) {
    const bar = there[index] as number;
    const cell = Math.floor(bar / each);
    missing[cell] = Math.max(0, missing[cell] as number);
    const next = there[index + 1] ?? bar + 1;
    for (let absent = bar + 1; absent < next; absent++) {
      const hit = Math.floor(absent / each);
      missing[hit] = Math.max(0, missing[hit] as number) + 1;
    }
  }
  return missing;
}

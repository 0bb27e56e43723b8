/** Gaps that a line is drawn with when it is thinned; each is then at least a 250th of its length, or they are few. */
const mostGaps = 250;

/**
 * Marks the rows of those gaps between values that are too short to be drawn: none in a line of at most 250 gaps; of
 * more, those below the least length that at most 250 of them have. All of them are shorter than a 250th of the line,
 * some three pixels of a page. What lies before the first and after the last value is no gap between values.
 * @param values length T, NaN is a gap
 * @returns length T: 1 in a gap that is too short, else 0
 */
export function shortGaps(values: Float64Array): Uint8Array {
  const gaps = gapsBetween(values);
  const isShort = new Uint8Array(values.length);
  if (gaps.length <= mostGaps) return isShort;
  const lengths = Int32Array.from(gaps, ([start, end]) => end - start).sort();
  // The longest that is one too many: it and all of its length go.
  const longestShort = lengths[lengths.length - 1 - mostGaps] as number;
  for (const [start, end] of gaps) if (end - start <= longestShort) isShort.fill(1, start, end);
  return isShort;
}

/**
 * How many gaps between values a line has, in all its rows or in some of them.
 * @param rows rising row numbers; default all
 */
export function countGaps(values: Float64Array, rows?: Int32Array): number {
  return gapsBetween(rows === undefined ? values : Float64Array.from(rows, (row) => values[row] as number)).length;
}

/** First and one past the last row of each gap that has a value before and after it. */
function gapsBetween(values: Float64Array): [start: number, end: number][] {
  const gaps: [number, number][] = [];
  let last = -1;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue;
    if (last >= 0 && row > last + 1) gaps.push([last + 1, row]);
    last = row;
  }
  return gaps;
}

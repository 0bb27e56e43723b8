/** Counts of values in bins of one width. */
export interface Histogram {
  /** Middle of each bin, rising. */
  readonly centres: readonly number[];
  readonly counts: readonly number[];
  readonly width: number;
}

/**
 * Values counted in bins of one width with an edge at 0, so that no bin mixes signs; a value on an edge belongs to the
 * bin on its left, a 0 to those below. The width is that of Freedman & Diaconis, 2 × interquartile range / n^(1/3),
 * within what makes 10 to `most` bins.
 * Source: Freedman & Diaconis 1981, Zeitschrift für Wahrscheinlichkeitstheorie 57, 453–476.
 * @param sorted rising, without gaps, at least one
 * @param quartiles the first and the third
 */
export function histogram(
  sorted: Float64Array,
  [lower, upper]: readonly [number, number],
  { most = 60 }: { readonly most?: number } = {},
): Histogram {
  const [lowest, highest] = [sorted[0], sorted[sorted.length - 1]];
  const span = highest - lowest;
  const width = binWidth(span, (2 * (upper - lower)) / Math.cbrt(sorted.length), most) || Math.abs(highest) || 1;
  const place = (value: number): number => Math.ceil(value / width - 1e-9) - 1;
  const first = place(lowest);
  const counts = new Array<number>(place(highest) - first + 1).fill(0);
  for (const value of sorted) (counts[place(value) - first] as number)++;
  return { centres: counts.map((_, bin) => (first + bin + 0.5) * width), counts, width };
}

function binWidth(span: number, wanted: number, most: number): number {
  return Math.min(Math.max(wanted, span / most), span / 10);
}

/** Of the same meaning as the function tested, without any of its shortcuts: rows of each half are put together. */
export interface NaiveSplit {
  readonly inSample: number;
  readonly outOfSample: number;
  readonly logit: number;
}

/** Every split of so many blocks, over columns without a gap whose length they divide. */
export function naiveSplits(
  columns: readonly (readonly number[])[],
  blocks: number,
  measure: (returns: readonly number[]) => number,
): NaiveSplit[] {
  const length = columns[0].length / blocks;
  const splits: NaiveSplit[] = [];
  for (let mask = 0; mask < 2 ** blocks; mask++) {
    const inside = (row: number): boolean => ((mask >> Math.floor(row / length)) & 1) === 1;
    if (columns[0].filter((_, row) => inside(row)).length !== columns[0].length / 2) continue;
    const first = columns.map((column) => measure(column.filter((_, row) => inside(row))));
    const second = columns.map((column) => measure(column.filter((_, row) => !inside(row))));
    const best = first.indexOf(Math.max(...first));
    const sorted = [...second].sort((one, other) => one - other);
    const ranks = sorted.flatMap((value, place) => (value === second[best] ? [place + 1] : []));
    const omega = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length / (columns.length + 1);
    splits.push({ inSample: first[best], outOfSample: second[best], logit: Math.log(omega / (1 - omega)) });
  }
  return splits;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Mean over sample standard deviation (n − 1). */
export function sharpe(values: readonly number[]): number {
  const centre = mean(values);
  return centre / Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}

/** Compounded. */
export const total = (values: readonly number[]): number =>
  values.reduce((wealth, value) => wealth * (1 + value), 1) - 1;

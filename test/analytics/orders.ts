/** All orders of the items. */
export function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, j) => orders(items.toSpliced(j, 1)).map((rest) => [first, ...rest]));
}

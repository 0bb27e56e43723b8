/** Values before and after, as many of each. */
export interface ChangedValues {
  readonly oldValues: ArrayLike<number>;
  readonly newValues: ArrayLike<number>;
}

/** Largest |new / old − 1| of revised values, 0 if there are none. A change from 0 counts as 1. */
export function largestChange({ oldValues, newValues }: ChangedValues): number {
  let largest = 0;
  for (let row = 0; row < oldValues.length; row++) {
    if (oldValues[row] === newValues[row]) continue;
    const change = oldValues[row] === 0 ? 1 : Math.abs(newValues[row] / oldValues[row] - 1);
    if (change > largest) largest = change;
  }
  // JSON has no infinite number.
  return Math.min(largest, Number.MAX_VALUE);
}

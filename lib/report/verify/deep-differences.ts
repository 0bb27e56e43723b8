/** One place where two values of JSON differ. */
export interface DeepDifference {
  /** Keys and indices from the top. */
  readonly path: readonly (string | number)[];
  /** Undefined where there is nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Places where two values of JSON differ, in their order; of lists of other lengths, only the lengths. */
export function deepDifferences(
  before: unknown,
  after: unknown,
  path: readonly (string | number)[] = [],
): DeepDifference[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length)
      return [{ path: [...path, "length"], before: before.length, after: after.length }];
    return before.flatMap((one, index) => deepDifferences(one, after[index], [...path, index]));
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => deepDifferences(before[key], after[key], [...path, key]));
  }
  return [{ path, before, after }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

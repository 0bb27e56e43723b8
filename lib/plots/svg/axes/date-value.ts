const datePattern =
  /^\s*(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[ T](\d\d?)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?\s*$/;

/**
 * An instant as plotly reads it, in milliseconds of UTC: a number is one already, a text like `2025-07-01 04:00` is taken
 * as it stands, whatever zone it names. NaN for all else.
 */
export function dateValue(value: unknown): number {
  if (typeof value === "number") return value;
  if (value instanceof Date) return value.getTime();
  const parts = typeof value === "string" ? datePattern.exec(value) : null;
  if (parts === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((part) =>
    Number(parts[part] ?? (part === 2 || part === 3 ? 1 : 0)),
  ) as [number, number, number, number, number, number];
  if (month > 12 || day > 31 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second) + 1000 * Number(parts[7] ?? 0);
}

/** True of a text that is a date. */
export function isDateText(value: unknown): boolean {
  return typeof value === "string" && Number.isFinite(dateValue(value));
}

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

const intervalUnits: Readonly<Record<string, number>> = {
  s: secondMs,
  m: minuteMs,
  h: hourMs,
  d: dayMs,
  w: 7 * dayMs,
};

/**
 * Length in milliseconds of an interval written as exchanges write it: `5m`, `4h`, `1d`, `1w`.
 * @throws {RangeError} if the text is not a positive whole number followed by s, m, h, d or w
 */
export function intervalMs(text: string): number {
  const match = /^([1-9]\d*)([smhdw])$/.exec(text);
  if (match === null) {
    throw new RangeError(
      `intervalMs: "${text}" is not an interval; write a whole number and s, m, h, d or w, such as 5m or 1d`,
    );
  }
  return Number(match[1]) * (intervalUnits[match[2] as string] as number);
}

/** An interval in milliseconds as exchanges write it, in the largest unit that divides it: 3600000 is `1h`. */
export function intervalText(ms: number): string {
  for (const unit of ["w", "d", "h", "m", "s"]) {
    const size = intervalUnits[unit] as number;
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}

/**
 * An instant as ISO 8601 in UTC, as short as it can be without loss:
 * `2025-07-01`, `2025-07-01T01:00Z`, `2025-07-01T01:00:05Z` or with milliseconds.
 */
export function isoTime(time: number): string {
  if (!(Math.abs(time) <= 8.64e15)) return String(time);
  const iso = new Date(time).toISOString();
  // Cut from the end: a year beyond 9999, which a time in the wrong unit gives, is longer.
  if (time % dayMs === 0) return iso.slice(0, -14);
  if (time % minuteMs === 0) return `${iso.slice(0, -8)}Z`;
  return time % secondMs === 0 ? `${iso.slice(0, -5)}Z` : iso;
}

/**
 * Epoch milliseconds of an ISO 8601 date or date with time. A time without a zone is UTC.
 * @throws {RangeError} if the text is not such a time or names a day that does not exist
 */
export function epochMs(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? "00:00"}${match[3] ?? "Z"}`);
  // Date.parse rolls 2025-02-30 over into March; a day that does not exist is a mistake.
  const day = match === null ? Number.NaN : Date.parse(`${match[1]}T00:00Z`);
  if (Number.isNaN(time) || new Date(day).toISOString().slice(0, 10) !== match?.[1]) {
    throw new RangeError(`epochMs: "${text}" is not a time; write it like 2025-07-01 or 2025-07-01T01:00Z`);
  }
  return time;
}

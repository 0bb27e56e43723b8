/** Headers that tell when an allowance of requests is renewed. */
export const resetHeaders = ["ratelimit-reset", "x-ratelimit-reset"] as const;

/** A number from here on is an instant in Unix seconds, below it a count of seconds. */
const firstInstant = 1e9;

/**
 * Milliseconds that an answer asks to wait: `Retry-After` in seconds or as a date, else a reset header in seconds or as
 * Unix time. Instants are counted from the server's own `Date`, since its clock and ours may differ. 0 if it asks for none,
 * or if what it says cannot be read.
 */
export function askedWaitMs(headers: Headers, now: number = Date.now()): number {
  const text = ["retry-after", ...resetHeaders]
    .map((name) => headers.get(name))
    .find((value) => value !== null && value !== "");
  if (text === undefined || text === null) return 0;
  const served = Date.parse(headers.get("date") ?? "");
  const from = Number.isNaN(served) ? now : served;
  const number = Number(text);
  const waitMs = Number.isNaN(number)
    ? Date.parse(text) - from
    : number < firstInstant
      ? number * 1000
      : number * 1000 - from;
  return waitMs > 0 ? waitMs : 0;
}

/** Headers that tell when an allowance of requests is renewed. */
const resetHeaders = ["ratelimit-reset", "x-ratelimit-reset"] as const;

/** From here on a number is an instant in Unix milliseconds, from `firstInstant` on in seconds, below a count of seconds. */
const firstMilliseconds = 1e12;
const firstInstant = 1e9;

/**
 * Milliseconds that a refusal asks to wait: `Retry-After` in seconds or as a date, else, of a 429, a reset header in
 * seconds or as Unix time. Every answer may tell when the present allowance ends; only where that is why it was refused
 * does it say when to come back. Instants are counted from the server's own `Date`, since its clock and ours may differ.
 * 0 if it asks for none, or if what it says cannot be read.
 * @param now what to count from without a `Date`, epoch milliseconds
 */
export function askedWaitMs(status: number, headers: Headers, now: number): number {
  const served = Date.parse(headers.get("date") ?? "");
  const from = Number.isNaN(served) ? now : served;
  for (const name of ["retry-after", ...(status === 429 ? resetHeaders : [])]) {
    const text = headers.get(name)?.trim() ?? "";
    const waitMs = text === "" ? Number.NaN : instantOrSeconds(text, from);
    if (waitMs > 0 && waitMs < Number.POSITIVE_INFINITY) return waitMs;
  }
  return 0;
}

function instantOrSeconds(text: string, from: number): number {
  const number = Number(text);
  if (Number.isNaN(number)) return Date.parse(text) - from;
  if (number < firstInstant) return number * 1000;
  return (number < firstMilliseconds ? number * 1000 : number) - from;
}

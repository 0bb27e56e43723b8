import type { Series } from "../../series/series.js";

/**
 * How long after its times a series is known, milliseconds; 0 where its identity says nothing.
 * @throws {RangeError} at a delay below 0, which would be the future, or one that is no number
 */
export function knownDelay({ name, identity: { delayMs = 0 } }: Series, owner: string): number {
  if (delayMs >= 0 && delayMs < Number.POSITIVE_INFINITY) return delayMs;
  throw new RangeError(
    `${owner}: "${name}" has delayMs ${delayMs}, known before its time; give 0 or more milliseconds`,
  );
}

import { dayMs, minuteMs } from "../../series/time.js";

/** What became of a wall-clock time when it was turned into an instant. */
export interface ZonedInstant {
  /** Epoch milliseconds UTC. */
  readonly time: number;
  /**
   * - `unique`: the clock showed it once
   * - `ambiguous`: the clock was set back and showed it twice; `time` is the first, `later` the second
   * - `nonexistent`: the clock was set forward over it; `time` reads it on the clock before the change
   */
  readonly kind: "unique" | "ambiguous" | "nonexistent";
  readonly later?: number;
}

/**
 * A function from wall-clock times in a zone, written as if they were UTC milliseconds, to instants.
 * @param timeZone an IANA name such as `Europe/Paris`, or a fixed offset such as `+02:00`
 * @throws {RangeError} if the zone is unknown, or the offset more than 14 hours
 */
export function zoneClock(timeZone: string): (wallTime: number) => ZonedInstant {
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(timeZone);
  if (timeZone === "UTC" || fixed !== null) {
    const minutes = fixed === null ? 0 : (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === "-" ? -1 : 1);
    if (Math.abs(minutes) > 14 * 60 || Number(fixed?.[3] ?? 0) > 59) {
      throw new RangeError(`zoneClock: no clock is at "${timeZone}"; give an offset from -14:00 to +14:00`);
    }
    return (wallTime) => ({ time: wallTime - minutes * minuteMs, kind: "unique" });
  }
  const offsetAt = zoneOffset(timeZone);
  // Offsets a day before and a day after tell whether the clock may change near a time; most days it does not.
  const around = new Map<number, readonly [number, number]>();
  return (wallTime) => {
    const day = Math.floor(wallTime / dayMs);
    let offsets = around.get(day);
    if (offsets === undefined) {
      offsets = [offsetAt((day - 1) * dayMs), offsetAt((day + 2) * dayMs)];
      around.set(day, offsets);
    }
    const [before, after] = offsets;
    const first = wallTime - before;
    const second = wallTime - after;
    if (before === after) return { time: first, kind: "unique" };
    const firstHolds = offsetAt(first) === before;
    const secondHolds = offsetAt(second) === after;
    if (firstHolds && secondHolds) return { time: first, kind: "ambiguous", later: second };
    if (firstHolds || secondHolds) return { time: firstHolds ? first : second, kind: "unique" };
    return { time: first, kind: "nonexistent" };
  };
}

/** Milliseconds that a zone's clock is ahead of UTC at an instant. */
function zoneOffset(timeZone: string): (time: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new RangeError(
      `zoneClock: unknown time zone "${timeZone}"; give an IANA name such as Europe/Paris, or an offset such as +02:00`,
      { cause },
    );
  }
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) as number;
    const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return wall - Math.floor(time / 1000) * 1000;
  };
}

import { checkNumbers } from "../../statistics/check-numbers.js";

/**
 * Times of events are numbers; the events that a function found are often given in their place.
 * @throws {TypeError} for events, naming their field of times, and for what is no array of numbers
 */
export function checkEventTimes(eventTimes: ArrayLike<number>, owner: string): void {
  const given: unknown = eventTimes;
  if (Array.isArray(given)) refuseEvents(given, "events", owner);
  else if (typeof given === "object" && given !== null && "events" in given && Array.isArray(given.events)) {
    refuseEvents(given.events, "its events", owner);
    throw new TypeError(`${owner}: an object with events is no array of times; give the times of its events`);
  }
  checkNumbers(eventTimes, owner, "time");
}

function refuseEvents(events: readonly unknown[], what: string, owner: string): void {
  const row = events.findIndex((event) => typeof event === "object" && event !== null && !(event instanceof Date));
  if (row < 0) return;
  const fields = Object.keys(events[row] as object);
  const list = what === "events" ? "events" : "found.events";
  const remedy = fields.includes("knownAt")
    ? `give ${list}.map((event) => event.knownAt)`
    : `give their times in epoch milliseconds; fields: ${fields.join(", ")}`;
  throw new TypeError(`${owner}: ${what} are objects, such as that at row ${row}, and no times; ${remedy}`);
}

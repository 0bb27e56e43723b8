import { isoTime } from "../series/time.js";
import { checkPartitionName } from "./files/store-paths.js";
import type { Answer, FetchRecord } from "./store-types.js";

/**
 * Checks what an answer says of itself, before the values of its series are looked at.
 * @throws {RangeError} for a source, an asset, a venue, an interval, a range or a time of retrieval that cannot be, and for
 *   a query that JSON cannot hold
 */
export function checkAnswer(answer: Answer): void {
  for (const field of ["source", "asset"] as const) {
    const value: unknown = answer[field];
    if (typeof value !== "string" || value === "") {
      throw new RangeError(`appendAnswer: ${field} ${JSON.stringify(value)} is no name; give one`);
    }
    checkPartitionName(value, `appendAnswer: ${field}`);
  }
  for (const { series } of answer.series) {
    checkPartitionName(series.identity.venue ?? "", `appendAnswer: venue of "${series.name}"`);
  }
  const { intervalMs, from, to, retrievedAt, query } = answer;
  if (!(Number.isSafeInteger(intervalMs) && intervalMs > 0)) {
    throw new RangeError(`appendAnswer: intervalMs ${intervalMs} is no whole number above 0; give milliseconds`);
  }
  for (const [field, time] of Object.entries({ from, to, retrievedAt })) {
    if (Math.abs(time) <= 8.64e15) continue;
    throw new RangeError(`appendAnswer: ${field} ${time} is no instant; give epoch milliseconds UTC`);
  }
  if (from > to) {
    throw new RangeError(`appendAnswer: from ${isoTime(from)} is after to ${isoTime(to)}; swap them`);
  }
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== "number" || Number.isFinite(value)) continue;
    throw new RangeError(`appendAnswer: ${value} of ${name} in the query cannot be written down; leave it out`);
  }
}

/**
 * Checks that an answer can be part of the fetch of a record.
 * @throws {RangeError} if it is of something else, or leaves a hole that nobody asked for between them
 */
export function checkContinues(answer: Answer, record: FetchRecord): void {
  for (const field of ["source", "asset", "intervalMs"] as const) {
    if (answer[field] === record[field]) continue;
    throw new RangeError(
      `appendAnswer: ${field} ${answer[field]} is not that of fetch ${record.id}, ${record[field]}; append without continues`,
    );
  }
  if (JSON.stringify(sorted(answer.query)) !== JSON.stringify(sorted(record.query))) {
    throw new RangeError(`appendAnswer: the query is not that of fetch ${record.id}; append without continues`);
  }
  if (answer.from > record.to || answer.to < record.from) {
    throw new RangeError(
      `appendAnswer: ${isoTime(answer.from)} to ${isoTime(answer.to)} does not touch fetch ${record.id}, ${isoTime(record.from)} to ${isoTime(record.to)}, and what is between was not asked for; append without continues`,
    );
  }
}

function sorted(query: Answer["query"]): readonly (readonly [string, unknown])[] {
  return Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
}

import { hourMs } from "../../series/time.js";

/** How the order of rows tells apart times that a clock showed twice. */
export interface RepeatedHour {
  /** Rows at the second time. */
  readonly second: readonly number[];
  /** Rows of which nothing tells the time. */
  readonly untold: readonly number[];
  /** First row of those whose order contradicts itself. */
  readonly contradictory: number | undefined;
}

/** A longer step between two rows leads from one change of the clock to another. */
const longestChange = 3 * hourMs;

/**
 * Which of the rows of a repeated hour are of its second time. The rows of each key are on their own, in the order of the
 * file, earliest or latest first as the rows around the hour have it. Where the clock goes back once among them, or shows
 * one time twice in a row, the rows from there on are of the second time. Where it does neither, nothing tells.
 * @param wallTimes what the clock showed, for every row
 * @param ambiguous the rows of the repeated hour
 * @param keys what each row is of; rows of one thing alone need none
 */
export function repeatedHour(
  wallTimes: Float64Array,
  ambiguous: ReadonlySet<number>,
  keys: readonly string[] | undefined,
): RepeatedHour {
  const second: number[] = [];
  const untold: number[] = [];
  let contradictory: number | undefined;
  for (const rows of rowsByKey(wallTimes.length, keys)) {
    const walls = rows.map((row) => wallTimes[row]);
    for (const [start, end] of runs(rows, walls, ambiguous)) {
      const isLatestFirst = latestFirst(walls, start, end);
      const places = Array.from({ length: end - start }, (_, place) =>
        isLatestFirst === true ? end - 1 - place : start + place,
      );
      const backs = stepsBack(places, walls);
      if (backs.length > 1 || (backs.length === 1 && isLatestFirst === undefined)) {
        contradictory = Math.min(contradictory ?? Number.POSITIVE_INFINITY, rows[start]);
      } else if (backs.length === 0) untold.push(...places.map((place) => rows[place]));
      else second.push(...places.slice(backs[0]).map((place) => rows[place]));
    }
  }
  return { second, untold: untold.sort((a, b) => a - b), contradictory };
}

function rowsByKey(rows: number, keys: readonly string[] | undefined): Iterable<readonly number[]> {
  if (keys === undefined) return [Array.from({ length: rows }, (_, row) => row)];
  const byKey = new Map<string, number[]>();
  for (let row = 0; row < rows; row++) {
    const own = byKey.get(keys[row]);
    if (own === undefined) byKey.set(keys[row], [row]);
    else own.push(row);
  }
  return byKey.values();
}

/** Pieces of the rows that are one after another in one repeated hour, as places from and before. */
function* runs(rows: readonly number[], walls: readonly number[], ambiguous: ReadonlySet<number>) {
  for (let start = 0; start < rows.length; start++) {
    if (!ambiguous.has(rows[start])) continue;
    let end = start + 1;
    while (end < rows.length && ambiguous.has(rows[end]) && Math.abs(walls[end] - walls[end - 1]) < longestChange)
      end++;
    yield [start, end] as const;
    start = end - 1;
  }
}

/** By the rows around the hour, or where there are none by what is seldom within; undefined where they contradict. */
function latestFirst(walls: readonly number[], start: number, end: number): boolean | undefined {
  const before = Math.sign((walls[start - 1] ?? walls[start]) - walls[start]);
  const after = Math.sign(walls[end - 1] - (walls[end] ?? walls[end - 1]));
  if (before * after < 0) return undefined;
  if (before + after !== 0) return before + after > 0;
  let rising = 0;
  for (let place = start + 1; place < end; place++) rising += Math.sign(walls[place] - walls[place - 1]);
  return rising < 0;
}

/** Where the clock was set back: the places at which it shows less, or if there are none the same. */
function stepsBack(places: readonly number[], walls: readonly number[]): readonly number[] {
  const at = (place: number) => walls[places[place]];
  const steps = places.map((_, place) => place).slice(1);
  const less = steps.filter((place) => at(place) < at(place - 1));
  return less.length > 0 ? less : steps.filter((place) => at(place) === at(place - 1));
}

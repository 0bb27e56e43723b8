import { risingRows, type SortRoom, sortRoom } from "./rising-rows.js";

/**
 * The order of a sliding window without keeping it sorted. A few windows' worth of rows are sorted at once, together with
 * the window before them: each value has a place in that order, and a bit says whether it is inside the window.
 */
export interface SlidingOrder {
  readonly window: number;
  /** How many rows are taken at once. */
  readonly step: number;
  /** Values in rising order. */
  readonly sorted: Float64Array;
  /** A bit for each place: whether its value is inside the window. */
  readonly inside: Int32Array;
  /** Values inside. */
  count: number;
  /** Place of each row, those of the window before first; −1 where it is missing. */
  readonly places: Int32Array;
  /** Whether two values are equal; then `first` and `last` hold the run of equal values around each place. */
  tied: boolean;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly room: SortRoom;
}

/** Windows taken at once: more sort each row less often, but reach farther through memory. */
const windows = 4;

/** Room for windows of `window` rows over series of `length` rows. */
export function slidingOrder(window: number, length: number): SlidingOrder {
  const size = Math.min(window, length);
  const step = windows * size;
  const room = sortRoom(size + step);
  return {
    window: size,
    step,
    sorted: room.sorted,
    inside: new Int32Array(((size + step) >>> 5) + 1),
    count: 0,
    places: new Int32Array(size + step),
    tied: false,
    first: new Int32Array(size + step),
    last: new Int32Array(size + step),
    room,
  };
}

/** Goes on to the rows from `start`, a multiple of `step`, with the window before them inside. */
export function nextRows(order: SlidingOrder, values: Float64Array, start: number): void {
  const { window, step, places, inside, sorted, room } = order;
  const from = Math.max(0, start - window);
  const count = risingRows(values, from, Math.min(values.length, start + step), room);
  places.fill(-1);
  inside.fill(0);
  order.tied = false;
  order.count = 0;
  const shift = from - (start - window);
  for (let place = 0; place < count; place++) {
    const row = room.rows[place] + shift;
    places[row] = place;
    if (row < window) {
      flip(inside, place);
      order.count++;
    }
    if (place > 0 && sorted[place] === sorted[place - 1]) order.tied = true;
  }
  if (order.tied) findRuns(order, count);
}

/** Takes a place in or out. */
export function flip(inside: Int32Array, place: number): void {
  inside[place >>> 5] ^= 1 << (place & 31);
}

export function isInside(inside: Int32Array, place: number): boolean {
  return ((inside[place >>> 5] >>> (place & 31)) & 1) === 1;
}

/** The first place above `place` that is inside, −1 if there is none. */
export function placeAfter(inside: Int32Array, place: number): number {
  let word = (place + 1) >>> 5;
  let rest = inside[word] & (-1 << ((place + 1) & 31));
  while (rest === 0 && word + 1 < inside.length) rest = inside[++word];
  return rest === 0 ? -1 : (word << 5) + 31 - Math.clz32(rest & -rest);
}

/** The last place below `place` that is inside, −1 if there is none. */
export function placeBefore(inside: Int32Array, place: number): number {
  let word = place >>> 5;
  let rest = inside[word] & ((1 << (place & 31)) - 1);
  while (rest === 0 && word > 0) rest = inside[--word];
  return rest === 0 ? -1 : (word << 5) + 31 - Math.clz32(rest);
}

function findRuns({ sorted, first, last }: SlidingOrder, count: number): void {
  for (let place = 0; place < count; place++) {
    first[place] = place > 0 && sorted[place] === sorted[place - 1] ? first[place - 1] : place;
  }
  for (let place = count - 1; place >= 0; place--) {
    last[place] = place + 1 < count && sorted[place] === sorted[place + 1] ? last[place + 1] : place;
  }
}

/** Room for sorting up to `capacity` values, reused from block to block. */
export interface SortRoom {
  /** How many values fall below each bucket, one more than there are buckets. */
  readonly bucketStarts: Int32Array;
  /** Bucket of each row, −1 where it is missing. */
  readonly buckets: Int32Array;
  /** Values in rising order. */
  readonly sorted: Float64Array;
  /** Their rows. */
  readonly rows: Int32Array;
}

export function sortRoom(capacity: number): SortRoom {
  return {
    bucketStarts: new Int32Array(capacity + 1),
    buckets: new Int32Array(capacity),
    sorted: new Float64Array(capacity),
    rows: new Int32Array(capacity),
  };
}

/** Moves per value after which the finishing pass gives up: most values are in one bucket. */
const maxMoves = 16;

/**
 * Brings rows `start` to before `end` into rising order of their values, without those that are missing: `room.sorted` and
 * `room.rows`, counted from `start`. As many equal buckets between the lowest and the highest value as there are rows take
 * the values, and a finishing pass sorts inside them. That is linear for values spread as prices and open interest are;
 * where one far outlier leaves all others in a few buckets, they are sorted by comparison.
 * @returns how many values are present
 */
export function risingRows(values: Float64Array, start: number, end: number, room: SortRoom): number {
  const { bucketStarts, buckets, sorted, rows } = room;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = start; row < end; row++) {
    const value = values[row];
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const last = end - start - 1;
  // A spread too small or too wide for a double gives one bucket.
  const scale = last / (highest - lowest);
  const factor = scale < Number.POSITIVE_INFINITY ? scale : 0;

  bucketStarts.fill(0);
  for (let row = start; row < end; row++) {
    const value = values[row];
    const bucket = value === value ? ((value - lowest) * factor) | 0 : -1;
    buckets[row - start] = bucket;
    bucketStarts[bucket + 1]++;
  }
  // The first entry counted the missing rows.
  bucketStarts[0] = 0;
  for (let bucket = 1; bucket <= last + 1; bucket++) bucketStarts[bucket] += bucketStarts[bucket - 1];
  const count = bucketStarts[last + 1];
  for (let row = 0; row <= last; row++) {
    const bucket = buckets[row];
    if (bucket < 0) continue;
    const place = bucketStarts[bucket]++;
    sorted[place] = values[start + row];
    rows[place] = row;
  }
  finish(room, count);
  return count;
}

/** Insertion sort of values that are nearly in order. */
function finish({ sorted, rows }: SortRoom, count: number): void {
  let moves = 0;
  for (let place = 1; place < count; place++) {
    const value = sorted[place];
    if (sorted[place - 1] <= value) continue;
    const row = rows[place];
    let free = place;
    do {
      sorted[free] = sorted[free - 1];
      rows[free] = rows[free - 1];
      free--;
    } while (free > 0 && sorted[free - 1] > value);
    sorted[free] = value;
    rows[free] = row;
    moves += place - free;
    if (moves > maxMoves * count) {
      sortPairs(sorted, rows, count);
      return;
    }
  }
}

function sortPairs(sorted: Float64Array, rows: Int32Array, count: number): void {
  const order = Array.from({ length: count }, (_, place) => place).sort((a, b) => sorted[a] - sorted[b]);
  sorted.set(order.map((place) => sorted[place]));
  rows.set(order.map((place) => rows[place]));
}

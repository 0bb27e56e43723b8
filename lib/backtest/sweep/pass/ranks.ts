/** Most arrays that can be ranked together: a rank takes seven bits. */
export const mostRanks = 127;

/** Rows that are ranked between two turns from columns to rows. */
const tileRows = 64;

/** The top bit of each of four bytes. */
const tops = 0x80808080 | 0;

/** Room for the ranks of T rows, a byte each, four to a word; rows beyond T are 0. */
export function rankRoom(T: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(4 * Math.ceil(T / 4)));
}

/**
 * Place of each array's value among the values of all arrays in the same row, 0 for the lowest; equal values have equal
 * ranks, and a gap is lower than any. What compares values can then compare ranks, four rows in one subtraction.
 *
 * The order of the row before is mended by insertion: averages of one series change places seldom, so that a row takes
 * about one comparison for each array.
 * @param arrays at most 127
 * @param from first row that is ranked
 * @param to row after the last
 */
export function rankRows(arrays: readonly Float64Array[], from: number, to: number, into: readonly Uint8Array[]): void {
  const N = arrays.length;
  const places = Int32Array.from({ length: N }, (_, j) => j);
  const state: Ranking = {
    order: places,
    sorted: new Float64Array(N),
    ranks: Uint8Array.from(places),
    hasEqual: false,
  };
  // Rows are turned into lists of N in tiles: read and written row by row, N arrays would meet in the same cache lines.
  const values = new Float64Array(tileRows * N);
  const ranks = new Uint8Array(tileRows * N);
  for (let start = from; start < to; start += tileRows) {
    const size = Math.min(tileRows, to - start);
    for (let j = 0; j < N; j++) {
      const array = arrays[j];
      for (let row = 0; row < size; row++) {
        const value = array[start + row];
        values[row * N + j] = value === value ? value : Number.NEGATIVE_INFINITY;
      }
    }
    for (let row = 0; row < size; row++) {
      rankRow(values, row * N, state);
      ranks.set(state.ranks, row * N);
    }
    for (let j = 0; j < N; j++) {
      const array = into[j];
      for (let row = 0; row < size; row++) array[start + row] = ranks[row * N + j];
    }
  }
}

/** Ranks of the row before, which those of the next differ little from. */
interface Ranking {
  /** The arrays from the lowest value to the highest. */
  readonly order: Int32Array;
  readonly sorted: Float64Array;
  readonly ranks: Uint8Array;
  /** Whether some values were equal; a rank is a place in the order only where none were. */
  hasEqual: boolean;
}

/** Ranks one row, N values from `at` on. */
function rankRow(values: Float64Array, at: number, state: Ranking): void {
  const { order, sorted, ranks } = state;
  const N = order.length;
  let hasEqual = false;
  for (let place = 0; place < N; place++) {
    const j = order[place];
    const value = values[at + j];
    let to = place;
    if (to > 0 && sorted[to - 1] >= value) {
      for (; to > 0 && sorted[to - 1] > value; to--) {
        const other = order[to - 1];
        sorted[to] = sorted[to - 1];
        order[to] = other;
        ranks[other] = to;
      }
      if (to > 0 && sorted[to - 1] === value) hasEqual = true;
      order[to] = j;
      ranks[j] = to;
    }
    sorted[to] = value;
  }
  if (hasEqual || state.hasEqual) {
    let rank = 0;
    for (let place = 0; place < N; place++) {
      if (place > 0 && sorted[place] !== sorted[place - 1]) rank++;
      ranks[order[place]] = hasEqual ? rank : place;
    }
  }
  state.hasEqual = hasEqual;
}

/** The rank in a row; `ranks` has four rows to a word. */
export function rankAt(ranks: Int32Array, row: number): number {
  return (ranks[row >> 2] >> (8 * (row & 3))) & 0x7f;
}

/**
 * First row from `row` on in which a ≥ b is not what it is said to be: `true` for rows that go on while a ≥ b, `false` while
 * a < b. Beyond the last row if there is none.
 * @param a ranks, four to a word
 */
export function firstUnless(a: Int32Array, b: Int32Array, row: number, isAtLeast: boolean): number {
  const expected = isAtLeast ? tops : 0;
  const words = a.length;
  let word = row >> 2;
  if (word >= words) return 4 * words;
  // Seven bits of b off eight bits of a with the top one set: the top bit stays where a ≥ b, and no byte borrows.
  let differ = ((a[word] | tops) - b[word]) & tops;
  differ = (differ ^ expected) & (tops << (8 * (row & 3)));
  // Two words at a time, as long as neither differs.
  while (differ === 0) {
    word++;
    if (word + 1 < words) {
      const first = (((a[word] | tops) - b[word]) & tops) ^ expected;
      const second = (((a[word + 1] | tops) - b[word + 1]) & tops) ^ expected;
      if ((first | second) === 0) word++;
      else if (first !== 0) differ = first;
      else {
        word++;
        differ = second;
      }
    } else if (word < words) differ = (((a[word] | tops) - b[word]) & tops) ^ expected;
    else return 4 * words;
  }
  return 4 * word + ((31 - Math.clz32(differ & -differ)) >> 3);
}

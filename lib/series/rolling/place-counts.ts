import { flip } from "./sliding-order.js";

/**
 * Counts how many places below one are set in a set of bits. Words of 32 bits form groups of 64; each word knows the count
 * of the words before it in its group, and a binary indexed tree adds up groups: O(64 + log places) for each step.
 */
export interface PlaceCounts {
  readonly bits: Int32Array;
  /** Count of the words before this one in its group. */
  readonly before: Int32Array;
  /** Node i holds the count of the groups i − (i & −i) … i − 1. */
  readonly tree: Int32Array;
}

export function placeCounts(bits: Int32Array): PlaceCounts {
  return { bits, before: new Int32Array(bits.length), tree: new Int32Array((bits.length >>> 6) + 2) };
}

/** Counts anew, after the bits were written from outside. */
export function recount({ bits, before, tree }: PlaceCounts): void {
  tree.fill(0);
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    if (word % 64 === 0) count = 0;
    before[word] = count;
    const own = ones(bits[word]);
    count += own;
    addToTree(tree, word >>> 6, own);
  }
}

/** Takes one place out and another in, either of which may be missing (−1). */
export function exchange(counts: PlaceCounts, leaving: number, entering: number): void {
  const { bits, before } = counts;
  const from = leaving >>> 5;
  const to = entering >>> 5;
  if (leaving >= 0 && entering >= 0 && from >>> 6 === to >>> 6) {
    flip(bits, leaving);
    flip(bits, entering);
    for (let word = from + 1; word <= to; word++) before[word]--;
    for (let word = to + 1; word <= from; word++) before[word]++;
    return;
  }
  if (leaving >= 0) add(counts, leaving, -1);
  if (entering >= 0) add(counts, entering, 1);
}

/** How many places below `place` are set. */
export function countBelow({ bits, before, tree }: PlaceCounts, place: number): number {
  const word = place >>> 5;
  let count = before[word] + ones(bits[word] & ((1 << (place & 31)) - 1));
  for (let node = word >>> 6; node > 0; node &= node - 1) count += tree[node];
  return count;
}

function add({ bits, before, tree }: PlaceCounts, place: number, change: 1 | -1): void {
  const word = place >>> 5;
  flip(bits, place);
  const end = Math.min(bits.length, (word | 63) + 1);
  for (let other = word + 1; other < end; other++) before[other] += change;
  addToTree(tree, word >>> 6, change);
}

function addToTree(tree: Int32Array, group: number, change: number): void {
  for (let node = group + 1; node < tree.length; node += node & -node) tree[node] += change;
}

/** Number of bits set, by adding neighbours in parallel. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

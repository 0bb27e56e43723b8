/**
 * The ways to choose half of S blocks that choose the first one, as bit masks (bit b for block b), rising. With their
 * complements, which do not choose it, they are all C(S, S/2).
 * @param blocks S, even, from 2 to 24
 */
export function halvesWithFirst(blocks: number): Int32Array {
  const masks: number[] = [];
  for (let rest = 0; rest < 1 << (blocks - 1); rest++) {
    if (bits(rest) === blocks / 2 - 1) masks.push((rest << 1) | 1);
  }
  return Int32Array.from(masks);
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}

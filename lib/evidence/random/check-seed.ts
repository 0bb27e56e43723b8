/**
 * For seeds of random numbers.
 * @throws {RangeError} naming `owner`, if `seed` is not a whole number from 0 to 2⁵³ − 1
 */
export function checkSeed(seed: number, owner: string): void {
  if (Number.isSafeInteger(seed) && seed >= 0) return;
  throw new RangeError(`${owner}: seed ${seed} is no seed of random numbers; give a whole number from 0 to 2^53 - 1`);
}

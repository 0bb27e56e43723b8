/** @throws {RangeError} naming `owner`, if `level` is not above 0 and below 1 */
export function checkLevel(level: number, owner: string): void {
  if (level > 0 && level < 1) return;
  throw new RangeError(`${owner}: level ${level} is not a probability between 0 and 1; give 0.95 for 95 %`);
}

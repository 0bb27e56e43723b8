/** @throws {RangeError} naming `owner` if the tolerance is not a finite number above 0 */
export function checkTolerance(tolerance: number, owner: string): void {
  if (!(tolerance > 0 && tolerance < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: tolerance ${tolerance} is not above 0; give a fraction, such as 0.01`);
  }
}

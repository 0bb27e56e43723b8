/** @throws {RangeError} naming `owner`, if `replications` is not a whole number of at least 1 */
export function checkReplications(replications: number, owner: string): void {
  if (Number.isSafeInteger(replications) && replications >= 1) return;
  throw new RangeError(
    `${owner}: replications ${replications} is not a number of resamples; give a whole number of at least 1`,
  );
}

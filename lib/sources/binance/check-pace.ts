/**
 * For how much is done at once or in a second.
 * @param what name of the option, for the message
 * @throws {RangeError} if it is not a whole number of at least 1
 */
export function checkPace(pace: number, what: string): void {
  if (Number.isInteger(pace) && pace >= 1) return;
  throw new RangeError(`loadBinanceArchive: ${what} is ${pace}; give a whole number of at least 1`);
}

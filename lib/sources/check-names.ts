/**
 * Whether an option is a list of names, none of them blank.
 * @param owner function whose caller is told
 * @throws {TypeError} if it is no list of texts
 * @throws {RangeError} if one of them is blank
 */
export function checkNames(owner: string, option: string, names: unknown): asserts names is readonly string[] {
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) {
    const seen =
      typeof names === "string" ? JSON.stringify(names) : Array.isArray(names) ? "of other things" : typeof names;
    throw new TypeError(`${owner}: ${option} is no list of names but ${seen}; give one such as ["binance"]`);
  }
  if (names.every((name) => name.trim() !== "")) return;
  throw new RangeError(`${owner}: ${option} has an empty name; leave it out`);
}

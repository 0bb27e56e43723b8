/**
 * A list that may be written as text, its items between commas; empty text is no list.
 * @example textList("a, b", "except", "loadFile") // ["a", "b"]
 * @throws {RangeError} if it is no list of texts
 */
export function textList(
  given: readonly string[] | string | undefined,
  option: string,
  owner: string,
): readonly string[] | undefined {
  if (given === undefined) return undefined;
  if (Array.isArray(given) && given.every((item) => typeof item === "string")) return given;
  if (typeof given !== "string") {
    throw new RangeError(`${owner}: ${option} is ${JSON.stringify(given)}; give names, as a list or between commas`);
  }
  const items = given.split(",").flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
  return items.length === 0 ? undefined : items;
}

/**
 * A record that may be written as text, `name=value` between commas; a name alone is its own value. Empty text is no record.
 * @example textRecord("Binance=binance,OKX", "columns", "loadFile") // { Binance: "binance", OKX: "OKX" }
 * @throws {RangeError} if it is no record of texts, or naming a name that is empty or there twice
 */
export function textRecord(
  given: Readonly<Record<string, string>> | readonly string[] | string | undefined,
  option: string,
  owner: string,
): Readonly<Record<string, string>> | undefined {
  if (isTextRecord(given)) return given;
  const items = textList(given as string | readonly string[] | undefined, option, owner);
  if (items === undefined) return undefined;
  const pairs = items.map((item): readonly [string, string] => {
    const at = item.indexOf("=");
    return at < 0 ? [item, item] : [item.slice(0, at).trim(), item.slice(at + 1).trim()];
  });
  const bad = pairs.find(([name, value], index) => {
    return name === "" || value === "" || pairs.findIndex(([other]) => other === name) !== index;
  });
  if (bad === undefined) return Object.fromEntries(pairs);
  throw new RangeError(
    `${owner}: ${option} ${JSON.stringify(given)} has "${bad[0]}=${bad[1]}", which is empty or there twice; write name=value between commas`,
  );
}

function isTextRecord(given: unknown): given is Readonly<Record<string, string>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  return Object.values(given).every((value) => typeof value === "string");
}

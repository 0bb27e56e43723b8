/**
 * A list that may be written as text, its items between commas; empty text is no list.
 * @example textList("a, b") // ["a", "b"]
 */
export function textList(given: readonly string[] | string | undefined): readonly string[] | undefined {
  if (typeof given !== "string") return given;
  const items = given.split(",").flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
  return items.length === 0 ? undefined : items;
}

/**
 * A record that may be written as text, `name=value` between commas; a name alone is its own value. Empty text is no record.
 * @example textRecord("Binance=binance,OKX", "columns", "loadFile") // { Binance: "binance", OKX: "OKX" }
 * @throws {RangeError} naming a name that is empty or there twice
 */
export function textRecord(
  given: Readonly<Record<string, string>> | readonly string[] | string | undefined,
  option: string,
  owner: string,
): Readonly<Record<string, string>> | undefined {
  const items =
    typeof given === "string" || Array.isArray(given) ? textList(given as string | readonly string[]) : given;
  if (items === undefined || !Array.isArray(items)) return items as Readonly<Record<string, string>> | undefined;
  const pairs = (items as readonly string[]).map((item): readonly [string, string] => {
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

/** Names under which one venue appears, by its canonical name; letters and digits only, lower case. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  binance: ["binanceusdm", "binancecoinm", "binancefutures", "binanceperp"],
  bitfinex: ["bitfinex2"],
  bybit: ["bybitfutures", "bybitderivatives"],
  coinbase: ["coinbaseinternational", "coinbaseintl", "coinbaseinternationalexchange"],
  cryptocom: ["cryptodotcom", "cryptocomexchange"],
  deribit: ["deribitfutures"],
  dydx: ["dydxv4"],
  gate: ["gateio"],
  htx: ["huobi", "huobidm", "huobifutures", "huobiglobal"],
  kraken: ["krakenfutures"],
  kucoin: ["kucoinfutures"],
  okx: ["okex", "okex5", "okexfutures", "okxfutures"],
};

const canonicalNames: ReadonlyMap<string, string> = new Map(
  Object.entries(aliases).flatMap(([canonical, others]) => others.map((other) => [other, canonical] as const)),
);

/**
 * The one name by which this library knows a venue: its letters and digits in lower case, a renamed or differently
 * written venue under its present name. `GATE.IO` and `Gate` are `gate`, `OKEX` is `okx`, `Huobi` is `htx`,
 * `Crypto.com` is `cryptocom`. A venue that is not in the list keeps its own name: nothing is guessed. An arm under
 * another supervisor is another venue: `binanceus` is not `binance`.
 * @throws {RangeError} if the name has no letter or digit
 */
export function canonicalVenue(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (plain === "") throw new RangeError(`canonicalVenue: "${name}" is not a venue's name; give letters or digits`);
  return canonicalNames.get(plain) ?? plain;
}

/**
 * Santiment's names of assets by their symbols, as its own tables have them. A symbol that its tables give to two assets,
 * such as TON, is left out.
 */
const slugs: Readonly<Record<string, string>> = {
  AAVE: "aave",
  ADA: "cardano",
  ALGO: "algorand",
  APT: "aptos",
  ATOM: "cosmos",
  AVAX: "avalanche",
  BCH: "bitcoin-cash",
  BNB: "binance-coin",
  BTC: "bitcoin",
  DOGE: "dogecoin",
  DOT: "polkadot-new",
  EOS: "eos",
  ETC: "ethereum-classic",
  ETH: "ethereum",
  FIL: "file-coin",
  HBAR: "hedera-hashgraph",
  ICP: "internet-computer",
  LINK: "chainlink",
  LTC: "litecoin",
  MATIC: "matic-network",
  NEAR: "near-protocol",
  SHIB: "shiba-inu",
  SOL: "solana",
  SUI: "sui",
  TRX: "tron",
  UNI: "uniswap",
  XLM: "stellar",
  XRP: "xrp",
  XTZ: "tezos",
};

/**
 * Santiment's name of an asset, such as `bitcoin` for BTC.
 * @throws {RangeError} for an asset that is not in the table, naming those that are
 */
export function sanSlug(asset: string): string {
  const slug = Object.hasOwn(slugs, asset) ? slugs[asset] : undefined;
  if (slug !== undefined) return slug;
  throw new RangeError(
    `loadSantiment: Santiment's name of "${asset}" is not known here; give it as slug, such as slug: "bitcoin"; known: ${Object.keys(slugs).join(", ")}`,
  );
}

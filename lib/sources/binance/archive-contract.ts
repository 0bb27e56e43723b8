import { contractForm } from "../../market/contract-form.js";
import { instrumentIdentity } from "../../market/convert.js";
import { type Instrument, instrument } from "../../market/instrument.js";
import { venue } from "../../market/venues.js";
import type { Identity } from "../../series/identity.js";

/** Which contract of the archive is meant. */
export interface ArchiveContractOptions {
  /** Base asset. Default that of the symbol, and `BTC` where neither is given. */
  readonly asset?: string | undefined;
  /**
   * Name of the contract in the archive, such as `BTCUSDT`, `BTCUSD_PERP` or a dated `BTCUSDT_250627`. Default the
   * perpetual of the asset: `BTCUSDT`, with inverse margin `BTCUSD_PERP`.
   */
  readonly symbol?: string | undefined;
  /** What pays its profit: dollars (`linear`, USD-M) or coins (`inverse`, COIN-M). Default `linear`, or the symbol's. */
  readonly margin?: "linear" | "inverse" | undefined;
}

/** A contract and where its files lie. */
export interface ArchiveContract {
  readonly instrument: Instrument;
  readonly symbol: string;
  /** Folder of its market below `data/`: `futures/um` or `futures/cm`. */
  readonly folder: string;
  /** Name of its market in the registry of venues. */
  readonly market: string;
  /** What its columns are of. */
  readonly identity: Identity;
}

/** Folders of the archive by market. */
const folders: Readonly<Record<string, string>> = { "usd-m": "futures/um", "coin-m": "futures/cm" };

/** Folder of the market of a margin, below `data/`. */
export function marketFolder(margin: "linear" | "inverse" = "linear"): string {
  return margin === "inverse" ? "futures/cm" : "futures/um";
}

/**
 * The contract meant, by what the registry knows of names like it.
 * @throws {RangeError} if no contract of Binance is named so, or it has another asset or margin than asked for
 */
export function archiveContract({ asset, symbol: given, margin }: ArchiveContractOptions): ArchiveContract {
  if (margin !== undefined && margin !== "linear" && margin !== "inverse") {
    throw new RangeError(`loadBinanceArchive: unknown margin "${margin}"; known: linear, inverse`);
  }
  const symbol = given ?? `${asset ?? "BTC"}${margin === "inverse" ? "USD_PERP" : "USDT"}`;
  const contract = instrument("binance", symbol);
  const market = contractForm(venue("binance"), symbol)?.market.name as string;
  if (asset !== undefined && asset !== contract.asset) {
    throw new RangeError(
      `loadBinanceArchive: symbol ${symbol} is of ${contract.asset}, not ${asset}; give asset ${contract.asset}, or leave one of them out`,
    );
  }
  if (margin !== undefined && margin !== contract.margin) {
    throw new RangeError(
      `loadBinanceArchive: symbol ${symbol} has ${contract.margin} margin, not ${margin}; leave one of them out`,
    );
  }
  return {
    instrument: contract,
    symbol,
    folder: folders[market] as string,
    market,
    identity: instrumentIdentity(contract),
  };
}

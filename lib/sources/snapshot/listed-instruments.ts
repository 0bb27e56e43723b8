import { contractForm } from "../../market/contract-form.js";
import { type Instrument, instrument } from "../../market/instrument.js";
import { venue } from "../../market/venues.js";
import type { Kind } from "../../series/identity.js";
import { publishedNumber } from "./published-number.js";
import type { SnapshotSource } from "./snapshot-source.js";

/** The part of ccxt's market that is used here. */
export interface ListedMarket {
  readonly id?: string;
  readonly symbol?: string;
  readonly contract?: boolean;
  readonly active?: boolean;
  readonly settleId?: string;
  readonly contractSize?: number;
  readonly expiry?: number;
  readonly info?: Readonly<Record<string, unknown>>;
}

/** A contract that a venue lists now. */
export interface ListedInstrument {
  readonly instrument: Instrument;
  /** Name of its market in the registry. */
  readonly marketName: string;
  readonly market: ListedMarket;
  /** What is doubtful about its contract size; undefined if nothing is. */
  readonly sizeDoubt?: string;
}

/** Which contracts are wanted. */
export interface WantedInstruments {
  /** Assets in capitals; undefined for any. */
  readonly assets: readonly string[] | undefined;
  /** Names at this venue; undefined for any. */
  readonly names: readonly string[] | undefined;
  readonly kinds: readonly Kind[];
  /** Sizes of contracts by name, that hold whatever others say. */
  readonly contractSizes: Readonly<Record<string, number>>;
}

/**
 * The contracts among ccxt's markets that are wanted, trade now, and that the registry knows how to read; by name.
 * A size that the venue gives through ccxt must agree with the registry's, or the registry's must be of the basis
 * `unverified`, which gives way; else the instrument is without a size, so that nothing is converted by a wrong one.
 */
export function listedInstruments(
  source: SnapshotSource,
  markets: readonly ListedMarket[],
  { assets, names, kinds, contractSizes }: WantedInstruments,
): readonly ListedInstrument[] {
  const itsVenue = venue(source.venue);
  const found: ListedInstrument[] = [];
  for (const market of markets) {
    if (market.contract !== true || market.active === false) continue;
    const name = source.nameOf === undefined ? market.id : source.nameOf(market);
    if (name === undefined || (names !== undefined && !names.includes(name))) continue;
    const form = contractForm(itsVenue, name);
    if (form === undefined || !kinds.includes(form.form.kind)) continue;
    const given = contractSizes[name];
    const listed = publishedNumber(market.contractSize);
    const { expiry } = market;
    const dated = form.form.kind === "perpetual" || expiry === undefined ? {} : { expiry };
    // A name of which the registry has no size throws unless one is given; what holds is decided below.
    const known = instrument(source.venue, name, { ...dated, contractSize: 1 });
    if (assets !== undefined && !assets.includes(known.asset)) continue;
    const sizes = form.market.contractSize;
    const code = form.groups.code?.toUpperCase() ?? "";
    const registered = Object.hasOwn(sizes, code) ? sizes[code] : sizes.others;
    const size = given ?? decidedSize(listed, registered, form.market.contractBasis !== "unverified");
    const countsContracts = form.market.openInterest.some(({ counts }) => counts === "contracts");
    const doubt = countsContracts && Number.isNaN(size) ? sizeDoubt(name, listed, registered) : undefined;
    found.push({
      instrument: { ...known, contractSize: size },
      marketName: form.market.name,
      market,
      ...(doubt === undefined ? {} : { sizeDoubt: doubt }),
    });
  }
  return found.sort((one, other) => (one.instrument.symbol < other.instrument.symbol ? -1 : 1));
}

function decidedSize(listed: number, registered: number | undefined, isFirm: boolean): number {
  if (registered === undefined) return listed > 0 ? listed : Number.NaN;
  if (!(listed > 0) || Math.abs(listed / registered - 1) < 1e-9) return registered;
  return isFirm ? Number.NaN : listed;
}

function sizeDoubt(name: string, listed: number, registered: number | undefined): string {
  return registered === undefined
    ? `neither the venue's list nor the registry says how large a contract of ${name} is; give contractSizes`
    : `a contract of ${name} is ${listed} by the venue's list and ${registered} by the registry; give contractSizes`;
}

import type { Margin, Sides } from "../series/identity.js";
import type { Basis, Counts, LabelConvention, OpenInterestField, Scope } from "./venue.js";
import { providers } from "./venues/providers.js";
import { canonicalVenue, venues } from "./venues.js";

/** One published field of open interest: what it holds and how that is known, ready for `table` and `openInterestOf`. */
export interface PublishedField {
  /** Canonical name of the venue, or name of the provider, that publishes it. */
  readonly publisher: string;
  /** The venue's market; empty for a provider. */
  readonly market: string;
  /** Margin of the market's contracts; empty for a provider. */
  readonly margin: Margin | "";
  readonly source: string;
  readonly field: string;
  readonly counts: Counts;
  /** How many of what it counts one in the field is. */
  readonly scale: number;
  readonly scope: Scope;
  readonly label: LabelConvention;
  /** Milliseconds until a value can be read; NaN where nobody says. */
  readonly delayMs: number;
  /** How `counts` is known. */
  readonly basis: Basis;
  readonly sides: Sides;
  /** How `sides` is known; of no meaning where they are unknown. */
  readonly sidesBasis: Basis;
  /** What to look out for; empty if nothing is. */
  readonly note: string;
  /** What is said about the sides; empty if it is no more than the venue's one statement. */
  readonly sidesNote: string;
}

/**
 * Every field of open interest in the registry, one record each: who publishes it, what it counts, how its labels are
 * meant, how many sides, how late it is, and how each is known. `table(openInterestFields())` shows it. Facts of basis
 * `unverified` are to be checked before money depends on them.
 */
export function openInterestFields(): readonly PublishedField[] {
  return [
    ...venues.flatMap(({ name, markets }) =>
      markets.flatMap((market) =>
        market.openInterest.map((field) =>
          published(name, market.name, market.margin, field, {
            sides: field.sides ?? market.sides,
            sidesBasis: field.sides === undefined ? market.sidesBasis : "documented",
            sidesNote: market.sidesNote ?? "",
          }),
        ),
      ),
    ),
    ...providers.flatMap(({ name, openInterest }) =>
      openInterest.map((field) =>
        published(name, "", "", field, { sides: field.sides ?? "unknown", sidesBasis: "unverified", sidesNote: "" }),
      ),
    ),
  ];
}

/**
 * The record of one field, such as `openInterestField("bybit", "linear", "ccxt history", "openInterestAmount")`; a
 * provider's market is `""`.
 * @param publisher venue by any of its names, or provider
 * @throws {RangeError} if there is no such field, naming those of the publisher and market, or else what there is
 */
export function openInterestField(publisher: string, market: string, source: string, field: string): PublishedField {
  const name = canonicalVenue(publisher);
  const fields = openInterestFields();
  const found = fields.find(
    (each) => each.publisher === name && each.market === market && each.source === source && each.field === field,
  );
  if (found !== undefined) return found;
  const own = fields.filter((each) => each.publisher === name);
  const ofMarket = own.filter((each) => each.market === market);
  const known =
    own.length === 0
      ? `known publishers: ${[...new Set(fields.map((each) => each.publisher))].join(", ")}`
      : ofMarket.length === 0
        ? `known markets of ${name}: ${[...new Set(own.map((each) => `"${each.market}"`))].join(", ")}`
        : `known of ${name} ${market}: ${ofMarket.map((each) => `${each.source} ${each.field}`).join(", ")}`;
  throw new RangeError(`openInterestField: no "${field}" from "${source}" of ${publisher} "${market}"; ${known}`);
}

function published(
  publisher: string,
  market: string,
  margin: Margin | "",
  {
    source,
    field,
    counts,
    scale = 1,
    scope = "instrument",
    label,
    delayMs = Number.NaN,
    basis,
    note = "",
  }: OpenInterestField,
  sides: Pick<PublishedField, "sides" | "sidesBasis" | "sidesNote">,
): PublishedField {
  return { publisher, market, margin, source, field, counts, scale, scope, label, delayMs, basis, ...sides, note };
}

import { openInterestField } from "../../market/open-interest-fields.js";
import { canonicalVenue } from "../../market/venues.js";
import type { ExchangeSpec, OpenInterestCall } from "./exchange-spec.js";
import { exchangeSpecs } from "./exchange-specs.js";
import { withoutHistory } from "./specs/without-history.js";

/** Which markets are wanted. */
export interface PlanOptions {
  /** ccxt's name of one exchange, instead of venues. */
  readonly exchange?: string | undefined;
  /** Venues by any name they go by. Default Binance. */
  readonly venues?: readonly string[] | undefined;
  readonly margin: "linear" | "inverse" | "all";
  readonly openInterest: "required" | "if kept";
}

/** One market to ask, and what its column and its funding are called. */
export interface PlannedMarket {
  readonly spec: ExchangeSpec;
  /** Undefined where the venue keeps none, or where another market of it has told of it already. */
  readonly openInterest: OpenInterestCall | undefined;
  readonly names: { readonly openInterest: string; readonly funding: string };
}

/**
 * The markets to ask, in the order of the venues. A column has the name of its venue, and of its market where a venue has
 * two; open interest that a venue publishes of all contracts on an asset is one column of the venue, however many of its
 * markets are asked.
 * @throws {RangeError} for a venue, exchange or choice that is not known, naming those that are; for a venue that keeps no
 *   history, saying what it has; for a venue named twice
 */
export function exchangePlan({ exchange, venues, margin, openInterest }: PlanOptions): readonly PlannedMarket[] {
  checkChoice("margin", margin, ["linear", "inverse", "all"]);
  checkChoice("openInterest", openInterest, ["required", "if kept"]);
  if (exchange !== undefined && venues !== undefined) {
    throw new RangeError("loadExchange: exchange and venues are both given; give venues alone");
  }
  const groups = venues === undefined ? [ofExchange(exchange ?? "binanceusdm", margin)] : ofVenues(venues, margin);
  return groups.flatMap((specs) => {
    let told = false;
    return specs.map((spec): PlannedMarket => {
      const { openInterest: call } = spec;
      if (call === undefined && openInterest === "required") throw noHistory(spec.title, spec.noHistory ?? "");
      const ofAsset = call !== undefined && isOfAsset(spec, call);
      const isTold = ofAsset && told;
      told ||= ofAsset;
      const own = specs.length > 1 ? `${spec.venue} ${spec.market}` : spec.venue;
      return {
        spec,
        openInterest: isTold ? undefined : call,
        names: { openInterest: ofAsset ? spec.venue : own, funding: own },
      };
    });
  });
}

function isOfAsset({ venue, market }: ExchangeSpec, { cells }: OpenInterestCall): boolean {
  return cells.some(({ field }) => openInterestField(venue, market, "ccxt history", field).scope === "asset");
}

function ofVenues(venues: readonly string[], margin: PlanOptions["margin"]): readonly (readonly ExchangeSpec[])[] {
  const names = venues.map(canonicalVenue);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new RangeError(`loadExchange: the venue "${twice}" is named twice; name it once`);
  if (names.length === 0) throw new RangeError("loadExchange: venues is empty; name at least one");
  return names.map((name, index) => {
    const ofVenue = exchangeSpecs.filter(({ venue }) => venue === name);
    if (ofVenue.length === 0) {
      const why = Object.hasOwn(withoutHistory, name) ? withoutHistory[name] : undefined;
      if (why !== undefined) throw noHistory(why.title, why.reason);
      const known = [...new Set(exchangeSpecs.map(({ venue }) => venue))].join(", ");
      throw new RangeError(`loadExchange: unknown venue "${venues[index]}"; known: ${known}`);
    }
    return ofMargin(ofVenue, margin);
  });
}

/** An exchange of one market is that market, whatever the margin; of several, those of the margin. */
function ofExchange(exchange: string, margin: PlanOptions["margin"]): readonly ExchangeSpec[] {
  const found = exchangeSpecs.filter((spec) => spec.exchange === exchange);
  if (found.length === 0) {
    const known = [...new Set(exchangeSpecs.map((spec) => spec.exchange))].join(", ");
    throw new RangeError(`loadExchange: unknown exchange "${exchange}"; known: ${known}`);
  }
  return found.length === 1 ? found : ofMargin(found, margin);
}

function ofMargin(specs: readonly ExchangeSpec[], margin: PlanOptions["margin"]): readonly ExchangeSpec[] {
  if (margin === "all") return specs;
  const found = specs.filter((spec) => spec.margin === margin);
  if (found.length > 0) return found;
  const [{ venue, margin: other }] = specs as readonly [ExchangeSpec];
  throw new RangeError(
    `loadExchange: of ${venue} only ${other} perpetuals are known; ask for margin "${other}" or "all"`,
  );
}

function noHistory(title: string, reason: string): RangeError {
  return new RangeError(`loadExchange: ${title} has no history of open interest to load: ${reason}`);
}

function checkChoice(option: string, choice: string, known: readonly string[]): void {
  if (known.includes(choice)) return;
  throw new RangeError(`loadExchange: unknown ${option} "${choice}"; known: ${known.join(", ")}`);
}

/**
 * Unit of every value in a column.
 *
 * - `contracts`: number of contracts, whose size the instrument tells
 * - `base`: coins of the base asset (BTC in BTC/USDT)
 * - `usd`: US dollars; a stablecoin counts as its dollar
 * - `price`: US dollars for one coin of the base asset
 * - `fraction`: a part of one: share, simple return, funding rate, drawdown
 * - `score`: standard deviations from a mean
 * - `number`: a pure number that is none of these: a count, a ratio, a logarithm
 */
export type Unit = "contracts" | "base" | "usd" | "price" | "fraction" | "score" | "number";

/** Every unit, in the order of the definition. */
export const units: readonly Unit[] = ["contracts", "base", "usd", "price", "fraction", "score", "number"];

/** What pays the profit of a contract: its quote currency, its base coin, or a third currency. */
export type Margin = "linear" | "inverse" | "quanto";

/** Kind of derivative. */
export type Kind = "perpetual" | "future" | "option";

/** Sides counted: 1 for each open contract once, 2 for its long and its short, unknown where nobody says. */
export type Sides = 1 | 2 | "unknown";

/** What a column is of. A field is absent where it does not apply or is not known. */
export interface Identity {
  /** Base asset in capitals, such as `BTC`. */
  readonly asset?: string;
  /** Exchange, by its canonical lower-case name. */
  readonly venue?: string;
  /** Instrument by the name its venue gives it. */
  readonly instrument?: string;
  readonly kind?: Kind;
  /** Expiry of a dated contract, epoch milliseconds UTC: from then on its absence is no gap. */
  readonly expiry?: number;
  /** `mixed` for a sum of inverse contracts and others: the price moves it in coins and in dollars alike. */
  readonly margin?: Margin | "mixed";
  /** Currency in which profit is paid, in capitals. */
  readonly settle?: string;
  readonly sides?: Sides;
  /** Sides the publisher counted, where values were brought to one side; `sides` is what they count now. */
  readonly sidesReported?: Sides;
  /** Name of the price at which values were converted from another unit, such as `mark`. */
  readonly convertedAt?: string;
  /** Milliseconds from a value's time to the moment it could be known; 0 if absent. */
  readonly delayMs?: number;
}

const identityFields = [
  "asset",
  "venue",
  "instrument",
  "kind",
  "expiry",
  "margin",
  "settle",
  "sides",
  "sidesReported",
  "convertedAt",
  "delayMs",
] as const satisfies readonly (keyof Identity)[];

/** The fields of an identity in an object that may have others too; a field that is undefined is left out. */
export function identityIn(fields: Identity): Identity {
  const known = identityFields.filter((field) => fields[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, fields[field]]));
}

/**
 * The identity of a sum of columns: what all of them agree on, with the margin `mixed` where inverse contracts are added
 * to others (one that names no margin is taken as linear).
 */
export function sumIdentity(identities: readonly Identity[]): Identity {
  const common = commonIdentity(identities);
  const inverse = identities.filter(({ margin }) => margin === "inverse").length;
  const isMixed = (inverse > 0 && inverse < identities.length) || identities.some(({ margin }) => margin === "mixed");
  return isMixed ? { ...common, margin: "mixed" } : common;
}

/**
 * What all the given identities agree on.
 * The delay is the longest of them, because what depends on several parts is known when the last of them is.
 */
export function commonIdentity(identities: readonly Identity[]): Identity {
  const [first, ...others] = identities;
  if (first === undefined) return {};
  const agreed = identityFields.filter(
    (field) =>
      field !== "delayMs" && first[field] !== undefined && others.every((other) => other[field] === first[field]),
  );
  const common = Object.fromEntries(agreed.map((field) => [field, first[field]]));
  const delayMs = Math.max(...identities.map((identity) => identity.delayMs ?? 0));
  return delayMs > 0 ? { ...common, delayMs } : common;
}

import { checkChoice, checkKnown } from "../../series/check.js";

/**
 * How a perpetual pays.
 *
 * - `linear`: profit in dollars (a stablecoin counts as its dollar). One unit is one coin.
 * - `inverse`: profit in the coin itself. One unit is one dollar.
 *
 * With f(P) = P (linear) or −1 / P (inverse), q signed units gain q × (f(P2) − f(P1)) in the settlement currency and
 * have the notional |q × f(P)| in it. Source: definition, as in the contract specifications of the venues.
 */
export interface Contract {
  readonly margin: "linear" | "inverse";
  /**
   * Units of one contract: coins (linear) or dollars (inverse; 100 for BTCUSD of Binance, 10 for its other coins).
   * Needed only where positions are given in contracts; without it they are refused.
   */
  readonly size?: number;
}

/** A contract as the loops take it. */
export interface ContractTerms {
  readonly inverse: boolean;
  /** Units of one contract, NaN where not given. */
  readonly size: number;
}

const contractFields = ["margin", "size"] satisfies readonly (keyof Contract)[];

/**
 * A contract after checking it.
 * @throws {TypeError} at what is no contract
 * @throws {RangeError} at an unknown field or margin, naming the known ones, or a size that is not above 0
 */
export function contractTerms(contract: Contract, owner: string = "contractTerms"): ContractTerms {
  checkKnown(contract, "field of contract", contractFields, owner);
  const { margin, size } = contract;
  checkChoice("margin", margin, ["linear", "inverse"], owner);
  if (size !== undefined && !(typeof size === "number" && size > 0 && size < Number.POSITIVE_INFINITY)) {
    const unit = margin === "inverse" ? "dollars" : "coins";
    throw new RangeError(`${owner}: contract size ${size} is not above 0; give the ${unit} of one contract`);
  }
  return { inverse: margin === "inverse", size: size ?? Number.NaN };
}

/** f(P), of which profit is units times the change: P (linear) or −1 / P (inverse). Rises with the price in both. */
export function unitValue(price: number, inverse: boolean): number {
  return inverse ? -1 / price : price;
}

/**
 * The price at which f(P) is `value`: value (linear) or −1 / value (inverse). The mean price of several fills is that
 * of the mean of their values, weighted by units; for an inverse contract this is the harmonic mean.
 */
export function priceOfUnitValue(value: number, inverse: boolean): number {
  return inverse ? -1 / value : value;
}

/** Profit in the settlement currency of signed `units` while the price goes from `from` to `to`. */
export function profit(units: number, from: number, to: number, inverse: boolean): number {
  // The difference of prices first: 1 / from − 1 / to would lose the digits of a small change.
  return inverse ? (units * (to - from)) / (from * to) : units * (to - from);
}

/** |units × f(price)|: what a position is worth in the settlement currency, dollars (linear) or coins (inverse). */
export function notional(units: number, price: number, inverse: boolean): number {
  return Math.abs(inverse ? units / price : units * price);
}

/**
 * Signed units whose notional at `price` is |amount| of the settlement currency: amount / P (linear), amount × P
 * (inverse).
 */
export function unitsOfNotional(amount: number, price: number, inverse: boolean): number {
  return inverse ? amount * price : amount / price;
}

/** Signed units worth |usd| dollars at `price`: usd / P (linear), usd (inverse, whose unit is the dollar). */
export function unitsOfUsd(usd: number, price: number, inverse: boolean): number {
  return inverse ? usd : usd / price;
}

/** Signed units worth |coins| of the base asset at `price`: coins (linear), coins × P (inverse). */
export function unitsOfCoins(coins: number, price: number, inverse: boolean): number {
  return inverse ? coins * price : coins;
}

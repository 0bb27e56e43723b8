import { checkKnown } from "../../series/check.js";
import { type Contract, contractTerms, unitValue } from "./contract.js";
import { type MaintenanceTier, type MaintenanceTiers, maintenanceTiers } from "./maintenance.js";

/** One position and the margin behind it. */
export interface MarginedPosition {
  /** Signed units: coins (linear) or dollars (inverse); above 0 long, below 0 short. */
  readonly units: number;
  /** Mean price of entry, or any price at which `wallet` is the equity. */
  readonly entryPrice: number;
  /**
   * Margin behind the position at `entryPrice`, in the settlement currency: for an isolated position what was put into
   * it; for a whole account (cross) its balance less the maintenance margin and plus the unrealised profit of other
   * positions.
   */
  readonly wallet: number;
  /** Default linear. */
  readonly contract?: Contract;
  /** Default none: liquidated where nothing is left. */
  readonly maintenance?: readonly MaintenanceTier[];
}

const positionFields = [
  "units",
  "entryPrice",
  "wallet",
  "contract",
  "maintenance",
] satisfies readonly (keyof MarginedPosition)[];

/**
 * Price at which a position's equity equals its maintenance margin, in dollars. Fees of closing and funding to come are
 * not in it. With wallet W, units q, entry E, and rate r and deduction d of the bracket that holds the notional there:
 *
 * - linear: P = (W + d − q E) / (|q| r − q)
 * - inverse: P = (|q| r + q) / (W + d + q / E)
 *
 * NaN where no price above 0 liquidates: a flat position, a linear long or an inverse short without leverage. A price
 * already passed at `entryPrice` says that the position could not be held at all.
 * Source: "How to Calculate Liquidation Price" of USDⓈ-M and of COIN-M futures, binance.com/en/support/faq.
 * @throws {TypeError} at what is no position
 * @throws {RangeError} at an unknown field, naming the known ones, units or a wallet that are not finite, a price not
 *   above 0, or a bad contract or bracket
 */
export function liquidationPrice(position: MarginedPosition): number {
  checkKnown(position, "field of a position", positionFields, "liquidationPrice");
  const { units, entryPrice, wallet, contract = { margin: "linear" }, maintenance } = position;
  for (const [name, value] of [
    ["units", units],
    ["wallet", wallet],
  ] as const) {
    if (!Number.isFinite(value)) throw new RangeError(`liquidationPrice: ${name} ${value} is not a finite number`);
  }
  if (!(entryPrice > 0 && entryPrice < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`liquidationPrice: entryPrice ${entryPrice} is not above 0; give the price of entry`);
  }
  const { inverse } = contractTerms(contract, "liquidationPrice");
  return priceAtMaintenance(units, entryPrice, wallet, inverse, maintenanceTiers(maintenance, "liquidationPrice"));
}

/**
 * `liquidationPrice` for loops: plain numbers, checked before.
 *
 * Both contracts are one equation in the notional n: the position is worth s × n, with s the sign of the units for a
 * linear contract and the opposite for an inverse one, so that equity = c + s n with c = equity − q f(price). It meets
 * r n − d at n = (c + d) / (r − s), and is right in the first bracket that reaches so far.
 * @param equity of the account at `price`
 */
export function priceAtMaintenance(
  units: number,
  price: number,
  equity: number,
  inverse: boolean,
  { upTo, rates, deductions }: MaintenanceTiers,
): number {
  if (units === 0) return Number.NaN;
  const side = units > 0 !== inverse ? 1 : -1;
  const rest = equity - units * unitValue(price, inverse);
  let tier = 0;
  let met = (rest + deductions[0]) / (rates[0] - side);
  while (met > upTo[tier]) {
    tier++;
    met = (rest + deductions[tier]) / (rates[tier] - side);
  }
  if (!(met > 0)) return Number.NaN;
  return inverse ? Math.abs(units) / met : met / Math.abs(units);
}

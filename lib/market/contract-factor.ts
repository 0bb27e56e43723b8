import type { Margin } from "../series/identity.js";
import type { OpenInterestUnit } from "./convert.js";

/**
 * One unit of open interest in another: `multiply` / `divide` × price^pricePower × settlePrice^settlePower, with the price
 * of one coin of the base asset and that of one coin of the settlement currency, in dollars.
 */
export interface ContractFactor {
  readonly multiply: number;
  readonly divide: number;
  readonly pricePower: -1 | 0 | 1;
  readonly settlePower: -1 | 0 | 1;
}

/**
 * How to convert from one unit to another. Each unit is worth so many coins of the base asset: a coin 1; a dollar 1 / price;
 * a contract of size s the coins s if linear, s / price if inverse, and s × settlePrice if quanto, because it pays s
 * settlement coins, each of settlePrice dollars, when the price moves by a dollar, as that many coins of the asset would.
 */
export function contractFactor(
  from: OpenInterestUnit,
  to: OpenInterestUnit,
  margin: Margin,
  contractSize: number,
): ContractFactor {
  const one = worthInCoins(from, margin, contractSize);
  const other = worthInCoins(to, margin, contractSize);
  return {
    multiply: one.size,
    divide: other.size,
    pricePower: (one.pricePower - other.pricePower) as ContractFactor["pricePower"],
    settlePower: (one.settlePower - other.settlePower) as ContractFactor["settlePower"],
  };
}

function worthInCoins(unit: OpenInterestUnit, margin: Margin, contractSize: number) {
  if (unit === "base") return { size: 1, pricePower: 0, settlePower: 0 };
  if (unit === "usd") return { size: 1, pricePower: -1, settlePower: 0 };
  const pricePower = margin === "inverse" ? -1 : 0;
  return { size: contractSize, pricePower, settlePower: margin === "quanto" ? 1 : 0 };
}

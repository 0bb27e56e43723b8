import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  contractTerms,
  notional,
  priceOfUnitValue,
  profit,
  unitsOfCoins,
  unitsOfNotional,
  unitsOfUsd,
  unitValue,
} from "../../../lib/backtest/margin/contract.js";

const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const units = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("profit", () => {
  // 2 coins from 100 to 110: 20 dollars. 1,000 dollars of an inverse contract from 100 to 125: 10 coins bought, 8 owed,
  // 2 won.
  test("is in dollars for a linear contract and in coins for an inverse one", () => {
    expect(profit(2, 100, 110, false)).toBe(20);
    expect(profit(1000, 100, 125, true)).toBe(2);
    expect(profit(-1000, 100, 80, true)).toBe(2.5);
  });

  test("is units times the change of f", () => {
    fc.assert(
      fc.property(units, price, price, fc.boolean(), (q, from, to, inverse) => {
        const size = Math.abs(q) * (Math.abs(unitValue(from, inverse)) + Math.abs(unitValue(to, inverse)));
        const expected = q * (unitValue(to, inverse) - unitValue(from, inverse));
        expect(Math.abs(profit(q, from, to, inverse) - expected)).toBeLessThanOrEqual(1e-14 * size + 1e-300);
      }),
      { seed: 1 },
    );
  });

  // 1 dollar-cent up from 50,000 on 1e6 dollars: 1e6 × 0.01 / (50,000 × 50,000.01) = 3.9999992e-6 coins.
  test("of a small change keeps its digits", () => {
    expect(profit(1e6, 50_000, 50_000.01, true) / 3.99999920000016e-6).toBeCloseTo(1, 9);
  });
});

describe("units", () => {
  test("of a notional have that notional", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), price, fc.boolean(), (amount, at, inverse) => {
        expect(notional(unitsOfNotional(-amount, at, inverse), at, inverse) / amount).toBeCloseTo(1, 12);
      }),
      { seed: 2 },
    );
  });

  // At 50,000: 10,000 dollars are 0.2 coins, and 2 coins 100,000 dollars.
  test("of dollars and of coins follow the contract's own unit", () => {
    expect([unitsOfUsd(10_000, 50_000, false), unitsOfUsd(10_000, 50_000, true)]).toEqual([0.2, 10_000]);
    expect([unitsOfCoins(-2, 50_000, false), unitsOfCoins(-2, 50_000, true)]).toEqual([-2, -100_000]);
  });

  // 100 dollars each at 100 and at 50: 1 + 2 coins for 200 dollars, a mean price of 66.67.
  test("of an inverse contract have a harmonic mean price", () => {
    expect(priceOfUnitValue((unitValue(100, true) + unitValue(50, true)) / 2, true)).toBeCloseTo(200 / 3, 12);
    expect(priceOfUnitValue((unitValue(100, false) + unitValue(50, false)) / 2, false)).toBe(75);
  });
});

describe("contractTerms", () => {
  test("tells the kind and the size, NaN without one", () => {
    expect(contractTerms({ margin: "inverse", size: 100 })).toEqual({ inverse: true, size: 100 });
    expect(contractTerms({ margin: "linear" })).toEqual({ inverse: false, size: Number.NaN });
  });

  test("refuses what is no contract", () => {
    expect(() => contractTerms({ margin: "quanto" as "linear" })).toThrow(
      'contractTerms: unknown margin "quanto"; known: linear, inverse',
    );
    expect(() => contractTerms({ margin: "inverse", size: 0 }, "backtest")).toThrow(
      "backtest: contract size 0 is not above 0; give the dollars of one contract",
    );
    expect(() => contractTerms({ margin: "linear", size: Number.NaN })).toThrow("give the coins of one contract");
  });
});

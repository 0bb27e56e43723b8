import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { notional, profit } from "../../../lib/backtest/margin/contract.js";
import { liquidationPrice } from "../../../lib/backtest/margin/liquidation-price.js";
import { maintenanceMargin, maintenanceTiers } from "../../../lib/backtest/margin/maintenance.js";
import { btcUsd2021, btcUsdt2021, ethUsdt2021 } from "./tier-tables.js";

const inverse = { margin: "inverse" } as const;

describe("liquidationPrice", () => {
  // Binance, "How to Calculate Liquidation Price of USDⓈ-M Futures Contracts" (binance.com/en/support/faq/
  // b3c689c1f50a44cabb3a84e663b81d93), an account of 1,535,443.01 USDT with 109.488 BTC at 32,481.98 and 3,683.979 ETH
  // at 1,456.84: BTCUSDT 26,316.89 and ETHUSDT 1,153.26. For each, the other's maintenance margin and profit are taken
  // off: (1,535,443.01 − 356,512.508 − 448,192.89 + 16,300 − 109.488 × 32,481.98) / (109.488 × 2.5 % − 109.488) =
  // 26,316.893.
  test("equals Binance's example of a cross account of two linear positions", () => {
    const btc = {
      units: 109.488,
      entryPrice: 32_481.98,
      wallet: 1_535_443.01 - 356_512.508 - 448_192.89,
      maintenance: btcUsdt2021,
    };
    expect(liquidationPrice(btc)).toBeCloseTo(26_316.89, 2);
    const eth = {
      units: 3683.979,
      entryPrice: 1456.84,
      wallet: 1_535_443.01 - 71_200.81144 - 56_354.57,
      maintenance: ethUsdt2021,
    };
    expect(liquidationPrice(eth)).toBeCloseTo(1153.26, 2);
  });

  // freqtrade, tests/exchange/test_binance.py (dry-run liquidation price, isolated): 18,778.73 and 1,114.78.
  test("equals freqtrade's values for the same positions when each is isolated", () => {
    const wallet = 1_535_443.01;
    expect(liquidationPrice({ units: 109.488, entryPrice: 32_481.98, wallet, maintenance: btcUsdt2021 })).toBeCloseTo(
      18_778.73,
      2,
    );
    expect(liquidationPrice({ units: 3683.979, entryPrice: 1456.84, wallet, maintenance: ethUsdt2021 })).toBeCloseTo(
      1114.78,
      2,
    );
  });

  // Binance's calculator in 2021, as quoted in
  // dev.binance.vision/t/coin-margined-futures-liquidation-price-calculation-help-cm-variable/6292: 101 BTC, long
  // 10,000,000 dollars of BTCUSD at 45,000 is liquidated at 33,599.40, to the tick of 0.1. There it is 297.6 BTC, in
  // the bracket of 12.5 % and 11.605 BTC: 10,000,000 × 1.125 / (101 + 11.605 + 10,000,000 / 45,000) = 33,599.419.
  test("equals Binance's calculator for a coin-margined position that grows through six brackets", () => {
    const position = { units: 1e7, entryPrice: 45_000, wallet: 101, contract: inverse, maintenance: btcUsd2021 };
    expect(Math.abs(liquidationPrice(position) - 33_599.4)).toBeLessThan(0.05);
    expect(liquidationPrice(position)).toBeCloseTo(1.125e7 / (101 + 11.605 + 1e7 / 45_000), 6);
  });

  // Ten times levered, no maintenance: a linear long is gone at 90, a short at 110; of inverse ones a long of 1,000
  // dollars (10 coins) with 1 coin is gone where it is worth 11 coins, at 90.91, and a short where it is worth 9, at
  // 111.11.
  test("without maintenance margin is where nothing is left", () => {
    expect(liquidationPrice({ units: 10, entryPrice: 100, wallet: 100 })).toBeCloseTo(90, 12);
    expect(liquidationPrice({ units: -10, entryPrice: 100, wallet: 100 })).toBeCloseTo(110, 12);
    const coins = { entryPrice: 100, wallet: 1, contract: inverse };
    expect(liquidationPrice({ ...coins, units: 1000 })).toBeCloseTo(1000 / 11, 12);
    expect(liquidationPrice({ ...coins, units: -1000 })).toBeCloseTo(1000 / 9, 12);
  });

  test("is NaN where no price liquidates", () => {
    expect(liquidationPrice({ units: 0, entryPrice: 100, wallet: 100 })).toBeNaN();
    expect(liquidationPrice({ units: 1, entryPrice: 100, wallet: 100 })).toBeNaN();
    expect(liquidationPrice({ units: 1, entryPrice: 100, wallet: 250, maintenance: btcUsdt2021 })).toBeNaN();
    expect(liquidationPrice({ units: -100, entryPrice: 100, wallet: 1, contract: inverse })).toBeNaN();
    // A linear short and an inverse long can always be liquidated.
    expect(liquidationPrice({ units: -1, entryPrice: 100, wallet: 100 })).toBe(200);
    expect(liquidationPrice({ units: 100, entryPrice: 100, wallet: 1, contract: inverse })).toBe(50);
  });

  test("is where equity equals the maintenance margin, in any bracket", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1e7, noNaN: true }),
        fc.constantFrom(1, -1),
        fc.boolean(),
        (share, worth, side, isInverse) => {
          const entryPrice = 20_000;
          const units = side * (isInverse ? worth * entryPrice : worth / entryPrice);
          const wallet = worth * share;
          const maintenance = isInverse ? btcUsd2021 : btcUsdt2021;
          const contract = { margin: isInverse ? "inverse" : "linear" } as const;
          const price = liquidationPrice({ units, entryPrice, wallet, contract, maintenance });
          if (Number.isNaN(price)) {
            expect(side).toBe(isInverse ? -1 : 1);
            return;
          }
          const equity = wallet + profit(units, entryPrice, price, isInverse);
          const needed = maintenanceMargin(notional(units, price, isInverse), maintenanceTiers(maintenance));
          expect(Math.abs(equity - needed) / worth).toBeLessThan(1e-9);
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  test("scales with price and wallet together", () => {
    const plain = liquidationPrice({ units: 3, entryPrice: 100, wallet: 50 });
    expect(liquidationPrice({ units: 3, entryPrice: 1000, wallet: 500 })).toBeCloseTo(10 * plain, 9);
  });

  test("refuses what is no position", () => {
    const position = { units: 1, entryPrice: 100, wallet: 10 };
    expect(() => liquidationPrice({ ...position, units: Number.NaN })).toThrow(
      "liquidationPrice: units NaN is not a finite number",
    );
    expect(() => liquidationPrice({ ...position, wallet: Number.POSITIVE_INFINITY })).toThrow("wallet Infinity");
    expect(() => liquidationPrice({ ...position, entryPrice: 0 })).toThrow(
      "liquidationPrice: entryPrice 0 is not above 0; give the price of entry",
    );
  });
});

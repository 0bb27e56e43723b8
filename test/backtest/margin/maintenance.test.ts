import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maintenanceMargin, maintenanceTiers } from "../../../lib/backtest/margin/maintenance.js";
import { btcUsd2020, btcUsd2021, btcUsdt2021, ethUsdt2021 } from "./tier-tables.js";

describe("maintenanceTiers", () => {
  // Binance, "How to Calculate Liquidation Price of COIN-M Futures Contracts": level 5 of BTCUSD is
  // 50 BTC × (5 % − 2.5 %) + 0.56 BTC = 1.81 BTC, and for 300 BTC the amount is 11.81 BTC; in a later version of the
  // page, with narrower brackets, 11.605 BTC.
  test("has the maintenance amounts that Binance publishes for its coin-margined bitcoin contract", () => {
    const { deductions } = maintenanceTiers(btcUsd2020);
    expect(deductions[3]).toBeCloseTo(0.56, 12);
    expect(deductions[4]).toBeCloseTo(1.81, 12);
    expect(deductions[6]).toBeCloseTo(11.81, 12);
    expect(maintenanceTiers(btcUsd2021).deductions[6]).toBeCloseTo(11.605, 12);
  });

  // The amounts in the liquidation example of USDⓈ-M futures: 16,300 at 2.5 % of BTCUSDT, 135,365 at 10 % of ETHUSDT.
  // The others are what the exchange's own page held in March 2021 (gist highfestiva/b71e76f51eed84d56c1be8ebbcc286b5).
  test("has the maintenance amounts that Binance publishes for its dollar-margined contracts", () => {
    expect([...maintenanceTiers(btcUsdt2021).deductions]).toEqual(
      [0, 50, 1300, 16_300, 266_300, 1_266_300, 2_516_300, 5_016_300, 25_016_300, 100_016_300].map((amount) =>
        expect.closeTo(amount, 6),
      ),
    );
    expect(maintenanceTiers(ethUsdt2021).deductions[5]).toBeCloseTo(135_365, 6);
  });

  test("is no margin at all by default", () => {
    expect(maintenanceMargin(1e9, maintenanceTiers())).toBe(0);
  });

  test("refuses a table that is not one, naming the tier", () => {
    const upTo = Number.POSITIVE_INFINITY;
    expect(() => maintenanceTiers([])).toThrow(
      "maintenanceTiers: no maintenance tiers; give at least one, up to Infinity",
    );
    expect(() => maintenanceTiers([{ upTo: 5, rate: 0.1 }], "backtest")).toThrow(
      "backtest: the last tier ends at notional 5; give Infinity as its upTo",
    );
    expect(() =>
      maintenanceTiers([
        { upTo: 5, rate: 0.1 },
        { upTo: 5, rate: 0.2 },
      ]),
    ).toThrow("tier 1 ends at notional 5, not above 5; sort by upTo");
    expect(() => maintenanceTiers([{ upTo: Number.NaN, rate: 0.1 }])).toThrow("tier 0 ends at notional NaN");
    for (const rate of [0.4 * 100, 1, -0.1, Number.NaN]) {
      expect(() => maintenanceTiers([{ upTo, rate }])).toThrow(
        `rate ${rate} of tier 0 is not in [0, 1); give a fraction, 0.004 for 0.4 %`,
      );
    }
    expect(() =>
      maintenanceTiers([
        { upTo: 5, rate: 0.2 },
        { upTo, rate: 0.1 },
      ]),
    ).toThrow("rate 0.1 of tier 1 is below 0.2 of the tier before; check it");
  });
});

test("a notional below 0 is refused, a missing one gives a missing margin", () => {
  const tiers = maintenanceTiers([{ upTo: Number.POSITIVE_INFINITY, rate: 0.1 }]);
  expect(() => maintenanceMargin(-5, tiers)).toThrow(
    new RangeError("maintenanceMargin: notional -5 is below 0; give the amount without its sign"),
  );
  expect(maintenanceMargin(Number.NaN, tiers)).toBeNaN();
});

describe("maintenanceMargin", () => {
  // 5 × 0.4 % + 5 × 0.5 % + 2 × 1 % = 0.02 + 0.025 + 0.02.
  test("charges each piece of the notional at the rate of its own bracket", () => {
    const tiers = maintenanceTiers(btcUsd2021);
    expect(maintenanceMargin(12, tiers)).toBeCloseTo(0.065, 12);
    expect(maintenanceMargin(0, tiers)).toBe(0);
    expect(maintenanceMargin(Number.NaN, tiers)).toBeNaN();
  });

  // The page's other example: 100 contracts of 100 dollars at 25,000 are 0.4 BTC, and 0.4 % of it is 0.0016 BTC.
  test("equals Binance's example of a position in the first bracket", () => {
    expect(maintenanceMargin((100 * 100) / 25_000, maintenanceTiers(btcUsd2021))).toBeCloseTo(0.0016, 15);
  });

  test("never falls and never jumps as the notional rises, and equals the sum over brackets", () => {
    const cuts = fc.uniqueArray(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 });
    const steps = fc.array(fc.double({ min: 0, max: 0.1, noNaN: true }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(cuts, steps, fc.double({ min: 0, max: 2e6, noNaN: true }), (borders, rises, notional) => {
        borders.sort((a, b) => a - b);
        const table = [...borders, Number.POSITIVE_INFINITY].map((upTo, index) => ({
          upTo,
          rate: rises.slice(0, index + 1).reduce((sum, rise) => sum + rise),
        }));
        const tiers = maintenanceTiers(table);
        let expected = 0;
        let floor = 0;
        for (const tier of table) {
          expected += Math.max(0, Math.min(notional, tier.upTo) - floor) * tier.rate;
          floor = tier.upTo;
        }
        expect(maintenanceMargin(notional, tiers)).toBeCloseTo(expected, 6);
        for (const border of borders) {
          const step = maintenanceMargin(border * (1 + 1e-12), tiers) - maintenanceMargin(border, tiers);
          expect(Math.abs(step)).toBeLessThan(1e-6);
        }
        expect(maintenanceMargin(notional * 1.1, tiers)).toBeGreaterThanOrEqual(
          maintenanceMargin(notional, tiers) - 1e-9,
        );
      }),
      { seed: 3 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestPrice, exitCode, exitNames, exitPrice, type Stops, stopRules } from "../../../lib/backtest/exits/stops.js";

type Bar = readonly [open: number, high: number, low: number, close?: number];

/** What a position entered at `entry` meets in one bar. */
function exit(
  stops: Stops,
  [open, high, low]: Bar,
  {
    side = 1,
    entry = 100,
    best = entry,
    held = 1,
  }: { side?: number; entry?: number; best?: number; held?: number } = {},
): readonly [name: string, price: number] {
  const rules = stopRules(stops);
  const code = exitCode(side, entry, best, held, open, high, low, rules);
  return [exitNames[code], exitPrice(code, side, entry, best, open, rules)];
}

describe("a stop-loss", () => {
  const stops = { stopLoss: 0.05 };

  test("of a long fills at 5 % below the entry once the low is there", () => {
    expect(exit(stops, [100, 104, 95.01])).toEqual(["none", Number.NaN]);
    expect(exit(stops, [100, 104, 95])).toEqual(["stop loss", 95]);
    expect(exit(stops, [100, 104, 80])).toEqual(["stop loss", 95]);
  });

  test("of a short fills at 5 % above the entry once the high is there", () => {
    expect(exit(stops, [100, 104.99, 90], { side: -1 })).toEqual(["none", Number.NaN]);
    expect(exit(stops, [100, 130, 90], { side: -1 })).toEqual(["stop loss", 105]);
  });

  test("fills at the open where that lies beyond it", () => {
    expect(exit(stops, [93, 99, 90])).toEqual(["stop loss", 93]);
    expect(exit(stops, [108, 109, 90], { side: -1 })).toEqual(["stop loss", 108]);
  });

  test("counts from the mean entry price, whatever the open", () => {
    expect(exit(stops, [199, 201, 189], { entry: 200 })).toEqual(["stop loss", 190]);
  });
});

describe("a take-profit", () => {
  const stops = { takeProfit: 0.1 };

  test("fills at its own price, and no better where the open lies beyond", () => {
    expect(exit(stops, [100, 109.9, 90])).toEqual(["none", Number.NaN]);
    expect(exit(stops, [100, 120, 90])).toEqual(["take profit", 110.00000000000001]);
    expect(exit(stops, [115, 120, 114])).toEqual(["take profit", 110.00000000000001]);
    expect(exit(stops, [85, 91, 84], { side: -1 })).toEqual(["take profit", 90]);
  });

  test("gives way to the stop that the same bar reaches", () => {
    const both = { takeProfit: 0.1, stopLoss: 0.05 };
    expect(exit(both, [100, 120, 90])).toEqual(["stop loss", 95]);
    expect(exit(both, [100, 120, 90], { side: -1 })).toEqual(["stop loss", 105]);
  });

  test("at the open comes before a stop later in the bar", () => {
    expect(exit({ takeProfit: 0.25, stopLoss: 0.05 }, [125, 126, 90])).toEqual(["take profit", 125]);
  });
});

describe("a trailing stop", () => {
  const stops = { trailingStop: 0.1 };

  // Best price 120 before the bar: the stop is 108. This bar's high of 150 may have come after its low.
  test("hangs on the best price before the bar, not on its own high", () => {
    expect(exit(stops, [118, 150, 108.01], { best: 120 })).toEqual(["none", Number.NaN]);
    expect(exit(stops, [118, 150, 108], { best: 120 })).toEqual(["trailing stop", 108]);
  });

  // The open of 130 is above the best so far, so that the stop is 117.
  test("rises with the open of the bar", () => {
    expect(exit(stops, [130, 131, 116], { best: 120 })).toEqual(["trailing stop", 117]);
  });

  test("of a short hangs on the lowest price", () => {
    expect(exit(stops, [82, 88, 70], { side: -1, best: 80 })).toEqual(["trailing stop", 88]);
    expect(exit(stops, [70, 77, 69], { side: -1, best: 80 })).toEqual(["trailing stop", 77]);
    expect(exit(stops, [99, 100, 98], { side: -1, best: 80 })).toEqual(["trailing stop", 99]);
  });

  test("and a stop-loss: the nearer one is reached first and named", () => {
    const both = { trailingStop: 0.1, stopLoss: 0.05 };
    expect(exit(both, [100, 101, 80], { best: 104 })).toEqual(["stop loss", 95]);
    expect(exit(both, [112, 113, 80], { best: 120 })).toEqual(["trailing stop", 108]);
    expect(exit({ trailingStop: 0.05, stopLoss: 0.05 }, [100, 101, 80])).toEqual(["stop loss", 95]);
  });
});

// 100 × (1 − 0.03) and the next number above 100 × (1 − 0.03) are one price, and named for the stop that stays.
test("stop-loss and trailing stop at one price are the stop-loss, whatever rounding makes of it", () => {
  const stops = { stopLoss: 0.03, trailingStop: 0.03 };
  expect(exit(stops, [99, 99, 96], { best: 100 * (1 + 2 ** -52) })).toEqual(["stop loss", 97]);
  expect(exit(stops, [101, 104, 101], { side: -1, best: 100 * (1 - 2 ** -53) })).toEqual(["stop loss", 103]);
  expect(exit(stops, [99, 99, 96], { best: 100.001 })[0]).toBe("trailing stop");
});

describe("a time stop", () => {
  test("closes at the open after so many bars held", () => {
    expect(exit({ maxBars: 3 }, [101, 102, 99], { held: 2 })).toEqual(["none", Number.NaN]);
    expect(exit({ maxBars: 3 }, [101, 102, 99], { held: 3 })).toEqual(["time stop", 101]);
    expect(exit({ maxBars: 3 }, [101, 102, 99], { held: 7 })).toEqual(["time stop", 101]);
  });

  test("comes after a gap beyond a stop and before what the rest of the bar brings", () => {
    const stops = { maxBars: 1, stopLoss: 0.05, takeProfit: 0.1 };
    expect(exit(stops, [90, 99, 89])).toEqual(["stop loss", 90]);
    expect(exit(stops, [99, 120, 80])).toEqual(["time stop", 99]);
  });
});

const factor = fc.double({ min: 0.8, max: 1.25, noNaN: true });
const distance = fc.option(fc.double({ min: 0.01, max: 0.3, noNaN: true }), { nil: undefined });
const stopsOf = fc
  .record({ stopLoss: distance, takeProfit: distance, trailingStop: distance })
  .map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as Stops);

describe("exits", () => {
  test("without stops never come", () => {
    expect(exit({}, [1, 1000, 0.001])).toEqual(["none", Number.NaN]);
    expect(exit({}, [1, 1000, 0.001], { side: -1, held: 1e9 })).toEqual(["none", Number.NaN]);
  });

  test("are filled at a price the bar had, or a take-profit at one worse than its open", () => {
    fc.assert(
      fc.property(stopsOf, factor, factor, factor, factor, fc.constantFrom(1, -1), (stops, o, h, l, b, side) => {
        const bar: Bar = [100 * o, 100 * o * Math.max(1, h), 100 * o * Math.min(1, l)];
        const [name, price] = exit(stops, bar, { side, best: 100 * (side > 0 ? Math.max(1, b) : Math.min(1, b)) });
        if (name === "none") return;
        const within = price >= bar[2] * (1 - 1e-12) && price <= bar[1] * (1 + 1e-12);
        expect(within || (name === "take profit" && (bar[0] - price) * side > 0)).toBe(true);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("of a long and of a short mirror each other in differences from the entry", () => {
    fc.assert(
      fc.property(stopsOf, factor, factor, factor, factor, (stops, o, h, l, b) => {
        // Mirrored about 100; a trailing stop is a part of its best price and so not mirrored: left out.
        const { trailingStop: _, ...fixed } = stops;
        const bar: Bar = [100 * o, 100 * o * Math.max(1, h), 100 * o * Math.min(1, l)];
        const [longName, longPrice] = exit(fixed, bar, { best: 100 * b });
        const mirrored: Bar = [200 - bar[0], 200 - bar[2], 200 - bar[1]];
        const [shortName, shortPrice] = exit(fixed, mirrored, { side: -1, best: 200 - 100 * b });
        // Where a bar touches a stop to the last digit, rounding decides; that is no matter here.
        fc.pre(longName === shortName);
        if (longName !== "none") expect(200 - shortPrice).toBeCloseTo(longPrice, 9);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test("scale with the price", () => {
    fc.assert(
      fc.property(stopsOf, factor, factor, factor, fc.constantFrom(2, 4, 1024), (stops, o, h, l, scale) => {
        const bar: Bar = [100 * o, 100 * o * Math.max(1, h), 100 * o * Math.min(1, l)];
        const [name, price] = exit(stops, bar);
        const scaled = exit(stops, [bar[0] * scale, bar[1] * scale, bar[2] * scale], { entry: 100 * scale });
        expect(scaled).toEqual([name, price * scale]);
      }),
      { seed: 7 },
    );
  });
});

describe("bestPrice", () => {
  test("is the higher for a long and the lower for a short", () => {
    expect([bestPrice(1, 100, 101), bestPrice(1, 100, 99)]).toEqual([101, 100]);
    expect([bestPrice(-1, 100, 101), bestPrice(-1, 100, 99)]).toEqual([100, 99]);
  });
});

describe("stopRules", () => {
  test.each([
    [{ stopLoss: 0 }, "stopRules: stopLoss 0 is not between 0 and 1; give a fraction, 0.05 for 5 %"],
    [{ stopLoss: 5 }, "stopLoss 5 is not between 0 and 1"],
    [{ trailingStop: Number.NaN }, "trailingStop NaN is not between 0 and 1"],
    [{ takeProfit: -0.1 }, "stopRules: takeProfit -0.1 is not above 0; give a fraction, 0.1 for 10 %"],
    [{ takeProfit: Number.POSITIVE_INFINITY }, "takeProfit Infinity"],
    [{ maxBars: 1.5 }, "stopRules: maxBars 1.5 is not a number of rows; give a whole number of at least 1"],
  ])("refuses %j", (stops, message) => {
    expect(() => stopRules(stops)).toThrow(message);
  });
});

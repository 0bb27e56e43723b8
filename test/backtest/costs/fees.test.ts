import { describe, expect, test } from "vitest";
import { fee, feeRates } from "../../../lib/backtest/costs/fees.js";

describe("fee", () => {
  // 20,000 at 5 bps is 10, at 2 bps 4.
  test("is notional times the rate of the side that was taken", () => {
    const rates = feeRates({ takerBps: 5, makerBps: 2 });
    expect(fee(20_000, false, rates)).toBeCloseTo(10, 12);
    expect(fee(20_000, true, rates)).toBeCloseTo(4, 12);
  });

  test("of a resting order is that of a taker unless said otherwise", () => {
    expect(fee(20_000, true, feeRates({ takerBps: 7 }))).toBeCloseTo(14, 12);
    expect(fee(20_000, false, feeRates())).toBeCloseTo(10, 12);
  });

  // 1,000 at 5 bps is 0.5, and 0.2 on top is 0.7, below 1; 10,000: 5.2.
  test("has a fixed part and a minimum that includes it", () => {
    const rates = feeRates({ takerBps: 5, fixed: 0.2, minimum: 1 });
    expect(fee(1000, false, rates)).toBe(1);
    expect(fee(10_000, false, rates)).toBeCloseTo(5.2, 12);
  });

  test("may be a rebate, which a minimum of 0 takes away", () => {
    expect(fee(10_000, true, feeRates({ makerBps: -1 }))).toBeCloseTo(-1, 12);
    expect(fee(10_000, true, feeRates({ makerBps: -1, minimum: 0 }))).toBe(0);
  });

  test("doubles with the rate", () => {
    for (const maker of [true, false]) {
      const once = fee(12_345, maker, feeRates({ takerBps: 3, makerBps: 1 }));
      expect(fee(12_345, maker, feeRates({ takerBps: 6, makerBps: 2 }))).toBeCloseTo(2 * once, 12);
    }
  });
});

describe("feeRates", () => {
  test.each([
    [{ takerBps: -1 }, "feeRates: takerBps -1 is out of range; give basis points of at least 0 and below 10000"],
    [{ takerBps: Number.NaN }, "takerBps NaN"],
    [{ makerBps: 10_000 }, "makerBps 10000 is out of range; give basis points between -10000 and 10000"],
    [{ fixed: -0.1 }, "fixed -0.1 is out of range; give an amount of 0 or more"],
    [{ minimum: Number.POSITIVE_INFINITY }, "minimum Infinity is out of range; give an amount of 0 or more"],
  ])("refuses %j", (schedule, message) => {
    expect(() => feeRates(schedule)).toThrow(message);
  });

  test("names its caller", () => {
    expect(() => feeRates({ takerBps: 1e4 }, "backtest")).toThrow("backtest: takerBps 10000");
  });
});

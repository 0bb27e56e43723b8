import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightedFunding } from "../../../lib/analytics/funding/weighted-funding.js";
import { type CarryOptions, carryPosition } from "../../../lib/backtest/signals/carry-position.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { settled } from "../../analytics/funding/settled.js";
import { hourly, runs, start } from "../../analytics/panels.js";

const gap = Number.NaN;
const hours = (...at: readonly number[]): number[] => at.map((hour) => start + hour * hourMs);

describe("carryPosition", () => {
  // Settled each eight hours; for a year (1095 times): 0.3285, 0.1314, 0.0986, −0.219, 0.0548.
  const rate = settled([0, 8, 16, 24, 32, 40], [0.0001, 0.0003, 0.00012, 0.00009, -0.0002, 0.00005], {
    venue: "binance",
    name: "binance BTCUSDT",
  });

  test("is short from the settlement of a high rate on, keeps it above the lower bound, and long at a negative one", () => {
    const position = carryPosition(rate, hours(7, 8, 15, 16, 23, 24, 31, 32, 40));
    // The first rate has no interval. At 24 the rate is within 0.1, at 32 it is −0.219, at 40 it has changed sign.
    expect([...position.values]).toEqual([gap, -1, -1, -1, -1, 0, 0, 1, 0]);
    expect([position.unit, position.name]).toEqual(["fraction", "carry of binance BTCUSDT at 0.2/0.1"]);
    expect(position.identity).toEqual({ venue: "binance" });
  });

  test("knows a rate no earlier than its settlement and its delay, to the nearest minute", () => {
    const stamped = series({
      times: rate.times.map((time) => time + 7),
      values: rate.values,
      name: "rate",
      unit: "fraction",
    });
    expect([...carryPosition(stamped, hours(8)).values]).toEqual([-1]);
    const late = settled([0, 8, 16], [0.0001, 0.0003, 0.0003], { delayMs: hourMs });
    const position = carryPosition(late, hours(8, 9, 16, 17));
    expect([...position.values]).toEqual([gap, -1, -1, -1]);
    expect(position.identity).toEqual({});
  });

  test("holds a rate for its own interval, and is missing after it", () => {
    expect([...carryPosition(rate, hours(40, 48, 49)).values]).toEqual([0, 0, gap]);
    expect([...carryPosition(rate, hours(40, 48, 49), { maxAgeMs: 24 * hourMs }).values]).toEqual([0, 0, 0]);
    const missing = settled([0, 8, 16, 24], [0.0003, 0.0003, gap, 0.0003], {});
    expect([...carryPosition(missing, hours(8, 16, 17, 24)).values]).toEqual([-1, -1, gap, -1]);
  });

  test("says a rate of one hour for a year as eight times that of eight hours", () => {
    const each = settled([0, 1, 2], [0.00003, 0.00003, 0.00001]);
    // 0.00003 × 24 × 365 = 0.263, 0.00001 × 24 × 365 = 0.0876.
    expect([...carryPosition(each, hours(1, 2)).values]).toEqual([-1, 0]);
    expect([...carryPosition(each, hours(1, 2), { intervalHours: 8 }).values]).toEqual([0, 0]);
  });

  test("averages the rate in force over rows if asked", () => {
    // At 8 and 16 the rates are 0.3285 and 0.1314 for a year, their mean 0.23.
    const options: CarryOptions = { enter: 0.22, leave: 0.14, window: 2 };
    expect([...carryPosition(rate, hours(8, 16), options).values]).toEqual([gap, -1]);
    expect([...carryPosition(rate, hours(8, 16), { ...options, window: 1 }).values]).toEqual([-1, 0]);
  });

  test("takes a mean over venues, said for eight hours", () => {
    const other = settled([0, 8, 16, 24, 32], [0.0001, 0.0001, 0.0001, 0.0001, 0.0001], { venue: "okx", name: "okx" });
    const oi = hourly(
      { binance: Array(34).fill(3), okx: Array(34).fill(1) },
      { identities: { binance: { venue: "binance" }, okx: { venue: "okx" } } },
    );
    const { funding } = weightedFunding([rate, other], oi);
    const position = carryPosition(funding, oi.times, { intervalHours: 8 });
    // (3 × 0.0003 + 0.0001) / 4 = 0.00025, 0.274 for a year; at 24 (0.00027 + 0.0001) / 4, 0.1013,
    // still above 0.1; at 32 (−0.0006 + 0.0001) / 4, −0.137.
    expect([7, 8, 16, 24, 32].map((hour) => position.values[hour])).toEqual([gap, -1, -1, -1, 0]);
  });

  test("on the first bars and the first settlements equals the first bars of all", () => {
    const rates = fc.array(fc.constantFrom(-0.0004, -0.0001, 0.0001, 0.0002, 0.0004, gap), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(rates, (values) => {
        const of = settled(
          values.map((_, row) => 8 * row),
          values,
        );
        const ends = hours(...Array.from({ length: 8 * values.length + 12 }, (_, hour) => hour));
        const whole = carryPosition(of, ends, { window: 3 }).values;
        for (let n = 0; n <= ends.length; n++) {
          const known = of.slice(Number.NEGATIVE_INFINITY, ends[n - 1] ?? start - 1);
          const part = carryPosition(known, ends.slice(0, n), { window: 3 }).values;
          expect([...part]).toEqual([...whole.subarray(0, n)]);
        }
      }),
      runs,
    );
  });

  test("has no rows without bars, and is missing without rates", () => {
    expect(carryPosition(rate, []).length).toBe(0);
    expect([...carryPosition(settled([], []), hours(8)).values]).toEqual([gap]);
    expect([...carryPosition(settled([0], [0.1]), hours(8)).values]).toEqual([gap]);
  });

  test("refuses what is no rate, no window, and bounds that do not fit", () => {
    const price = hourly({ close: [1] }, { unit: "price" }).column("close");
    expect(() => carryPosition(price, hours(0))).toThrow('carryPosition: "close" is in price; give funding rates');
    expect(() => carryPosition(rate, hours(0), { window: 0 })).toThrow(
      "carryPosition: window 0 is not a number of rows",
    );
    expect(() => carryPosition(rate, hours(0), { enter: 0.05 })).toThrow(
      "carryPosition: leave 0.1 and enter 0.05 do not fit; give 0 ≤ leave < enter",
    );
    expect(() => carryPosition(rate, hours(1, 0))).toThrow("carryPosition: time ");
  });
});

import { describe, expect, test } from "vitest";
import { settlements } from "../../../lib/backtest/engine/settlements.js";
import { hourMs } from "../../../lib/series/time.js";
import { fundingOf } from "../candles-of.js";

const hours = (times: Float64Array): number[] => Array.from(times, (time) => time / hourMs);
const at = (...list: number[]): ReturnType<typeof fundingOf> =>
  fundingOf(Object.fromEntries(list.map((hour) => [hour, 0.0001])));
const missing = (list: number[], from: number, to: number): number[] => {
  const { times, rates } = settlements(at(...list), from * hourMs, to * hourMs);
  return hours(times).filter((_, row) => Number.isNaN(rates[row]));
};

describe("settlements", () => {
  test("after `from` and up to `to` are kept, in order", () => {
    const { times, rates } = settlements(at(0, 8, 16, 24), 0, 16 * hourMs);
    expect(hours(times)).toEqual([8, 16]);
    expect([...rates]).toEqual([0.0001, 0.0001]);
  });

  test("skipped inside the series are put in without a rate", () => {
    expect(missing([0, 8, 16, 40, 48, 56], -1, 57)).toEqual([24, 32]);
  });

  test("are not missed where the contract changes its interval", () => {
    expect(missing([0, 8, 16, 24, 32, 36, 40, 44, 48, 52], -1, 53)).toEqual([]);
    expect(missing([0, 4, 8, 12, 16, 24, 32, 40, 48, 56], -1, 57)).toEqual([]);
  });

  test("before the first and after the last are missing, but not at the very end", () => {
    expect(missing([24, 32, 40], 0, 64)).toEqual([8, 16, 48, 56]);
    expect(missing([24], 0, 40)).toEqual([8, 16, 32]);
  });

  test("are all missing where the series is of another time", () => {
    expect(missing([0, 8, 16], 100, 120)).toEqual([104, 112]);
    expect(missing([200, 208], 100, 120)).toEqual([104, 112]);
  });

  test("of no series are none, and none is missing", () => {
    expect(settlements(undefined, 0, 100 * hourMs).times.length).toBe(0);
  });
});

import { expect, test } from "vitest";
import { panel } from "../../lib/series/panel.js";
import { Series } from "../../lib/series/series.js";
import { dataHash } from "../../lib/sources/data-hash.js";

const times = Float64Array.of(0, 3_600_000, 7_200_000);

/** Hash of data whose only numbers are these. */
function hashOf(...values: number[]): string {
  const series = (name: string, unit: "price" | "base") => new Series(times, Float64Array.from(values), name, unit);
  const price = series("price", "price");
  return dataHash({
    asset: "BTC",
    intervalMs: 3_600_000,
    candles: {
      times,
      intervalMs: 3_600_000,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: series("volume", "base"),
    },
    openInterest: panel({ times, unit: "base", columns: { okx: Float64Array.from(values) } }),
    openInterestUsd: panel({ times, unit: "usd", columns: { okx: Float64Array.from(values) } }),
    funding: [],
  });
}

test("data of equal numbers have one hash, of other numbers another", () => {
  expect(hashOf(1, -0, Number.NaN)).toBe(hashOf(1, 0, -Number.NaN));
  expect(hashOf(1, 0, 2)).not.toBe(hashOf(1, 0, Number.NaN));
  expect(hashOf(1, 0, 2)).not.toBe(hashOf(1, 5e-324, 2));
});

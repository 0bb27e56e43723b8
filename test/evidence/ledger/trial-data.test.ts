import { describe, expect, test } from "vitest";
import { trialData } from "../../../lib/evidence/ledger/trial-data.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";

function closes(values: readonly number[], asset?: string, name = "close"): Series {
  return series({ times: values.map((_, row) => (row + 1) * hourMs), values, name, unit: "price", asset });
}

describe("trialData", () => {
  test("names assets in order, the period and the rows", () => {
    const { assets, from, to, rows } = trialData([closes([1, 2, 3], "ETH"), closes([1, 2], "BTC"), closes([5], "BTC")]);
    expect({ assets, from, to, rows }).toEqual({ assets: ["BTC", "ETH"], from: hourMs, to: 3 * hourMs, rows: 3 });
    expect(trialData([closes([1], undefined, "mine")]).assets).toEqual(["mine"]);
  });

  test("is the same for a copy and for another order, and differs with any price", () => {
    const id = (...all: readonly Series[]): string => trialData(all).id;
    const prices = [1, 2, Number.NaN, 4];
    expect(id(closes(prices, "BTC"))).toBe(id(closes([...prices], "BTC")));
    expect(id(closes(prices, "BTC"), closes([7], "ETH"))).toBe(id(closes([7], "ETH"), closes(prices, "BTC")));
    for (const [row, price] of prices.entries()) {
      const changed = prices.with(row, price === price ? price + 1e-9 : 3);
      expect(id(closes(changed, "BTC"))).not.toBe(id(closes(prices, "BTC")));
    }
  });

  test("of no rows has no period", () => {
    expect(trialData([])).toEqual({
      assets: [],
      from: Number.NaN,
      to: Number.NaN,
      rows: 0,
      id: " Infinity -Infinity 0 ",
    });
    expect(trialData([closes([], "BTC")]).rows).toBe(0);
  });
});

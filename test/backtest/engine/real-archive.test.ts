import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { buyAndHold } from "../../../lib/backtest/signals/buy-and-hold.js";
import { epochMs } from "../../../lib/series/time.js";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { referenceFunding } from "../../../lib/sources/dataset.js";

const path = "../shared/data/binance-archive";

/*
 * Prices and funding sums from the archive's own rows, by a script in Python 3.11 (csv, zipfile): 10,000 USD bought at
 * the five-minute open of 2025-12-01 01:00, 86,970.6, marked at the close 2025-12-31 24:00, 87,608.2, with 92 settlements
 * between of −42.935911147905166 in sum; bought again at the open of 2026-06-01, 73,653.2, marked at the close
 * 2026-06-30 24:00, 58,605.4, with 90 settlements of −17.492061420549273 for each 10,000, the one at the very end from the
 * file of July.
 */
describe.skipIf(!existsSync(path))(`buy and hold over the half-year hole (skipped if ${path} is absent)`, () => {
  const run = async (missingFunding: "throw" | "zero"): Promise<ReturnType<typeof backtest>> => {
    const dataset = await loadBinanceArchive({ path, from: "2025-12-01", to: "2026-06-30", interval: "1h" });
    const funding = referenceFunding(dataset);
    return backtest(buyAndHold(dataset.candles), dataset.candles, {
      feeBps: 0,
      slippageBps: 0,
      missingFunding,
      ...(funding === undefined ? {} : { funding }),
    });
  };

  test("holds nothing in the hole and pays the funding that the archive tells", async () => {
    const result = await run("zero");
    const first = 10_000 * (87_608.2 / 86_970.6) - 42.935911147905166;
    const second = first * (58_605.4 / 73_653.2) - (first * 17.492061420549273) / 10_000;
    expect(result.equity.at(epochMs("2026-03-01"))).toBeCloseTo(first, 7);
    expect(result.equity.values.at(-1)).toBeCloseTo(second, 7);
    expect(result.position.at(epochMs("2026-03-01"))).toBe(0);
    expect(result.trades).toHaveLength(1);
    expect(result.trades[0]).toMatchObject({ exitReason: "gap", exitTime: epochMs("2026-01-01T01:00Z") });
    expect(result.openTrades[0]?.entryTime).toBe(epochMs("2026-06-01"));
    // 151 days without a price; the settlement at the turn of the year is in a file that is not there.
    expect(result.counts).toMatchObject({ missingBars: 151 * 24, settlements: 182, missingSettlements: 1 });
    // 61 days of hours less the first row.
    expect(result.measures.conventions.n).toBe(61 * 24 - 1);
  });

  test("refuses to take the settlement at the edge of the hole as zero unasked", async () => {
    await expect(run("throw")).rejects.toThrow("no funding rate at 2026-01-01 while a position is held");
  });
});

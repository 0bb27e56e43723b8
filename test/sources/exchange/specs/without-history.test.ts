import { describe, expect, test } from "vitest";
import { epochMs } from "../../../../lib/series/time.js";
import { noon } from "../line-market.js";
import { deribit } from "./deribit-exchange.js";
import { hyperliquid } from "./hyperliquid-exchange.js";
import { lineFailure, loadLine } from "./load-line.js";

describe("a venue without a history of open interest", () => {
  test.each([
    [
      "deribit",
      deribit,
      'loadExchange: Deribit USDC has no history of open interest to load: its interface keeps none; its snapshots can be read and recorded from now on, and openInterest: "if kept" loads its bars and funding',
    ],
    [
      "hyperliquid",
      hyperliquid,
      'loadExchange: Hyperliquid has no history of open interest to load: its interface tells the present only; its snapshots can be read and recorded from now on, and openInterest: "if kept" loads its bars and funding',
    ],
  ] as const)("is refused with what it has: %s", async (id, exchange, message) => {
    expect(await lineFailure(id, exchange)).toBe(message);
  });

  test("is refused where ccxt says that there is one, or gives rows that could not be trusted", async () => {
    expect(await lineFailure("hyperliquid", hyperliquid, { venues: ["Backpack"] })).toBe(
      "loadExchange: Backpack has no history of open interest to load: ccxt says that it has one and refuses the call; its snapshots can be read and recorded from now on",
    );
    expect(await lineFailure("hyperliquid", hyperliquid, { venues: ["bitget"] })).toMatch(/its interface keeps none/);
    expect(await lineFailure("hyperliquid", hyperliquid, { venues: ["bitfinex"] })).toMatch(/gives its rows no time/);
  });

  test("gives its bars and funding where they are asked for, and no column: Deribit", async () => {
    const { dataset, issues } = await loadLine("deribit", deribit, { openInterest: "if kept", margin: "all" });
    expect(dataset.openInterest.names).toEqual([]);
    expect(dataset.openInterest.times).toBe(dataset.candles.times);
    expect(dataset.candles.close.at(noon)).toBe(60_000);
    expect(dataset.candles.volume?.at(noon)).toBe(7);
    expect(dataset.candles.close.identity.instrument).toBe("BTC_USDC-PERPETUAL");
    // The interest of the hour: ccxt's is that of eight, paid an hour apart.
    const [linear, inverse] = dataset.funding;
    expect([linear?.name, inverse?.name, inverse?.identity.instrument]).toEqual([
      "deribit linear",
      "deribit inverse",
      "BTC-PERPETUAL",
    ]);
    expect(linear?.length).toBe(36);
    expect(linear?.at(epochMs("2025-07-31T02:00Z"))).toBe(0.00001);
    expect(issues.map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["cut", "Deribit USDC: open interest", 36],
      ["cut", "Deribit inverse: open interest", 36],
    ]);
  });

  test("gives its bars and funding where they are asked for, and no column: Hyperliquid", async () => {
    const { dataset, issues, server } = await loadLine("hyperliquid", hyperliquid, { openInterest: "if kept" });
    expect(dataset.candles.close.at(noon)).toBe(60_000);
    // Its name is BTC, though it lists it by a number.
    expect(dataset.candles.close.identity).toMatchObject({ venue: "hyperliquid", instrument: "BTC", settle: "USDC" });
    // Thirty-six hours, each published some milliseconds late.
    expect(dataset.funding[0]?.length).toBe(36);
    expect(dataset.funding[0]?.at(noon)).toBe(0.0000125);
    expect(issues.map(({ kind }) => kind)).toEqual(["cut"]);
    expect(server.asked("/info").map(({ json }) => json.type)).toEqual([
      "metaAndAssetCtxs",
      "candleSnapshot",
      "fundingHistory",
    ]);
  });

  test("keeps bars for so many rows, which cuts the period", async () => {
    const { issues } = await loadLine("hyperliquid", hyperliquid, { openInterest: "if kept", from: "2024-01-01" });
    expect(issues[0]?.detail).toMatch(
      /^Hyperliquid keeps 5000 rows of 1h of bars: asked from 2024-01-01, served from /,
    );
  });

  test("names a thousand of a coin as the venue does", async () => {
    const { dataset } = await loadLine("hyperliquid", hyperliquid, { openInterest: "if kept", asset: "1000PEPE" });
    expect(dataset.candles.close.identity).toMatchObject({ asset: "1000PEPE", instrument: "kPEPE" });
  });
});

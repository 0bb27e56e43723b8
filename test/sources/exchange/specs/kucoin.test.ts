import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../../lib/series/time.js";
import { answering } from "../exchange-server.js";
import { noon } from "../line-market.js";
import { kucoin } from "./kucoin-exchange.js";
import { lineFailure, loadLine } from "./load-line.js";

const at = epochMs("2025-07-31T02:00Z");

describe("KuCoin", () => {
  test("linear open interest is contracts of the size that it lists, and dollars at the close of the bar", async () => {
    const { dataset, issues } = await loadLine("kucoinfutures", kucoin);
    // 99,990,000 contracts of 0.001 BTC.
    expect(dataset.openInterest.column("kucoin").at(at)).toBeCloseTo(99_990, 6);
    expect(dataset.openInterestUsd.column("kucoin").at(at)).toBeCloseTo(99_990 * 59_900, 3);
    expect(dataset.openInterestUsd.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "kucoin",
      instrument: "XBTUSDTM",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: "unknown",
      convertedAt: "close",
      delayMs: hourMs,
    });
    expect(dataset.funding[0]?.length).toBe(4);
    expect(issues[0]?.detail).toMatch(/nobody says, and no price can tell/);
  });

  test("inverse open interest is contracts of a dollar, and coins at the close of the bar", async () => {
    const { dataset } = await loadLine("kucoinfutures", kucoin, { margin: "inverse" });
    expect(dataset.openInterestUsd.column("kucoin").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.column("kucoin").at(at)).toBe(99_990);
  });

  test("keeps seven days, and every row of them is asked for once", async () => {
    const { dataset, issues, server } = await loadLine("kucoinfutures", kucoin, { from: "2025-07-01" });
    expect(issues[0]?.detail).toMatch(/^KuCoin USDT-M keeps 7 days of open interest: asked from 2025-07-01, /);
    expect(dataset.openInterest.columns[0]?.values.some(Number.isNaN)).toBe(false);
    expect(dataset.openInterest.times.at(-1)).toBe(noon);
    expect(server.asked("/open-interest").length).toBe(1);
  });

  test("a refusal is an error", async () => {
    const limit = { status: 429, body: { code: "429000", msg: "Too Many Requests" } };
    const limited = answering(kucoin, "/open-interest", () => limit);
    expect(await lineFailure("kucoinfutures", limited)).toMatch(
      /^loadExchange: KuCoin USDT-M limits the rate, 3 tries/,
    );
  });
});

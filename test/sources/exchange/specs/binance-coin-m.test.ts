import { describe, expect, test } from "vitest";
import { epochMs } from "../../../../lib/series/time.js";
import { answering } from "../exchange-server.js";
import { binanceCoinM } from "./binance-coin-m-exchange.js";
import { lineFailure, loadLine } from "./load-line.js";

describe("Binance COIN-M", () => {
  test("open interest of the perpetual is coins as published, and dollars by the size of a contract", async () => {
    const { dataset, issues, server } = await loadLine("binancecoinm", binanceCoinM);
    const at = epochMs("2025-07-31T02:00Z");
    // 99,990 coins at 59,900 are 59,894,010 contracts of 100 dollars.
    expect(dataset.openInterest.column("binance").at(at)).toBe(99_990);
    expect(dataset.openInterestUsd.column("binance").at(at)).toBe(59_894_010 * 100);
    expect(dataset.openInterestUsd.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSD_PERP",
      kind: "perpetual",
      margin: "inverse",
      settle: "BTC",
      sides: 1,
      delayMs: 300_000,
    });
    // Volume in coins, which is not the fifth cell: that counts contracts.
    expect(dataset.candles.volume?.at(at)).toBe(7);
    expect(dataset.funding[0]?.at(epochMs("2025-07-31"))).toBe(-0.000025);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(issues[0]?.detail).toMatch(/^a row's label is the instant \(implied price off the bar's open by \d/);
    expect(
      server.asked("/openInterestHist").map(({ query }) => [query.get("pair"), query.get("contractType")]),
    ).toEqual([["BTCUSD", "PERPETUAL"]]);
  });

  test("5,578,700 contracts are 557,870,000 dollars, and the value beside them 18,265 coins", async () => {
    // At 30,543.11 dollars: 557,870,000 / 18,265.
    const label = epochMs("2025-07-31T02:00Z");
    const row = {
      pair: "BTCUSD",
      contractType: "PERPETUAL",
      sumOpenInterest: "5578700",
      sumOpenInterestValue: "18265",
    };
    const exchange = answering(binanceCoinM, "/openInterestHist", () => ({ body: [{ ...row, timestamp: label }] }));
    const { dataset, issues } = await loadLine("binancecoinm", exchange);
    expect(dataset.openInterest.column("binance").at(label)).toBe(18_265);
    expect(dataset.openInterestUsd.column("binance").at(label)).toBe(557_870_000);
    // The bars of this market are at 59,900: half of that is told.
    expect(issues.find(({ kind }) => kind === "implied-price")).toEqual({
      kind: "implied-price",
      where: "open interest",
      count: 1,
      from: label,
      to: label,
      detail: "dollars and coins imply a price more than 5 % off the close, at worst 0.510 times it; kept",
    });
  });

  test("a start before the reach is an error that names the clock", async () => {
    const refusal = { status: 400, body: { code: -1130, msg: "parameter 'startTime' is invalid." } };
    expect(
      await lineFailure(
        "binancecoinm",
        answering(binanceCoinM, "/openInterestHist", () => refusal),
      ),
    ).toBe(
      `loadExchange: Binance COIN-M rejects the start of the period; is the clock behind \`now\` right? (binancecoinm {"code":-1130,"msg":"parameter 'startTime' is invalid."})`,
    );
  });

  test("beside USD-M it has a column of its own", async () => {
    const message = await lineFailure("binancecoinm", binanceCoinM, { venues: ["binance"], margin: "all" });
    expect(message).toBe("loadExchange: one client cannot ask binanceusdm, binancecoinm; give clients by these names");
  });
});

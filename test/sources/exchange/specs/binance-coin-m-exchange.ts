import { hourMs } from "../../../../lib/series/time.js";
import type { Exchange } from "../exchange-server.js";
import { barAt, coinsAt, instants, numberOf, priceAt } from "../line-market.js";

// Shaped as Binance's documentation of COIN-M futures shows its answers.

const contract = (symbol: string, contractType: string) => ({
  symbol,
  pair: "BTCUSD",
  contractType,
  deliveryDate: contractType === "PERPETUAL" ? 4133404800000 : 1759132800000,
  contractStatus: "TRADING",
  contractSize: 100,
  marginAsset: "BTC",
  baseAsset: "BTC",
  quoteAsset: "USD",
  filters: [],
});

/** Binance's public interface of COIN-M. Its open interest in contracts is rounded, since there is no part of one. */
export const binanceCoinM: Exchange = ({ path, query }) => {
  const start = numberOf(query, "startTime", 0);
  const end = numberOf(query, "endTime", Number.POSITIVE_INFINITY);
  if (path === "/dapi/v1/exchangeInfo") {
    return { body: { symbols: [contract("BTCUSD_PERP", "PERPETUAL"), contract("BTCUSD_250926", "CURRENT_QUARTER")] } };
  }
  if (path === "/futures/data/openInterestHist") {
    if (query.get("pair") !== "BTCUSD") return { status: 400, body: { code: -4108, msg: "Invalid pair." } };
    const contractType = query.get("contractType");
    // The dated contract has other numbers, so that asking for it cannot go unseen.
    const scale = contractType === "PERPETUAL" ? 1 : 0.01;
    const rows = instants(start, end).map((timestamp) => ({
      pair: "BTCUSD",
      contractType,
      sumOpenInterest: String(Math.round((scale * coinsAt(timestamp) * priceAt(timestamp)) / 100)),
      sumOpenInterestValue: (scale * coinsAt(timestamp)).toFixed(8),
      timestamp,
    }));
    return { body: rows.slice(-numberOf(query, "limit", 30)) };
  }
  if (query.get("symbol") !== "BTCUSD_PERP") return { status: 400, body: { code: -1121, msg: "Invalid symbol." } };
  if (path === "/dapi/v1/klines") {
    const rows = instants(start, end).map((time) => [
      time,
      ...barAt(time).map(String),
      "4200",
      time + hourMs - 1,
      "7",
      1,
      "0",
      "0",
      "0",
    ]);
    return { body: rows.slice(0, numberOf(query, "limit", 500)) };
  }
  if (path === "/dapi/v1/fundingRate") {
    const rows = instants(start, end, 8 * hourMs).map((time) => ({
      symbol: "BTCUSD_PERP",
      fundingTime: time + 2,
      fundingRate: "-0.00002500",
    }));
    return { body: rows.slice(0, numberOf(query, "limit", 100)) };
  }
  return undefined;
};

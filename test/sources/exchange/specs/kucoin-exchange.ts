import { hourMs } from "../../../../lib/series/time.js";
import type { Exchange } from "../exchange-server.js";
import { barAt, coinsAt, instants, numberOf, priceAt } from "../line-market.js";

// Shaped as KuCoin's documentation and its published replies show its answers: an envelope with code 200000.

const contract = (symbol: string, quote: string, settle: string, multiplier: number) => ({
  symbol,
  baseCurrency: "XBT",
  quoteCurrency: quote,
  settleCurrency: settle,
  multiplier,
  isInverse: multiplier < 0,
  nextFundingRateTime: 1,
  lotSize: 1,
  tickSize: 0.1,
  maxOrderQty: 1_000_000,
  maxPrice: 1_000_000,
  maxLeverage: 100,
  status: "Open",
});

const enveloped = (data: unknown) => ({ body: { code: "200000", data } });

/** KuCoin's public interface of contracts, hourly. */
export const kucoin: Exchange = ({ path, query }) => {
  const isLinear = query.get("symbol") === "XBTUSDTM";
  if (path === "/api/v1/contracts/active") {
    return enveloped([contract("XBTUSDTM", "USDT", "USDT", 0.001), contract("XBTUSDM", "USD", "XBT", -1)]);
  }
  if (path === "/api/ua/v1/market/open-interest") {
    const rows = instants(numberOf(query, "startAt", 0), numberOf(query, "endAt", Number.POSITIVE_INFINITY));
    const data = rows.map((ts) => ({
      openInterest: String(Math.round(isLinear ? coinsAt(ts) * 1000 : coinsAt(ts) * priceAt(ts))),
      ts,
    }));
    return enveloped(data.reverse().slice(0, numberOf(query, "pageSize", 20)));
  }
  const rows = instants(
    numberOf(query, "from", 0),
    numberOf(query, "to", 0),
    path.includes("funding") ? 8 * hourMs : hourMs,
  );
  if (path === "/api/v1/kline/query") {
    return enveloped(rows.slice(0, 200).map((time) => [time, ...barAt(time), 7000, 420_000]));
  }
  if (path === "/api/v1/contract/funding-rates") {
    return enveloped(
      rows.map((timepoint) => ({ symbol: query.get("symbol"), fundingRate: 2e-6, timepoint })).reverse(),
    );
  }
  return undefined;
};

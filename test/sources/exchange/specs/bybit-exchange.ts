import { hourMs, minuteMs } from "../../../../lib/series/time.js";
import type { Asked, Exchange } from "../exchange-server.js";
import { barAt, coinsAt, instants, numberOf, priceAt } from "../line-market.js";

// Shaped as Bybit's documentation of version 5 shows its answers: envelope, numbers as text, newest first, both ends of a
// period in it, and a cursor where a page is full.

const listed = (category: string, symbol: string, quote: string, settle: string) => ({
  symbol,
  contractType: category === "linear" ? "LinearPerpetual" : "InversePerpetual",
  status: "Trading",
  baseCoin: "BTC",
  quoteCoin: quote,
  settleCoin: settle,
  launchTime: "1584230400000",
  deliveryTime: "0",
  fundingInterval: 480,
  lotSizeFilter: { minOrderQty: "1", maxOrderQty: "100", qtyStep: "1" },
  priceFilter: { tickSize: "0.1" },
  leverageFilter: { minLeverage: "1", maxLeverage: "100", leverageStep: "0.01" },
});

const markets: Readonly<Record<string, object>> = {
  linear: listed("linear", "BTCUSDT", "USDT", "USDT"),
  inverse: listed("inverse", "BTCUSD", "USD", "BTC"),
};

const steps: Readonly<Record<string, number>> = { "5min": 5 * minuteMs, "1h": hourMs, "5": 5 * minuteMs, "60": hourMs };

const enveloped = (result: unknown) => ({
  body: { retCode: 0, retMsg: "OK", result, retExtInfo: {}, time: 1672053548579 },
});

/** Rows of a page newest first, and the cursor of the next where some are left. */
function paged<T>(rows: readonly T[], { query }: Asked, most: number, usual: number) {
  const limit = Math.min(numberOf(query, "limit", usual), most);
  const skip = Number(query.get("cursor")?.replace("skip", "") ?? 0);
  const left = [...rows].reverse().slice(skip);
  return { list: left.slice(0, limit), nextPageCursor: left.length > limit ? `skip${skip + limit}` : "" };
}

/** Bybit's public interface. `mostRows` is the most open interest rows of one answer. */
export const bybit =
  (mostRows = 200): Exchange =>
  (asked) => {
    const { path, query } = asked;
    const category = query.get("category") as string;
    if (path === "/v5/market/instruments-info") {
      const list = query.get("status") === "PreLaunch" ? [] : [markets[category]];
      return enveloped({ category, list, nextPageCursor: "" });
    }
    const symbol = query.get("symbol");
    if (symbol !== (category === "linear" ? "BTCUSDT" : "BTCUSD")) {
      return { body: { retCode: 10001, retMsg: "params error: Symbol Invalid", result: {}, retExtInfo: {}, time: 1 } };
    }
    if (path === "/v5/market/open-interest") {
      const stepMs = steps[query.get("intervalTime") as string] as number;
      const rows = instants(
        numberOf(query, "startTime", 0),
        numberOf(query, "endTime", Number.POSITIVE_INFINITY),
        stepMs,
      );
      const all = rows.map((time) => ({
        openInterest: (category === "linear" ? coinsAt(time) : coinsAt(time) * priceAt(time)).toFixed(8),
        timestamp: String(time),
      }));
      return enveloped({ symbol, category, ...paged(all, asked, mostRows, 50) });
    }
    if (path === "/v5/market/kline") {
      const stepMs = steps[query.get("interval") as string] as number;
      const rows = instants(numberOf(query, "start", 0), numberOf(query, "end", Number.POSITIVE_INFINITY), stepMs);
      // Volume and turnover: of a linear contract coins first, of an inverse one dollars first.
      const all = rows.map((time) =>
        [time, ...barAt(time, stepMs), 7, category === "linear" ? 420_000 : 3].map(String),
      );
      return enveloped({ symbol, category, list: paged(all, asked, 1000, 200).list });
    }
    if (path === "/v5/market/funding/history") {
      if (query.has("startTime") && !query.has("endTime")) {
        return { body: { retCode: 10001, retMsg: "only startTime", result: {}, time: 1 } };
      }
      const all = instants(numberOf(query, "startTime", 0), numberOf(query, "endTime", 0), 8 * hourMs).map((time) => ({
        symbol,
        fundingRate: "0.0001",
        fundingRateTimestamp: String(time),
      }));
      return enveloped({ category, list: paged(all, asked, 200, 200).list });
    }
    return undefined;
  };

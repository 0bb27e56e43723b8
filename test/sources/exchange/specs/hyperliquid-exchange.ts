import { hourMs } from "../../../../lib/series/time.js";
import type { Exchange } from "../exchange-server.js";
import { barAt, instants } from "../line-market.js";

// Shaped as Hyperliquid's documentation shows its answers: one path, to which a request is posted.

const universe = [
  { name: "BTC", szDecimals: 5, maxLeverage: 50 },
  { name: "kPEPE", szDecimals: 0, maxLeverage: 10 },
];

const context = { funding: "0.0000125", openInterest: "688.11", markPx: "60000", midPx: "60000", oraclePx: "60000" };

/** Hyperliquid's public interface. */
export const hyperliquid: Exchange = ({ path, json }) => {
  if (path !== "/info") return undefined;
  if (json.type === "metaAndAssetCtxs") return { body: [{ universe }, universe.map(() => context)] };
  if (json.type === "candleSnapshot") {
    const { coin, startTime, endTime, interval } = json.req as Readonly<Record<string, string & number>>;
    const body = instants(startTime, endTime).map((time) => {
      const [o, h, l, c] = barAt(time).map(String);
      return { t: time, T: time + hourMs - 1, s: coin, i: interval, o, h, l, c, v: "7", n: 1 };
    });
    return { body };
  }
  if (json.type === "fundingHistory") {
    const { coin, startTime, endTime } = json as Readonly<Record<string, string & number>>;
    const rows = instants(startTime, endTime).map((time) => ({
      coin,
      fundingRate: "0.0000125",
      premium: "0.00057962",
      time: time + 31,
    }));
    return { body: rows.slice(0, 500) };
  }
  return { status: 422, body: "Failed to deserialize the JSON body into the target type" };
};

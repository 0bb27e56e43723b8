import { dayMs, hourMs, minuteMs } from "../../../../lib/series/time.js";
import type { Exchange } from "../exchange-server.js";
import { barAt, coinsAt, instants, numberOf, priceAt } from "../line-market.js";

// Shaped as OKX's documentation of version 5 shows its answers: envelope, numbers as text, newest first; of candles and
// funding `before` and `after` are the ends of the period and not in it.

const swap = (quote: string, settle: string, ctVal: string, ctValCcy: string) => ({
  instType: "SWAP",
  instId: `BTC-${quote}-SWAP`,
  uly: `BTC-${quote}`,
  instFamily: `BTC-${quote}`,
  settleCcy: settle,
  ctVal,
  ctMult: "1",
  ctValCcy,
  ctType: quote === "USD" ? "inverse" : "linear",
  listTime: "1573557408000",
  expTime: "",
  lever: "100",
  tickSz: "0.1",
  lotSz: "0.1",
  minSz: "0.1",
  state: "live",
  baseCcy: "",
  quoteCcy: "",
});

const steps: Readonly<Record<string, number>> = { "5m": 5 * minuteMs, "1H": hourMs, "1D": dayMs };

const enveloped = (data: unknown) => ({ body: { code: "0", msg: "", data } });

/** OKX's public interface. */
export const okx: Exchange = ({ path, query }) => {
  const id = query.get("instId");
  const after = numberOf(query, "after", Number.POSITIVE_INFINITY) - 1;
  const before = numberOf(query, "before", 0) + 1;
  if (path === "/api/v5/public/instruments") {
    return enveloped([swap("USDT", "USDT", "0.01", "BTC"), swap("USD", "BTC", "100", "USD")]);
  }
  if (path === "/api/v5/rubik/stat/contracts/open-interest-volume") {
    if (query.get("ccy") !== "BTC") return { body: { code: "51000", msg: "Parameter ccy error", data: [] } };
    const stepMs = steps[query.get("period") as string] as number;
    const rows = instants(numberOf(query, "begin", 0), numberOf(query, "end", Number.POSITIVE_INFINITY), stepMs);
    return enveloped(
      [...rows].reverse().map((time) => [String(time), (coinsAt(time) * priceAt(time)).toFixed(4), "39800873.554"]),
    );
  }
  if (id !== "BTC-USDT-SWAP" && id !== "BTC-USD-SWAP") {
    return { body: { code: "51001", msg: "Instrument ID does not exist", data: [] } };
  }
  if (path === "/api/v5/market/candles" || path === "/api/v5/market/history-candles") {
    const stepMs = steps[query.get("bar") as string] as number;
    const rows = instants(before, after, stepMs).map((time) =>
      // Volume in contracts, in coins, in the quote currency; and whether the bar is over.
      [time, ...barAt(time, stepMs), 700, 7, 420_000, 1].map(String),
    );
    return enveloped(rows.reverse().slice(0, Math.min(numberOf(query, "limit", 100), 100)));
  }
  if (path === "/api/v5/public/funding-rate-history") {
    const rows = instants(before, after, 8 * hourMs).map((time) => ({
      instType: "SWAP",
      instId: id,
      fundingRate: "0.018",
      realizedRate: "0.0001",
      fundingTime: String(time),
    }));
    return enveloped(rows.reverse().slice(0, numberOf(query, "limit", 400)));
  }
  return undefined;
};

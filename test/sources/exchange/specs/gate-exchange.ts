import { hourMs, minuteMs } from "../../../../lib/series/time.js";
import type { Exchange } from "../exchange-server.js";
import { barAt, coinsAt, instants, numberOf, priceAt } from "../line-market.js";

// Shaped as Gate's documentation of version 4 shows its answers: lists in order of time, in seconds.

const contract = (name: string, type: string, multiplier: string) => ({
  name,
  type,
  quanto_multiplier: multiplier,
  mark_price: "60000",
  order_price_deviate: "0.5",
  order_price_round: "0.1",
  order_size_min: 1,
  order_size_max: 1_000_000,
  leverage_min: "1",
  leverage_max: "100",
  funding_interval: 28_800,
  status: "trading",
  create_time: 1_574_035_200,
});

const steps: Readonly<Record<string, number>> = { "5m": 5 * minuteMs, "1h": hourMs };

/** Gate's public interface; `instantOf` is the instant of the snapshot of a label. */
export const gate =
  (instantOf: (label: number) => number = (label) => label): Exchange =>
  ({ path, query }) => {
    const settle = path.split("/")[4];
    const from = numberOf(query, "from", 0) * 1000;
    const to = numberOf(query, "to", Number.POSITIVE_INFINITY) * 1000;
    if (path === "/api/v4/futures/usdt/contracts") return { body: [contract("BTC_USDT", "direct", "0.0001")] };
    if (path === "/api/v4/futures/btc/contracts") return { body: [contract("BTC_USD", "inverse", "0")] };
    if (query.get("contract") !== (settle === "usdt" ? "BTC_USDT" : "BTC_USD")) {
      return { status: 400, body: { label: "CONTRACT_NOT_FOUND", message: "contract not found" } };
    }
    if (path.endsWith("/contract_stats")) {
      // It has no parameter for an end.
      const rows = instants(from, Number.POSITIVE_INFINITY, steps[query.get("interval") as string]).map((time) => {
        const [coins, price] = [coinsAt(instantOf(time)), priceAt(instantOf(time))];
        return {
          time: time / 1000,
          lsr_taker: 100,
          open_interest: Math.round(settle === "usdt" ? coins * 10_000 : coins * price),
          open_interest_usd: coins * price,
          mark_price: String(price),
        };
      });
      return { body: rows.slice(0, numberOf(query, "limit", 100)) };
    }
    if (path.endsWith("/candlesticks")) {
      if (query.has("limit")) return { status: 400, body: { label: "INVALID_PARAM_VALUE", message: "limit" } };
      const rows = instants(from, to, steps[query.get("interval") as string]).map((time) => {
        const [o, h, l, c] = barAt(time, steps[query.get("interval") as string]).map(String);
        return { t: time / 1000, v: 70_000, c, h, l, o, sum: "420000" };
      });
      return rows.length > 2000
        ? { status: 400, body: { label: "INVALID_PARAM_VALUE", message: "too many" } }
        : { body: rows };
    }
    if (path.endsWith("/funding_rate")) {
      const rows = instants(from, to, 8 * hourMs).map((time) => ({ t: time / 1000, r: "0.000157" }));
      return { body: rows.reverse().slice(0, numberOf(query, "limit", 100)) };
    }
    return undefined;
  };

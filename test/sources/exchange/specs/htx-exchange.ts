import { hourMs } from "../../../../lib/series/time.js";
import type { Exchange } from "../exchange-server.js";
import { barAt, coinsAt, instants, numberOf, priceAt } from "../line-market.js";

// Shaped as HTX's documentation shows its answers: the history of open interest takes a number of rows and no period,
// bars of a contract take a period or a number of rows.

const steps: Readonly<Record<string, number>> = { "60min": hourMs, "4hour": 4 * hourMs };

const enveloped = (data: unknown) => ({ body: { status: "ok", data, ts: 1603695899986 } });

const always = Number.POSITIVE_INFINITY;

/** HTX's public interface of contracts. */
export const htx: Exchange = ({ path, query }) => {
  const code = query.get("contract_code");
  const isLinear = path.includes("linear") || path.startsWith("/v5");
  if (path.endsWith("contract_info")) {
    const swap = {
      symbol: "BTC",
      contract_code: isLinear ? "BTC-USDT" : "BTC-USD",
      price_tick: 0.1,
      contract_status: 1,
    };
    const size = { contract_size: isLinear ? 0.001 : 100, create_date: "20201021", settlement_date: "1603699200000" };
    const linear = isLinear ? { business_type: "swap", pair: "BTC-USDT", contract_type: "swap" } : {};
    const dated = path.startsWith("/api/v1/")
      ? { contract_code: "BTC250926", delivery_date: "20250926", delivery_time: "1758873600000" }
      : {};
    return enveloped([{ ...swap, ...size, ...linear, ...dated }]);
  }
  if (code !== (isLinear ? "BTC-USDT" : "BTC-USD")) {
    return { body: { status: "error", err_code: 1332, err_msg: "The contract doesn't exist.", ts: 1 } };
  }
  if (path.endsWith("/swap_his_open_interest")) {
    if (numberOf(query, "size", 48) > 200) return { body: { status: "error", err_code: 1030, err_msg: "size", ts: 1 } };
    const rows = instants(0, always, steps[query.get("period") as string]).map((time) => ({
      // Coins with amount_type 2, contracts with 1.
      volume: (coinsAt(time) * (query.get("amount_type") === "2" ? 1 : 1000)).toFixed(16),
      amount_type: Number(query.get("amount_type")),
      ts: time,
      ...(isLinear && { value: (coinsAt(time) * priceAt(time)).toFixed(16) }),
    }));
    return enveloped({
      symbol: "BTC",
      tick: rows.reverse().slice(0, numberOf(query, "size", 48)),
      contract_code: code,
    });
  }
  if (path.endsWith("/market/history/kline")) {
    const stepMs = steps[query.get("period") as string] as number;
    const [from, to] = query.has("size") ? [0, always] : [numberOf(query, "from", 0), numberOf(query, "to", always)];
    const rows = instants(from * 1000, to * 1000, stepMs).map((time) => {
      const [open, high, low, close] = barAt(time, stepMs);
      return { id: time / 1000, open, high, low, close, vol: 14_000, amount: 14, count: 1 };
    });
    return enveloped(rows.slice(-numberOf(query, "size", 2000)));
  }
  if (path === "/v5/market/funding_rate_history") {
    const rows = instants(numberOf(query, "start_time", 0), numberOf(query, "end_time", always), 8 * hourMs);
    const data = rows.map((time) => ({
      id: "1",
      contract_code: code,
      funding_rate: "0.0001",
      funding_time: String(time),
    }));
    return {
      body: { code: 200, message: "Success", data: data.reverse().slice(0, numberOf(query, "limit", 20)), ts: 1 },
    };
  }
  if (path.endsWith("/swap_historical_funding_rate")) {
    const size = numberOf(query, "page_size", 20);
    const page = numberOf(query, "page_index", 1);
    const all = [...instants(0, always, 8 * hourMs)].reverse();
    const data = all.slice((page - 1) * size, page * size).map((time) => ({
      avg_premium_index: "0.000149696771643437",
      funding_rate: "0.000100000000000000",
      realized_rate: null,
      funding_time: String(time),
      contract_code: code,
      symbol: "BTC",
      fee_asset: "BTC",
    }));
    return enveloped({ total_page: Math.ceil(all.length / size), current_page: page, total_size: all.length, data });
  }
  return undefined;
};

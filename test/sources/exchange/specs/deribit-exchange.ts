import type { Exchange } from "../exchange-server.js";
import { barAt, instants, numberOf } from "../line-market.js";

// Shaped as Deribit's documentation shows its answers: bars as a list for each price, funding every hour with the
// interest of that hour and that of eight.

const instrument = (name: string, quote: string, settle: string) => ({
  instrument_name: name,
  kind: "future",
  base_currency: "BTC",
  counter_currency: quote,
  quote_currency: quote,
  settlement_currency: settle,
  settlement_period: "perpetual",
  expiration_timestamp: 32503708800000,
  creation_timestamp: 1534242287000,
  contract_size: 10,
  tick_size: 0.5,
  min_trade_amount: 10,
  maker_commission: 0,
  taker_commission: 0.0005,
  is_active: true,
});

const answer = (result: unknown) => ({
  body: { jsonrpc: "2.0", result, usIn: 1, usOut: 2, usDiff: 1, testnet: false },
});

/** Deribit's public interface. */
export const deribit: Exchange = ({ name, query }) => {
  const [from, to] = [numberOf(query, "start_timestamp", 0), numberOf(query, "end_timestamp", 0)];
  if (name === "get_instruments") {
    return answer([instrument("BTC-PERPETUAL", "USD", "BTC"), instrument("BTC_USDC-PERPETUAL", "USDC", "USDC")]);
  }
  if (name === "get_tradingview_chart_data") {
    const ticks = instants(from, to);
    const bars = ticks.map((time) => barAt(time));
    return answer({
      status: ticks.length === 0 ? "no_data" : "ok",
      ticks,
      ...Object.fromEntries(["open", "high", "low", "close"].map((field, at) => [field, bars.map((bar) => bar[at])])),
      volume: ticks.map(() => 7),
      cost: ticks.map(() => 420_000),
    });
  }
  if (name === "get_funding_rate_history") {
    return answer(
      instants(from, to).map((timestamp) => ({
        timestamp,
        index_price: 60_000,
        prev_index_price: 60_000,
        interest_1h: 0.00001,
        interest_8h: 0.00008,
      })),
    );
  }
  return undefined;
};

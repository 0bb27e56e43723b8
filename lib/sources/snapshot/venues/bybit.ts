import { z } from "zod";
import { fewInstruments, type SnapshotSource } from "../snapshot-source.js";

const tickers = z.looseObject({
  result: z.looseObject({
    list: z.array(z.looseObject({ symbol: z.string() })),
  }),
});

/**
 * Tickers: the live open interest beside the mark price, stamped by the answer's own time. The call that ccxt makes for open
 * interest gives the last row of the hourly history instead, up to an hour old.
 */
export const bybit: SnapshotSource = {
  venue: "bybit",
  title: "Bybit",
  exchange: "bybit",
  marketTypes: ["linear", "inverse"],
  read: async (instruments, { call, each }) => {
    const ask = async (query: Readonly<Record<string, unknown>>) => {
      const { result, time } = tickers.parse(await call("publicGetV5MarketTickers", query));
      return result.list.map((row) => ({ instrument: row.symbol, published: row, price: row.markPrice, time }));
    };
    if (instruments.length <= fewInstruments) {
      return each(instruments, ({ instrument: { symbol }, marketName }) => ask({ category: marketName, symbol }));
    }
    const categories = [...new Set(instruments.map(({ marketName }) => marketName))];
    return (await Promise.all(categories.map((category) => ask({ category })))).flat();
  },
};

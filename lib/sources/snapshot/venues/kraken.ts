import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const tickers = z.looseObject({
  tickers: z.array(z.looseObject({ symbol: z.string() })),
});

/** Every ticker in one call. The time in each is that of its last trade; that of the answer is the server's. */
export const kraken: SnapshotSource = {
  venue: "kraken",
  title: "Kraken Futures",
  exchange: "krakenfutures",
  read: async (_instruments, { call }) => {
    const { tickers: rows, serverTime } = tickers.parse(await call("publicGetTickers"));
    const time = typeof serverTime === "string" ? Date.parse(serverTime) : undefined;
    return rows.map((row) => ({ instrument: row.symbol, published: row, price: row.markPrice, time }));
  },
};

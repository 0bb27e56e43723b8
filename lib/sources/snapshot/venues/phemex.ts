import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const ticker = z.looseObject({
  result: z.looseObject({ symbol: z.string() }),
});

/** Tickers of linear perpetuals: coins beside the mark price, stamped in nanoseconds. */
export const phemex: SnapshotSource = {
  venue: "phemex",
  title: "Phemex",
  exchange: "phemex",
  read: (instruments, { call, each }) =>
    each(instruments, async ({ instrument: { symbol, margin } }) => {
      if (margin === "inverse") throw new Error("inverse contracts are not read here; leave them out");
      const { result } = ticker.parse(await call("v2GetMdV2Ticker24hr", { symbol }));
      return [{ instrument: result.symbol, published: result, price: result.markPriceRp, time: result.timestamp }];
    }),
};

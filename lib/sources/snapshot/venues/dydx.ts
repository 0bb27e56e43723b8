import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const markets = z.looseObject({
  markets: z.record(z.string(), z.looseObject({})),
});

/** Every market of the indexer in one call: coins beside the oracle price, by which positions are marked; no time. */
export const dydx: SnapshotSource = {
  venue: "dydx",
  title: "dYdX",
  exchange: "dydx",
  read: async (_instruments, { call }) => {
    const body = markets.parse(await call("indexerGetPerpetualMarkets"));
    return Object.entries(body.markets).map(([instrument, row]) => ({
      instrument,
      published: row,
      price: row.oraclePrice,
      priceName: "index",
    }));
  },
};

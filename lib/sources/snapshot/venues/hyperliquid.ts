import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const contexts = z.tuple([
  z.looseObject({ universe: z.array(z.looseObject({ name: z.string() })) }),
  z.array(z.looseObject({})),
]);

/** Every perpetual of the venue's own list in one call, coins beside the mark price, without a time. */
export const hyperliquid: SnapshotSource = {
  venue: "hyperliquid",
  title: "Hyperliquid",
  exchange: "hyperliquid",
  marketTypes: ["swap"],
  nameOf: ({ info }) => (typeof info?.name === "string" ? info.name : undefined),
  read: async (_instruments, { call }) => {
    const [{ universe }, rows] = contexts.parse(await call("publicPostInfo", { type: "metaAndAssetCtxs" }));
    if (universe.length !== rows.length) {
      throw new Error(`names ${universe.length} perpetuals and tells of ${rows.length}; they cannot be matched`);
    }
    return rows.map((row, place) => ({
      instrument: (universe[place] as { name: string }).name,
      published: row,
      price: row.markPx,
    }));
  },
};

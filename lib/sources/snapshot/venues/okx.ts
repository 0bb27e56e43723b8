import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const openInterest = z.looseObject({
  data: z.array(z.looseObject({ instId: z.string() })),
});
const marks = z.looseObject({ data: z.array(z.looseObject({ instId: z.string() })) });

/** Contracts, coins and, in newer answers, dollars: all swaps in one call, all dated futures in another. */
export const okx: SnapshotSource = {
  venue: "okx",
  title: "OKX",
  exchange: "okx",
  marketTypes: ["swap", "future"],
  read: async (instruments, { call }) => {
    const ask = async (instType: string) => {
      const [{ data }, { data: prices }] = await Promise.all([
        call("publicGetPublicOpenInterest", { instType }).then((body) => openInterest.parse(body)),
        call("publicGetPublicMarkPrice", { instType }).then((body) => marks.parse(body)),
      ]);
      const priceOf = new Map(prices.map(({ instId, markPx }) => [instId, markPx]));
      return data.map((row) => ({
        instrument: row.instId,
        published: row,
        price: priceOf.get(row.instId),
        time: row.ts,
      }));
    };
    const kinds = new Set(instruments.map(({ instrument }) => instrument.kind));
    return [...(kinds.has("perpetual") ? await ask("SWAP") : []), ...(kinds.has("future") ? await ask("FUTURES") : [])];
  },
};

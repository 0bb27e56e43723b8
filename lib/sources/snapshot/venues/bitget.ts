import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const openInterest = z.looseObject({
  data: z.looseObject({
    openInterestList: z.array(z.looseObject({ symbol: z.string() })).min(1),
  }),
});
const marks = z.looseObject({ data: z.array(z.looseObject({})).min(1) });

/** Coins, by the contract, and its mark price by another call. */
export const bitget: SnapshotSource = {
  venue: "bitget",
  title: "Bitget",
  exchange: "bitget",
  marketTypes: ["swap"],
  read: (instruments, { call, each }) =>
    each(instruments, async ({ instrument: { symbol, margin, quote } }) => {
      const productType = margin === "inverse" ? "COIN-FUTURES" : `${quote}-FUTURES`;
      const query = { symbol, productType };
      const [{ data }, prices] = await Promise.all([
        call("publicMixGetV2MixMarketOpenInterest", query).then((body) => openInterest.parse(body)),
        call("publicMixGetV2MixMarketSymbolPrice", query).then((body) => marks.parse(body)),
      ]);
      const [row] = data.openInterestList as [(typeof data.openInterestList)[number]];
      return [{ instrument: row.symbol, published: row, price: prices.data[0]?.markPrice, time: data.ts }];
    }),
};

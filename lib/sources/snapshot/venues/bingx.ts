import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const row = z.looseObject({ symbol: z.string() });
const openInterest = z.looseObject({ data: z.union([row, z.array(row).min(1)]) });
const mark = z.looseObject({});
const marks = z.looseObject({ data: z.union([mark, z.array(mark).min(1)]) });

/** A value in USDT for linear contracts, coins for inverse ones, by the contract; its mark price by another call. */
export const bingx: SnapshotSource = {
  venue: "bingx",
  title: "BingX",
  exchange: "bingx",
  read: (instruments, { call, each }) =>
    each(instruments, async ({ instrument: { symbol, margin } }) => {
      const [what, price] =
        margin === "inverse"
          ? ["cswapV1PublicGetMarketOpenInterest", "cswapV1PublicGetMarketPremiumIndex"]
          : ["swapV2PublicGetQuoteOpenInterest", "swapV2PublicGetQuotePremiumIndex"];
      const [amounts, prices] = await Promise.all([
        call(what as string, { symbol }).then((body) => openInterest.parse(body)),
        call(price as string, { symbol }).then((body) => marks.parse(body)),
      ]);
      return [amounts.data].flat().map((cells) => ({
        instrument: cells.symbol,
        published: cells,
        price: [prices.data].flat()[0]?.markPrice,
        time: cells.time ?? cells.timestamp,
      }));
    }),
};

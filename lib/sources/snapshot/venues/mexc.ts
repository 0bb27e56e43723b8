import { z } from "zod";
import { fewInstruments, type SnapshotSource } from "../snapshot-source.js";

const ticker = z.looseObject({ symbol: z.string() });

/** Tickers: contracts held beside the fair price, by which positions are marked. */
export const mexc: SnapshotSource = {
  venue: "mexc",
  title: "MEXC",
  exchange: "mexc",
  marketTypes: { spot: false, swap: { linear: true, inverse: true } },
  read: async (instruments, { call, each }) => {
    const reading = (row: z.infer<typeof ticker>) => ({
      instrument: row.symbol,
      published: row,
      price: row.fairPrice,
      time: row.timestamp,
    });
    if (instruments.length <= fewInstruments) {
      return each(instruments, async ({ instrument: { symbol } }) => {
        const body = z.looseObject({ data: ticker }).parse(await call("contractPublicGetTicker", { symbol }));
        return [reading(body.data)];
      });
    }
    const body = z.looseObject({ data: z.array(ticker) }).parse(await call("contractPublicGetTicker"));
    return body.data.map(reading);
  },
};

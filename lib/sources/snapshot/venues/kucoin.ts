import { z } from "zod";
import { fewInstruments, type SnapshotSource } from "../snapshot-source.js";

const contract = z.looseObject({ symbol: z.string() });

/** The list of contracts: their number open beside the mark price, without a time. */
export const kucoin: SnapshotSource = {
  venue: "kucoin",
  title: "KuCoin",
  exchange: "kucoinfutures",
  read: async (instruments, { call, each }) => {
    const reading = (row: z.infer<typeof contract>) => ({
      instrument: row.symbol,
      published: row,
      price: row.markPrice,
    });
    if (instruments.length <= fewInstruments) {
      return each(instruments, async ({ instrument: { symbol } }) => {
        const body = z.looseObject({ data: contract }).parse(await call("futuresPublicGetContractsSymbol", { symbol }));
        return [reading(body.data)];
      });
    }
    const body = z.looseObject({ data: z.array(contract) }).parse(await call("futuresPublicGetContractsActive"));
    return body.data.map(reading);
  },
};

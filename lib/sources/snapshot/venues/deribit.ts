import { z } from "zod";
import type { Instrument } from "../../../market/instrument.js";
import type { SnapshotSource } from "../snapshot-source.js";

const summaries = z.looseObject({
  result: z.array(
    z.looseObject({
      instrument_name: z.string(),
    }),
  ),
});

/**
 * Summaries of the books of all futures, or all options, of a currency. An option's mark price is in coins and of the
 * option, so its coins are valued at the price of its underlying.
 */
export const deribit: SnapshotSource = {
  venue: "deribit",
  title: "Deribit",
  exchange: "deribit",
  read: async (instruments, { call }) => {
    const lists = new Map(
      instruments.map(({ instrument }) => {
        const query = { currency: currencyOf(instrument), kind: instrument.kind === "option" ? "option" : "future" };
        return [`${query.currency} ${query.kind}`, query];
      }),
    );
    const readings = [];
    for (const query of lists.values()) {
      const { result } = summaries.parse(await call("publicGetGetBookSummaryByCurrency", query));
      const isOption = query.kind === "option";
      for (const row of result) {
        readings.push({
          instrument: row.instrument_name,
          published: row,
          price: isOption ? row.underlying_price : row.mark_price,
          priceName: isOption ? "index" : "mark",
          time: row.creation_timestamp,
        });
      }
    }
    return readings;
  },
};

/** Linear contracts on every coin are listed under the currency that they settle in. */
function currencyOf({ margin, asset, settle }: Instrument): string {
  return margin === "linear" ? settle : asset;
}

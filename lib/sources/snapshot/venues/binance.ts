import { z } from "zod";
import type { ListedInstrument } from "../listed-instruments.js";
import type { Reading, SnapshotSource, SourceCalls } from "../snapshot-source.js";

const openInterest = z.looseObject({ symbol: z.string() });
const marks = z.array(z.looseObject({ symbol: z.string() }));

/** One small call for each contract, and the mark prices of all in one. */
const read =
  (api: "fapi" | "dapi") =>
  async (instruments: readonly ListedInstrument[], { call, each }: SourceCalls): Promise<readonly Reading[]> => {
    const prices = new Map(
      marks.parse(await call(`${api}PublicGetPremiumIndex`)).map(({ symbol, markPrice }) => [symbol, markPrice]),
    );
    return each(instruments, async ({ instrument: { symbol } }) => {
      const row = openInterest.parse(await call(`${api}PublicGetOpenInterest`, { symbol }));
      return [{ instrument: row.symbol, published: row, price: prices.get(row.symbol), time: row.time }];
    });
  };

/** Coins; by the contract. */
export const binanceUsdM: SnapshotSource = {
  venue: "binance",
  title: "Binance USD-M",
  exchange: "binanceusdm",
  read: read("fapi"),
};

/** Contracts of so many dollars; by the contract. */
export const binanceCoinM: SnapshotSource = {
  venue: "binance",
  title: "Binance COIN-M",
  exchange: "binancecoinm",
  read: read("dapi"),
};

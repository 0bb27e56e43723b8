import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const row = z.looseObject({ contract_code: z.string() });
const linear = z.looseObject({ data: z.union([row, z.array(row).min(1)]) });
const inverse = z.looseObject({ data: z.array(row).min(1) });

/**
 * Contracts and coins beside each other, and the value for linear ones, by the contract. There is no mark price, and none is
 * needed: what is published implies one.
 */
export const htx: SnapshotSource = {
  venue: "htx",
  title: "HTX",
  exchange: "htx",
  marketTypes: { spot: false, linear: true, inverse: true },
  read: (instruments, { call, each }) =>
    each(instruments, async ({ instrument: { symbol: contract_code, margin, kind } }) => {
      if (margin === "linear") {
        const { data, ts } = linear.parse(await call("contractPublicGetV5MarketOpenInterest", { contract_code }));
        return [data].flat().map((row) => ({ instrument: row.contract_code, published: row, time: ts }));
      }
      const method =
        kind === "future" ? "contractPublicGetApiV1ContractOpenInterest" : "contractPublicGetSwapApiV1SwapOpenInterest";
      const { data, ts } = inverse.parse(await call(method, { contract_code }));
      return data.map((row) => ({ instrument: row.contract_code, published: row, time: ts }));
    }),
};

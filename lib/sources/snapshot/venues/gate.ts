import { z } from "zod";
import { fewInstruments, type SnapshotSource } from "../snapshot-source.js";

const contract = z.looseObject({ name: z.string() });
const contracts = z.array(contract);

/** The list of contracts: its `position_size` beside the mark price. It has no time of its own. */
export const gate: SnapshotSource = {
  venue: "gate",
  title: "Gate",
  exchange: "gate",
  marketTypes: ["swap", "future"],
  read: async (instruments, { call, each }) => {
    const reading = (row: z.infer<typeof contract>) => ({
      instrument: row.name,
      published: row,
      price: row.mark_price,
    });
    const pathOf = ({ instrument, market }: (typeof instruments)[number]) => ({
      method: instrument.kind === "future" ? "publicDeliveryGetSettleContracts" : "publicFuturesGetSettleContracts",
      settle: market.settleId,
    });
    if (instruments.length <= fewInstruments) {
      return each(instruments, async (listed) => {
        const { method, settle } = pathOf(listed);
        const row = await call(`${method}Contract`, { settle, contract: listed.instrument.symbol });
        return [reading(contract.parse(row))];
      });
    }
    const lists = new Map(instruments.map(pathOf).map((path) => [`${path.method} ${path.settle}`, path]));
    const bodies = [];
    for (const { method, settle } of lists.values()) bodies.push(contracts.parse(await call(method, { settle })));
    return bodies.flat().map(reading);
  },
};

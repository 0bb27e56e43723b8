import { z } from "zod";
import type { SnapshotSource } from "../snapshot-source.js";

const statuses = z.array(z.array(z.unknown()).min(19));

/** Rows of 23 or more cells: name, time, …, the mark price as the 16th and the open interest as the 19th. */
export const bitfinex: SnapshotSource = {
  venue: "bitfinex",
  title: "Bitfinex",
  exchange: "bitfinex",
  read: async (instruments, { call }) => {
    const keys = instruments.map(({ instrument }) => instrument.symbol).join(",");
    const rows = statuses.parse(await call("publicGetStatusDeriv", { keys }));
    return rows.map((row) => ({
      instrument: String(row[0]),
      published: { OPEN_INTEREST: row[18] },
      price: row[15],
      time: row[1],
    }));
  },
};

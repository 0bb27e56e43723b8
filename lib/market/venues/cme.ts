import { dayMs } from "../../series/time.js";
import type { Venue } from "../venue.js";

/** CME: regulated futures in dollars, settled in cash. */
export const cme: Venue = {
  name: "cme",
  title: "CME",
  aliases: ["cmegroup", "chicagomercantileexchange"],
  codes: { MBT: "BTC", MET: "ETH" },
  markets: [
    {
      name: "futures",
      title: "CME cryptocurrency futures",
      margin: "linear",
      settle: "USD",
      contractSize: { BTC: 5, MBT: 0.1, ETH: 50, MET: 0.1 },
      contractBasis: "documented",
      symbols: [
        {
          pattern: /^(?<code>BTC|MBT|ETH|MET)[FGHJKMNQUVXZ]\d{1,2}$/,
          kind: "future",
          quote: "USD",
          example: "BTCM25",
        },
      ],
      sides: 1,
      sidesBasis: "documented",
      sidesNote: "Long or short open contracts, not both.",
      openInterest: [
        {
          source: "report",
          field: "open interest",
          counts: "contracts",
          label: "end",
          delayMs: dayMs,
          basis: "documented",
          note: "One number for each trading day, published on the next; none on weekends, when an aggregator repeats the last.",
        },
      ],
    },
  ],
};

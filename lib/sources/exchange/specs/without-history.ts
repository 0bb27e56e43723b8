/** Why nothing is loaded from a venue. */
export interface WithoutHistory {
  readonly title: string;
  /** Ends the sentence that it has no history of open interest to load. */
  readonly reason: string;
}

const record = "its snapshots can be read and recorded from now on";

/** Venues of which ccxt reads open interest, but no history that could be trusted. */
export const withoutHistory: Readonly<Record<string, WithoutHistory>> = {
  backpack: {
    title: "Backpack",
    reason: `ccxt says that it has one and refuses the call; ${record}`,
  },
  bitfinex: {
    title: "Bitfinex",
    reason: `ccxt gives its rows no time, at irregular instants whatever interval is asked; ${record}`,
  },
  bitget: { title: "Bitget", reason: `its interface keeps none; ${record}` },
};

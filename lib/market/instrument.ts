import type { Kind, Margin, Sides } from "../series/identity.js";

/** A contract as its venue specifies it, with what its reported open interest counts. */
export interface Instrument {
  /** Canonical venue name. */
  readonly venue: string;
  /** Name at its venue, such as `BTCUSDT`. */
  readonly symbol: string;
  /** Base asset in capitals. */
  readonly asset: string;
  readonly kind: Kind;
  readonly margin: Margin;
  /** Currency in which profit is paid, in capitals. */
  readonly settle: string;
  /** Size of one contract: coins of the base asset if linear, US dollars if inverse. */
  readonly contractSize: number;
  /** What the venue's open interest field counts. */
  readonly reports: "contracts" | "base" | "usd";
  readonly sides: Sides;
  /** Hours between funding settlements of a perpetual. */
  readonly fundingIntervalHours?: number;
  /** Epoch milliseconds of the expiry of a dated contract. */
  readonly expiry?: number;
}

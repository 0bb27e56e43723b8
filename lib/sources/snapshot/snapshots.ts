import type { Kind, Margin, Sides } from "../../series/identity.js";
import type { QualityIssue } from "../quality/quality.js";

/** Open interest of one instrument as it was at one moment. A flat record: `table(snapshots)` shows them. */
export interface Snapshot {
  /** Canonical venue name. */
  readonly venue: string;
  /** Name at its venue. */
  readonly instrument: string;
  /** Base asset in capitals. */
  readonly asset: string;
  readonly kind: Kind;
  readonly margin: Margin;
  /** Currency in which profit is paid, in capitals. */
  readonly settle: string;
  /** Epoch milliseconds of the expiry; NaN for a perpetual, or where it is not known. */
  readonly expiry: number;
  /** When it was true, epoch milliseconds UTC. */
  readonly time: number;
  /** Who says so: the venue, or the moment of its answer where it gives no time or an impossible one. */
  readonly timeFrom: "venue" | "answer";
  /** Number of contracts; NaN where the venue counts coins or dollars. */
  readonly contracts: number;
  /** Coins of the base asset; NaN where they cannot be told. */
  readonly base: number;
  /** US dollars, a stablecoin as its dollar; NaN where they cannot be told. */
  readonly usd: number;
  /** Dollars for one coin, by which coins and dollars were told from each other; NaN where the venue gave none. */
  readonly price: number;
  /** Which price that is: `mark`, `index`, or `implied` by a published amount and value. */
  readonly priceName: string;
  /** Name of the price by which coins were converted from what is published; empty where none was needed. */
  readonly baseConvertedAt: string;
  /** The same for dollars. */
  readonly usdConvertedAt: string;
  /** Sides that these numbers count, nothing corrected. */
  readonly sides: Sides;
}

/** Something that could not be had. */
export interface SnapshotFailure {
  /** Canonical venue name. */
  readonly venue: string;
  /** What was asked: a part of the venue, such as `Binance COIN-M`, or one instrument of it. */
  readonly what: string;
  /** Base asset of the instrument; empty where it is no one instrument. */
  readonly asset: string;
  /** One sentence: what happened and what to do. */
  readonly message: string;
}

/** What `exchangeSnapshots` gives. */
export interface Snapshots {
  /** By venue in the order asked, then by instrument. */
  readonly snapshots: readonly Snapshot[];
  /** Empty if everything that was asked for came. */
  readonly failures: readonly SnapshotFailure[];
  /** What was found in the answers, such as a clock that is off or an unknown contract size. */
  readonly issues: readonly QualityIssue[];
  /** Start and end of the asking, epoch milliseconds UTC by this machine's clock. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

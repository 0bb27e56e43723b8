/**
 * One holding on one side, from the fill that opened it to the fill that brought it back to nothing.
 * Changes of size on the way belong to it; a flip closes one trade and opens the next in the same fill.
 */
export interface Trade {
  readonly side: "long" | "short";
  /** Instant of the first fill: the open of its bar, epoch milliseconds UTC. */
  readonly entryTime: number;
  /** Instant of the last fill; for a trade still open the end of the last bar. */
  readonly exitTime: number;
  /** Why it ended: a new target, missing price bars, the equity used up, or not at all. */
  readonly exitReason: "target" | "gap" | "liquidation" | "open";
  /** Coins bought (long) or sold (short) in all fills that opened or enlarged it, above 0. */
  readonly units: number;
  /** Mean price of those fills, slippage included. */
  readonly entryPrice: number;
  /** Mean price of the fills that reduced it, slippage included; what is still open counts at the last close. */
  readonly exitPrice: number;
  /** Profit in USD at quoted prices: before fees, slippage and funding. */
  readonly gross: number;
  /** Fees paid, USD, at least 0. */
  readonly fees: number;
  /** What fills cost beyond the quoted price, USD, at least 0. */
  readonly slippage: number;
  /** Funding received (positive) or paid (negative), USD. */
  readonly funding: number;
  /** gross − fees − slippage + funding, USD. */
  readonly net: number;
  /** Time from entry to exit in bars. */
  readonly bars: number;
}

/** Running sums of the trade that is open; values are units × price. */
interface OpenTrade {
  readonly side: 1 | -1;
  readonly entryTime: number;
  entered: number;
  exited: number;
  entryQuoted: number;
  entryPaid: number;
  exitQuoted: number;
  exitPaid: number;
  fees: number;
  slippage: number;
  funding: number;
}

/** Turns fills into trades. It works at fills and settlements only, never bar by bar. */
export class TradeBook {
  /** Trades that have ended, in order. */
  readonly closed: Trade[] = [];
  /** Sum of units × fill price over all fills, USD. */
  tradedNotional = 0;
  private open: OpenTrade | undefined;
  private readonly intervalMs: number;
  private readonly feeRate: number;

  /** `feeRate` is the part of the notional that each fill pays. */
  constructor(intervalMs: number, feeRate: number) {
    this.intervalMs = intervalMs;
    this.feeRate = feeRate;
  }

  /** A fill that takes the signed units from `before` to `after` at `paid`, where the market quoted `quoted`. */
  fill(
    time: number,
    before: number,
    after: number,
    quoted: number,
    paid: number,
    reason: Trade["exitReason"],
    feeRate: number = this.feeRate,
  ): void {
    const sameSide = before * after > 0;
    const change = Math.abs(after) - Math.abs(before);
    const reduced = sameSide ? Math.max(0, -change) : Math.abs(before);
    const enlarged = sameSide ? Math.max(0, change) : Math.abs(after);
    const slippage = Math.abs(paid - quoted);
    if (reduced > 0 && this.open !== undefined) {
      this.open.exited += reduced;
      this.open.exitQuoted += reduced * quoted;
      this.open.exitPaid += reduced * paid;
      this.open.fees += reduced * paid * feeRate;
      this.open.slippage += reduced * slippage;
      if (!sameSide) {
        this.closed.push(finished(this.open, time, reason, this.intervalMs));
        this.open = undefined;
      }
    }
    if (enlarged > 0) {
      this.open ??= emptyTrade(after > 0 ? 1 : -1, time);
      this.open.entered += enlarged;
      this.open.entryQuoted += enlarged * quoted;
      this.open.entryPaid += enlarged * paid;
      this.open.fees += enlarged * paid * feeRate;
      this.open.slippage += enlarged * slippage;
    }
    this.tradedNotional += (reduced + enlarged) * paid;
  }

  /** Funding received (positive) or paid (negative) by the open trade, USD. */
  settle(amount: number): void {
    if (this.open !== undefined) this.open.funding += amount;
  }

  /** The trade still open with `units` marked at `price`, undefined if there is none. */
  marked(time: number, units: number, price: number): Trade | undefined {
    if (this.open === undefined) return undefined;
    const value = Math.abs(units) * price;
    const marked = {
      ...this.open,
      exited: this.open.exited + Math.abs(units),
      exitQuoted: this.open.exitQuoted + value,
      exitPaid: this.open.exitPaid + value,
    };
    return finished(marked, time, "open", this.intervalMs);
  }
}

function emptyTrade(side: 1 | -1, entryTime: number): OpenTrade {
  return {
    side,
    entryTime,
    entered: 0,
    exited: 0,
    entryQuoted: 0,
    entryPaid: 0,
    exitQuoted: 0,
    exitPaid: 0,
    fees: 0,
    slippage: 0,
    funding: 0,
  };
}

function finished(open: OpenTrade, time: number, reason: Trade["exitReason"], intervalMs: number): Trade {
  const gross = open.side * (open.exitQuoted - open.entryQuoted);
  return {
    side: open.side > 0 ? "long" : "short",
    entryTime: open.entryTime,
    exitTime: time,
    exitReason: reason,
    units: open.entered,
    entryPrice: open.entryPaid / open.entered,
    exitPrice: open.exitPaid / open.exited,
    gross,
    fees: open.fees,
    slippage: open.slippage,
    funding: open.funding,
    net: gross - open.fees - open.slippage + open.funding,
    bars: Math.round((time - open.entryTime) / intervalMs),
  };
}

import { priceOfUnitValue, unitValue } from "../margin/contract.js";
import type { FillReason } from "./order.js";
import type { Trade } from "./trades.js";

/** Running sums of the trade that is open; values are units × f(price). */
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
  liquidation: number;
}

/** One fill as a book of trades takes it. */
export interface BookedFill {
  readonly time: number;
  /** First row the position is held through: that of the fill, or the one after a fill at the close. */
  readonly heldFrom: number;
  /** Signed units before and after. */
  readonly before: number;
  readonly after: number;
  readonly quoted: number;
  readonly price: number;
  readonly fee: number;
  readonly slippage: number;
  readonly liquidation: number;
  readonly reason: FillReason;
}

/**
 * Turns the fills of one leg into trades. It works at fills and settlements; bar by bar it only keeps the extremes.
 */
export class TradeBook {
  /** Mean price of the fills that opened or enlarged the open trade, slippage included; NaN if flat. */
  entryPrice = Number.NaN;
  /** First row the open trade was held through. */
  heldFrom = 0;
  /** Highest and lowest price seen by the open trade: its fills and the bars it was held through. */
  highest = Number.NaN;
  lowest = Number.NaN;
  private open: OpenTrade | undefined;
  private readonly instrument: string;
  private readonly inverse: boolean;
  private readonly intervalMs: number;
  private readonly closed: Trade[];

  /** Trades that end are pushed to `closed`, which the legs of an account share. */
  constructor(instrument: string, inverse: boolean, intervalMs: number, closed: Trade[]) {
    this.instrument = instrument;
    this.inverse = inverse;
    this.intervalMs = intervalMs;
    this.closed = closed;
  }

  /** Tells the open trade what prices it was held through. */
  see(high: number, low: number): void {
    if (high > this.highest) this.highest = high;
    if (low < this.lowest) this.lowest = low;
  }

  /** A fill; its fee and slippage are shared by units where it closes one trade and opens the next. */
  fill({ time, heldFrom, before, after, quoted, price, fee, slippage, liquidation, reason }: BookedFill): void {
    const sameSide = before * after > 0;
    const change = Math.abs(after) - Math.abs(before);
    const reduced = sameSide ? Math.max(0, -change) : Math.abs(before);
    const enlarged = sameSide ? Math.max(0, change) : Math.abs(after);
    const quotedValue = unitValue(quoted, this.inverse);
    const paidValue = unitValue(price, this.inverse);
    const closing = reduced / (reduced + enlarged);
    if (reduced > 0 && this.open !== undefined) {
      this.see(price, price);
      this.open.exited += reduced;
      this.open.exitQuoted += reduced * quotedValue;
      this.open.exitPaid += reduced * paidValue;
      this.open.fees += fee * closing;
      this.open.slippage += slippage * closing;
      this.open.liquidation += liquidation;
      if (!sameSide) {
        this.closed.push(this.finished(this.open, time, reason));
        this.open = undefined;
        this.entryPrice = Number.NaN;
      }
    }
    if (enlarged > 0) {
      if (this.open === undefined) {
        this.open = emptyTrade(after > 0 ? 1 : -1, time);
        this.heldFrom = heldFrom;
        this.highest = price;
        this.lowest = price;
      }
      this.see(price, price);
      this.open.entered += enlarged;
      this.open.entryQuoted += enlarged * quotedValue;
      this.open.entryPaid += enlarged * paidValue;
      this.open.fees += fee * (1 - closing);
      this.open.slippage += slippage * (1 - closing);
      this.entryPrice = priceOfUnitValue(this.open.entryPaid / this.open.entered, this.inverse);
    }
  }

  /** Funding received (positive) or paid (negative) by the open trade. */
  settle(amount: number): void {
    if (this.open !== undefined) this.open.funding += amount;
  }

  /** The trade still open with `units` marked at `price`, undefined if there is none. */
  marked(time: number, units: number, price: number): Trade | undefined {
    if (this.open === undefined) return undefined;
    this.see(price, price);
    const value = Math.abs(units) * unitValue(price, this.inverse);
    const marked = {
      ...this.open,
      exited: this.open.exited + Math.abs(units),
      exitQuoted: this.open.exitQuoted + value,
      exitPaid: this.open.exitPaid + value,
    };
    return this.finished(marked, time, "open");
  }

  private finished(open: OpenTrade, time: number, exitReason: Trade["exitReason"]): Trade {
    const { side, entryTime, fees, slippage, funding, liquidation } = open;
    const { inverse } = this;
    const gross = side * (open.exitQuoted - open.entryQuoted);
    const entryValue = open.entryPaid / open.entered;
    const atLowest = (side * (unitValue(this.lowest, inverse) - entryValue)) / Math.abs(entryValue);
    const atHighest = (side * (unitValue(this.highest, inverse) - entryValue)) / Math.abs(entryValue);
    return {
      instrument: this.instrument,
      side: side > 0 ? "long" : "short",
      entryTime,
      exitTime: time,
      exitReason,
      units: open.entered,
      entryPrice: priceOfUnitValue(entryValue, inverse),
      exitPrice: priceOfUnitValue(open.exitPaid / open.exited, inverse),
      gross,
      fees,
      slippage,
      funding,
      liquidation,
      net: gross - fees - slippage + funding - liquidation,
      bars: Math.round((time - entryTime) / this.intervalMs),
      mae: Math.min(0, atLowest, atHighest),
      mfe: Math.max(0, atLowest, atHighest),
    };
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
    liquidation: 0,
  };
}

import { type FillReason, fillReasons, type Order } from "./order.js";

const width = 12;

/**
 * Keeps fills as numbers, since a strategy may trade at every bar, and makes objects of them when they are asked for.
 */
export class OrderLog {
  /** Sum of the notional of all fills, settlement currency. */
  tradedNotional = 0;
  private numbers = new Float64Array(64 * width);
  private count = 0;
  private made: readonly Order[] | undefined;
  private readonly names: readonly string[];

  /** Names of the legs, by the number `add` takes. */
  constructor(names: readonly string[]) {
    this.names = names;
  }

  get length(): number {
    return this.count;
  }

  /** `traded` is signed; `quality` is 1 for a maker's fill, plus 2 for an order that was cut. */
  add(
    leg: number,
    row: number,
    time: number,
    traded: number,
    quoted: number,
    price: number,
    notional: number,
    fee: number,
    slippage: number,
    liquidation: number,
    position: number,
    reason: FillReason,
    quality: number,
  ): void {
    const start = this.count * width;
    if (start === this.numbers.length) {
      const larger = new Float64Array(2 * start);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    const { numbers } = this;
    numbers[start] = leg;
    numbers[start + 1] = row;
    numbers[start + 2] = time;
    numbers[start + 3] = traded;
    numbers[start + 4] = quoted;
    numbers[start + 5] = price;
    numbers[start + 6] = notional;
    numbers[start + 7] = fee;
    numbers[start + 8] = slippage;
    numbers[start + 9] = liquidation;
    numbers[start + 10] = position;
    numbers[start + 11] = fillReasons.indexOf(reason) * 4 + quality;
    this.count++;
    this.tradedNotional += notional;
    this.made = undefined;
  }

  /** The fills as objects, made once. */
  orders(): readonly Order[] {
    this.made ??= Array.from({ length: this.count }, (_, index) => this.order(index * width));
    return this.made;
  }

  private order(start: number): Order {
    const { numbers } = this;
    const traded = numbers[start + 3];
    const kind = numbers[start + 11];
    return {
      instrument: this.names[numbers[start]],
      row: numbers[start + 1],
      time: numbers[start + 2],
      side: traded > 0 ? "buy" : "sell",
      units: Math.abs(traded),
      quoted: numbers[start + 4],
      price: numbers[start + 5],
      notional: numbers[start + 6],
      fee: numbers[start + 7],
      slippage: numbers[start + 8],
      liquidation: numbers[start + 9],
      position: numbers[start + 10],
      liquidity: (kind & 1) === 1 ? "maker" : "taker",
      reason: fillReasons[kind >> 2],
      cut: (kind & 2) === 2,
    };
  }
}

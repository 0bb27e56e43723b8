/*
 * The rules of `backtest` told again, slowly and from its manual alone: one object for each bar, cash and inventory instead
 * of marks, nothing shared with the engine. It has no stops, no mark prices, no delay and no missing marks.
 */

/** One bar of one leg: prices or none, the target decided at its end, the funding rate settled there. */
export interface PlainBar {
  readonly price: { readonly open: number; readonly high: number; readonly low: number; readonly close: number } | null;
  readonly target: number;
  readonly rate: number | null;
}

export interface PlainRules {
  readonly unit: "fraction" | "base" | "usd";
  readonly inverse: boolean;
  readonly fill: "next open" | "next close" | "same close";
  readonly rebalance: "change" | "always";
  readonly fee: number;
  readonly slippage: number;
  readonly initialEquity: number;
  readonly maxLeverage: number;
  readonly maxMissingBars: number;
  /** One bracket of maintenance margin, and the fee of a liquidation. */
  readonly maintenance: number;
  readonly liquidationFee: number;
}

interface Holding {
  units: number;
  last: number;
  wanted: number;
  traded: number;
  missing: number;
}

export interface PlainResult {
  readonly equity: readonly number[];
  /** Sum of units × |f(price)| over all fills but those of a liquidation. */
  readonly traded: number;
  readonly liquidatedAt: number | null;
}

/** Equity at each bar end of legs, given in the order of their names. */
export function plainAccount(legs: readonly (readonly PlainBar[])[], rules: PlainRules): PlainResult {
  const f = (price: number): number => (rules.inverse ? -1 / price : price);
  const holdings: Holding[] = legs.map(() => ({ units: 0, last: Number.NaN, wanted: 0, traded: 0, missing: 0 }));
  let cash = rules.initialEquity;
  let traded = 0;
  let liquidatedAt: number | null = null;
  const equity: number[] = [];
  const held = (): Holding[] => holdings.filter(({ units }) => units !== 0);
  const worth = (at: (holding: Holding, leg: number) => number): number =>
    holdings.reduce((sum, each, leg) => (each.units === 0 ? sum : sum + each.units * f(at(each, leg))), cash);
  const now = (): number => worth(({ last }) => last);
  const margin = (at: (holding: Holding, leg: number) => number): number =>
    holdings.reduce(
      (sum, each, leg) => (each.units === 0 ? sum : sum + Math.abs(each.units * f(at(each, leg))) * rules.maintenance),
      0,
    );
  const end = (left: number, row: number): void => {
    for (const each of holdings) each.units = 0;
    cash = Math.max(0, left);
    liquidatedAt = row;
  };
  const sizeOf = (wanted: number, total: number, price: number): number => {
    if (rules.unit === "fraction") return (wanted * total) / Math.abs(f(price));
    if (rules.unit === "usd") return rules.inverse ? wanted : wanted / price;
    return rules.inverse ? wanted * price : wanted;
  };

  const trade = (row: number, at: "open" | "close"): void => {
    const total = now();
    const orders: { leg: number; next: number; price: number }[] = [];
    for (const [leg, holding] of holdings.entries()) {
      const bar = legs[leg]?.[row]?.price;
      if (bar === null || bar === undefined) continue;
      if (holding.wanted === holding.traded && rules.rebalance === "change") continue;
      holding.traded = holding.wanted;
      const quoted = bar[at];
      const change = sizeOf(holding.wanted, total, quoted) - holding.units;
      const price = quoted * (1 + Math.sign(change) * rules.slippage);
      const next = sizeOf(holding.wanted, total, price);
      if (Math.abs(change) > 1e-12 * Math.abs(holding.units) && (next - holding.units) * change > 0) {
        orders.push({ leg, next, price });
      }
    }
    const notional = (leg: number, units: number): number => {
      const order = orders.find((each) => each.leg === leg);
      return Math.abs(units * f(order?.price ?? holdings[leg]?.last ?? Number.NaN));
    };
    const stays = (leg: number, next: number): number => {
      const { units } = holdings[leg] as Holding;
      return units * next > 0 ? Math.sign(next) * Math.min(Math.abs(units), Math.abs(next)) : 0;
    };
    const base = holdings.reduce((sum, { units }, leg) => {
      const order = orders.find((each) => each.leg === leg);
      return sum + notional(leg, order === undefined ? units : stays(leg, order.next)) || sum;
    }, 0);
    const added = orders.reduce((sum, { leg, next }) => sum + notional(leg, next - stays(leg, next)), 0);
    const room = rules.maxLeverage * total - base;
    const part = added > room + rules.maxLeverage * total * 1e-12 ? Math.max(0, room / added) : 1;
    const sized = orders.map(({ leg, next, price }) => {
      const kept = stays(leg, next);
      return { leg, price, next: part === 1 ? next : kept + part * (next - kept) };
    });
    const costs = sized.map(({ leg, next, price }) => {
      const { units, last } = holdings[leg] as Holding;
      return Math.abs(next - units) * (Math.abs(f(price)) * rules.fee + Math.abs(f(price) - f(last)));
    });
    if (sized.length > 0 && costs.reduce((sum, cost) => sum + cost, 0) >= total) {
      if (held().length > 0) end(0, row);
      return;
    }
    for (const { leg, next, price } of sized) {
      const holding = holdings[leg] as Holding;
      if (next === holding.units) continue;
      cash -= (next - holding.units) * f(price);
      cash -= Math.abs((next - holding.units) * f(price)) * rules.fee;
      traded += Math.abs((next - holding.units) * f(price));
      holding.units = next;
    }
  };

  const rows = legs[0]?.length ?? 0;
  const wait = rules.fill === "same close" ? 0 : 1;
  for (let row = 0; row < rows; row++) {
    if (liquidatedAt !== null) {
      equity.push(cash);
      continue;
    }
    const bars = legs.map((leg) => leg[row]?.price ?? null);
    const decide = (): void => {
      for (const [leg, holding] of holdings.entries()) {
        const decided = legs[leg]?.[row - wait]?.target;
        if (decided !== undefined) holding.wanted = Number.isNaN(decided) ? 0 : decided;
      }
    };
    for (const [leg, holding] of holdings.entries()) {
      const bar = bars[leg];
      holding.missing = bar === null || bar === undefined ? holding.missing + 1 : 0;
      if (bar !== null && bar !== undefined) holding.last = bar.open;
    }
    const limit = (at: (holding: Holding) => number): boolean => held().length > 0 && now() <= margin(at);
    if (limit(({ last }) => last)) {
      const notional = held().reduce((sum, { units, last }) => sum + Math.abs(units * f(last)), 0);
      end(now() - rules.liquidationFee * notional, row);
    }
    if (liquidatedAt === null && rules.fill === "next open") {
      decide();
      trade(row, "open");
    }
    const worst = ({ units, last }: Holding, leg: number): number => {
      const bar = bars[leg];
      if (bar === null || bar === undefined) return last;
      return units > 0 ? bar.low : bar.high;
    };
    if (liquidatedAt === null && held().length > 0 && worth(worst) <= margin(worst)) {
      // Between the open and the worst prices values move in step; halve until the place is found.
      let low = 0;
      let high = 1;
      const value = (part: number, holding: Holding, leg: number): number => {
        const from = f(holding.last);
        const to = f(worst(holding, leg));
        const at = from + part * (to - from);
        return rules.inverse ? -1 / at : at;
      };
      const rest = (part: number): number =>
        worth((holding, leg) => value(part, holding, leg)) - margin((holding, leg) => value(part, holding, leg));
      for (let step = 0; step < 80; step++) {
        const middle = (low + high) / 2;
        if (rest(middle) > 0) low = middle;
        else high = middle;
      }
      const at = (holding: Holding, leg: number): number => value(low, holding, leg);
      const notional = margin(at) / (rules.maintenance || 1);
      end(rules.maintenance === 0 ? 0 : worth(at) - rules.liquidationFee * notional, row);
    }
    if (liquidatedAt === null) {
      for (const [leg, holding] of holdings.entries()) holding.last = bars[leg]?.close ?? holding.last;
      let settled = false;
      for (const [leg, holding] of holdings.entries()) {
        const rate = legs[leg]?.[row]?.rate;
        if (rate === null || rate === undefined || holding.units === 0) continue;
        cash -= holding.units * Math.abs(f(holding.last)) * rate;
        settled = true;
      }
      if (settled && limit(({ last }) => last)) {
        const notional = held().reduce((sum, { units, last }) => sum + Math.abs(units * f(last)), 0);
        end(now() - rules.liquidationFee * notional, row);
      }
    }
    if (liquidatedAt === null && rules.fill !== "next open") {
      decide();
      trade(row, "close");
    }
    for (const holding of holdings) {
      if (liquidatedAt !== null || holding.missing <= rules.maxMissingBars) continue;
      if (holding.units !== 0) {
        const price = holding.last * (1 - Math.sign(holding.units) * rules.slippage);
        const cost = Math.abs(holding.units) * (Math.abs(f(price) - f(holding.last)) + Math.abs(f(price)) * rules.fee);
        if (cost >= now()) {
          end(0, row);
          continue;
        }
        cash += holding.units * f(price) - Math.abs(holding.units * f(price)) * rules.fee;
        traded += Math.abs(holding.units * f(price));
        holding.units = 0;
      }
      holding.wanted = 0;
      holding.traded = 0;
    }
    equity.push(now());
  }
  return { equity, traded, liquidatedAt };
}

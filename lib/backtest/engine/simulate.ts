import type { Candles } from "../../series/candles.js";
import { isoTime } from "../../series/time.js";
import { type Trade, TradeBook } from "../results/trades.js";
import type { Settlements } from "./settlements.js";

/** Costs and rules of a simulation, rates as fractions. */
export interface SimulationRules {
  readonly feeRate: number;
  readonly slippageRate: number;
  readonly initialEquity: number;
  readonly missingFunding: "throw" | "zero";
  readonly maxMissingBars: number;
}

/** What the account did, bar by bar (length T) and trade by trade. */
export interface Simulation {
  readonly equity: Float64Array;
  readonly returns: Float64Array;
  readonly exposure: Float64Array;
  readonly drawdown: Float64Array;
  readonly trades: readonly Trade[];
  readonly openTrade: Trade | undefined;
  readonly liquidation: { readonly time: number; readonly price: number } | undefined;
  readonly tradedNotional: number;
  readonly missingBars: number;
  readonly gapExits: number;
  readonly lapsedOrders: number;
  readonly settlements: number;
  readonly missingSettlements: number;
}

/**
 * One pass over the bars with one account: fill at the open, look at the bar's worst price, mark at the close, settle
 * funding. `orders` holds the target exposure to be filled at the open of each row, NaN where there is none.
 * The rules are those of `backtest`, which checks its input; this loop trusts it.
 * @throws {RangeError} at a price that is not above 0, or, if so asked, at a settlement whose rate is missing
 */
export function simulate(
  orders: Float64Array,
  { times, intervalMs, open, high, low, close }: Candles,
  { times: settlementTimes, rates }: Settlements,
  { feeRate, slippageRate, initialEquity, missingFunding, maxMissingBars }: SimulationRules,
): Simulation {
  const T = times.length;
  const opens = open.values;
  const highs = high.values;
  const lows = low.values;
  const closes = close.values;
  const equityOut = new Float64Array(T);
  const returns = new Float64Array(T).fill(Number.NaN);
  const exposure = new Float64Array(T);
  const drawdown = new Float64Array(T).fill(-1);
  const book = new TradeBook(intervalMs, feeRate);

  let equity = initialEquity;
  let peak = initialEquity;
  let units = 0;
  let mark = 0; // last known price; the position is worth units × mark
  let wanted = 0; // target of the latest order
  let held = 0; // target last traded to
  let missingRun = 0;
  let settlement = 0;
  let missingBars = 0;
  let gapExits = 0;
  let lapsedOrders = 0;
  let settled = 0;
  let missingSettlements = 0;
  let liquidation: Simulation["liquidation"];

  for (let row = 0; row < T; row++) {
    const time = times[row];
    const before = equity;
    const order = orders[row];
    if (order === order) wanted = order;
    const opening = opens[row];
    const highest = highs[row];
    const lowest = lows[row];
    const closing = closes[row];
    const present = opening === opening && highest === highest && lowest === lowest && closing === closing;
    let ruined = false;

    if (present) {
      if (!(opening > 0 && highest > 0 && lowest > 0 && closing > 0)) {
        throw new RangeError(
          `backtest: price ${Math.min(opening, highest, lowest, closing)} at row ${row} (${isoTime(time)}) is not above 0; use NaN for a missing bar`,
        );
      }
      missingRun = 0;
      equity += units * (opening - mark);
      mark = opening;
      ruined = units !== 0 && equity <= 0;
      if (!ruined && wanted !== held) {
        const side = (wanted * equity) / opening > units ? 1 : -1;
        const price = opening * (1 + side * slippageRate);
        const next = (wanted * equity) / price;
        const traded = (next - units) * side;
        // A change smaller than the slippage would trade backwards: nothing to do.
        if (traded > 0) {
          const cost = traded * (Math.abs(price - opening) + price * feeRate);
          ruined = cost >= equity;
          if (!ruined) {
            book.fill(time - intervalMs, units, next, opening, price, "target");
            equity -= cost;
            units = next;
          }
        }
        held = wanted;
      }
      if (units !== 0 && !ruined) {
        const worst = units > 0 ? Math.min(lowest, closing) : Math.max(highest, closing);
        ruined = equity + units * (worst - mark) <= 0;
      }
      if (!ruined) {
        equity += units * (closing - mark);
        mark = closing;
      }
    } else {
      missingBars++;
      missingRun++;
    }

    for (; settlement < settlementTimes.length && settlementTimes[settlement] <= time; settlement++) {
      if (units === 0 || ruined) continue;
      const rate = rates[settlement];
      if (rate === rate) {
        const amount = -units * mark * rate;
        book.settle(amount);
        equity += amount;
        settled++;
        ruined = equity <= 0;
      } else if (missingFunding === "zero") missingSettlements++;
      else {
        throw new RangeError(
          `backtest: no funding rate at ${isoTime(settlementTimes[settlement])} while a position is held; load it, or set missingFunding to "zero" to count it as 0`,
        );
      }
    }

    if (missingRun > maxMissingBars && !ruined) {
      if (units !== 0) {
        const price = mark * (1 - Math.sign(units) * slippageRate);
        const cost = Math.abs(units) * (Math.abs(price - mark) + price * feeRate);
        ruined = cost >= equity;
        if (!ruined) {
          book.fill(time, units, 0, mark, price, "gap");
          equity -= cost;
          units = 0;
          gapExits++;
        }
      } else if (wanted !== held) lapsedOrders++;
      wanted = 0;
      held = 0;
    }

    if (ruined) {
      // The price at which the position has eaten the equity: what is lost beyond it is not the account's.
      const price = mark - equity / units;
      book.fill(time, units, 0, price, price, "liquidation", 0);
      liquidation = { time, price };
      units = 0;
      returns[row] = -1;
      break;
    }
    equityOut[row] = equity;
    if (row > 0 && (present || equity !== before)) returns[row] = equity / before - 1;
    if (equity > peak) peak = equity;
    drawdown[row] = equity / peak - 1;
    if (units !== 0) exposure[row] = (units * mark) / equity;
  }

  return {
    equity: equityOut,
    returns,
    exposure,
    drawdown,
    trades: book.closed,
    openTrade: T === 0 ? undefined : book.marked(times[T - 1], units, mark),
    liquidation,
    tradedNotional: book.tradedNotional,
    missingBars,
    gapExits,
    lapsedOrders,
    settlements: settled,
    missingSettlements,
  };
}

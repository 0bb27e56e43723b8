import { checkCount, checkKnown, checkRange } from "../../series/check.js";

/**
 * Where a position is left before its signal says so. Distances are fractions of the mean entry price, that of
 * `Trade.entryPrice`: over all fills that opened or enlarged the position, what was sold on the way included. Each is
 * absent by default.
 */
export interface Stops {
  /** Loss at which the position is closed, above 0 and below 1: 0.05 closes a long 5 % below its entry price. */
  readonly stopLoss?: number;
  /** Gain at which it is closed, above 0: 0.1 closes a long 10 % above its entry price. */
  readonly takeProfit?: number;
  /** Fall from the best price since entry, a fraction of that price, above 0 and below 1. */
  readonly trailingStop?: number;
  /** Bars after which it is closed: held from the open of one bar to the open of the bar so many later. At least 1. */
  readonly maxBars?: number;
}

/** Stops as the loops take them; what is absent is infinitely far. */
export interface StopRules {
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly trailingStop: number;
  readonly maxBars: number;
}

/** Names of the exits by their code: `exitNames[exitCode(…)]`. */
export const exitNames = ["none", "stop loss", "trailing stop", "take profit", "time stop"] as const;

/** Why a stop closed a position. */
export type ExitName = Exclude<(typeof exitNames)[number], "none">;

export const noExit = 0;
export const stopLossExit = 1;
export const trailingStopExit = 2;
export const takeProfitExit = 3;
export const timeExit = 4;

const stopFields = ["stopLoss", "takeProfit", "trailingStop", "maxBars"] satisfies readonly (keyof Stops)[];
/** Part of the entry price within which two stops are one: less is the rounding of their products. */
const tie = 1e-12;

/**
 * Stops after checking them.
 * @throws {TypeError} at what is no stops, or a number given as text
 * @throws {RangeError} at an unknown field, naming the known ones, a distance that is not above 0, a loss of all or
 *   more, or bars that are no whole number
 */
export function stopRules(stops: Stops = {}, owner: string = "stopRules"): StopRules {
  checkKnown(stops, "field of stops", stopFields, owner);
  const { stopLoss, takeProfit, trailingStop, maxBars } = stops;
  for (const [name, value] of [
    ["stopLoss", stopLoss],
    ["trailingStop", trailingStop],
  ] as const) {
    if (value === undefined) continue;
    checkRange(value, name, true, "a fraction, 0.05 for 5 %", owner);
    if (!(value > 0 && value < 1)) {
      throw new RangeError(`${owner}: ${name} ${value} is not between 0 and 1; give a fraction, 0.05 for 5 %`);
    }
  }
  if (takeProfit !== undefined) {
    checkRange(takeProfit, "takeProfit", true, "a fraction, 0.1 for 10 %", owner);
    if (!(takeProfit > 0 && takeProfit < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${owner}: takeProfit ${takeProfit} is not above 0; give a fraction, 0.1 for 10 %`);
    }
  }
  if (maxBars !== undefined) checkCount(maxBars, "maxBars", owner);
  const far = Number.POSITIVE_INFINITY;
  return {
    stopLoss: stopLoss ?? far,
    takeProfit: takeProfit ?? far,
    trailingStop: trailingStop ?? far,
    maxBars: maxBars ?? far,
  };
}

/** Best price since entry as a bar goes on: the higher of the two for a long, the lower for a short. */
export function bestPrice(side: number, best: number, price: number): number {
  return (price - best) * side > 0 ? price : best;
}

/**
 * Which exit a bar brings, as a code. In this order:
 *
 * 1. the open lies at or beyond the nearer of stop-loss and trailing stop, the stop-loss if both are at one price (to
 *    1e-12 of the entry price);
 * 2. the open lies at or beyond the take-profit;
 * 3. `maxBars` bars have been held;
 * 4. the bar's worst price reaches the stop — before its best price the take-profit, since a bar does not tell which
 *    came first;
 * 5. its best price reaches the take-profit.
 *
 * The trailing stop hangs on the best price up to the bar before and on this open, never on this bar's own high or low,
 * which may have come after. All arguments are plain numbers, for a loop.
 * @param side 1 for a long, −1 for a short
 * @param entry mean entry price
 * @param best `bestPrice` of the entry price and of the highs (long) or lows (short) of the bars held before this one
 * @param held bars held before this open: 0 in the bar at whose open it was entered, or after the close at which it was
 */
export function exitCode(
  side: number,
  entry: number,
  best: number,
  held: number,
  open: number,
  high: number,
  low: number,
  rules: StopRules,
): number {
  const fixed = stopLossPrice(side, entry, rules);
  const trailing = trailingStopPrice(side, best, open, rules);
  const trails = (trailing - fixed) * side > tie * entry;
  const stop = trails ? trailing : fixed;
  const stopped = trails ? trailingStopExit : stopLossExit;
  const goal = takeProfitPrice(side, entry, rules);
  if ((open - stop) * side <= 0) return stopped;
  if ((open - goal) * side >= 0) return takeProfitExit;
  if (held >= rules.maxBars) return timeExit;
  const worst = side > 0 ? low : high;
  if ((worst - stop) * side <= 0) return stopped;
  const favourable = side > 0 ? high : low;
  return (favourable - goal) * side >= 0 ? takeProfitExit : noExit;
}

/**
 * Price at which the exit of `code` is quoted, before slippage and fees; NaN without an exit.
 *
 * A stop becomes a market order: its price is the stop, or the open where that lies beyond, and it pays slippage and
 * the taker fee. A take-profit is a resting order: it is filled at its own price, also where the open lies beyond,
 * without slippage and at the maker fee. A time stop is a market order at the open.
 */
export function exitPrice(
  code: number,
  side: number,
  entry: number,
  best: number,
  open: number,
  rules: StopRules,
): number {
  if (code === stopLossExit || code === trailingStopExit) {
    const stop = code === stopLossExit ? stopLossPrice(side, entry, rules) : trailingStopPrice(side, best, open, rules);
    return (open - stop) * side <= 0 ? open : stop;
  }
  if (code === takeProfitExit) return takeProfitPrice(side, entry, rules);
  return code === timeExit ? open : Number.NaN;
}

/** entry × (1 − side × stopLoss); infinitely far without one. */
export function stopLossPrice(side: number, entry: number, { stopLoss }: StopRules): number {
  return entry * (1 - side * stopLoss);
}

/** entry × (1 + side × takeProfit); infinitely far without one. A short's take-profit of 1 or more is never reached. */
export function takeProfitPrice(side: number, entry: number, { takeProfit }: StopRules): number {
  return entry * (1 + side * takeProfit);
}

/** Best price, the open included, × (1 − side × trailingStop); infinitely far without one. */
export function trailingStopPrice(side: number, best: number, open: number, { trailingStop }: StopRules): number {
  return bestPrice(side, best, open) * (1 - side * trailingStop);
}

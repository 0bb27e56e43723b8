import { intervalText, isoTime } from "../../series/time.js";
import type { SlippageModel } from "../costs/slippage.js";
import { isSignals } from "../exits/signals.js";
import type { BacktestCounts, Liquidation } from "../results/result.js";
import type { Trade } from "../results/trades.js";
import type { AccountRules } from "./account.js";
import type { CompleteOptions } from "./check.js";
import type { Leg } from "./options.js";

/** What the sentences tell of. */
export interface AssumedRun {
  readonly options: CompleteOptions;
  readonly rules: AccountRules;
  readonly legs: readonly Leg[];
  readonly counts: BacktestCounts;
  readonly openTrades: readonly Trade[];
  readonly liquidation: Liquidation | undefined;
  readonly isInverse: boolean;
}

/** What a reader of a backtest must know: the rules, what was missing, and how it ended. One sentence each. */
export function assumptions(run: AssumedRun): readonly string[] {
  return [
    timing(run),
    sizing(run),
    costs(run),
    ...stopping(run),
    funding(run),
    contract(run),
    `Measures are annualised from bars of ${intervalText(run.rules.intervalMs)} in a year of 365 days, with a risk-free rate of 0.`,
    ...lacking(run),
    ...decidedUntil(run),
    ...ending(run),
  ];
}

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function timing({ options: { fill }, legs }: AssumedRun): string {
  const delays = legs.flatMap(({ decision }) =>
    isSignals(decision)
      ? [decision.longEntry, decision.longExit, decision.shortEntry, decision.shortExit].map(
          (series) => series?.identity.delayMs ?? 0,
        )
      : [decision.identity.delayMs ?? 0],
  );
  const delayMs = Math.max(0, ...delays);
  if (fill === "same close") {
    return delayMs > 0
      ? `Same-bar fills: a target decided at a bar's end is known ${intervalText(delayMs)} later and filled at the first close at or after that.`
      : "Same-bar fills: a target is decided at a bar's end and filled at that same close, which cannot be traded.";
  }
  const [price, next] = fill === "next open" ? ["open", "next bar's open"] : ["close", "next bar's close"];
  return delayMs > 0
    ? `A target decided at a bar's end is known ${intervalText(delayMs)} later and filled at the first ${price} after that.`
    : `A target is decided at a bar's end and filled at the ${next}.`;
}

function sizing({ options: { rebalance, maxLeverage }, legs }: AssumedRun): string {
  const units = new Set(legs.map(({ decision }) => (isSignals(decision) ? "fraction" : decision.unit)));
  const sized =
    units.size === 1 && units.has("fraction")
      ? "Units are target × equity / fill price"
      : `Targets are in ${[...units].join(" and ")}`;
  const traded =
    rebalance === "change"
      ? "traded only when the target changes; in between the exposure drifts"
      : "traded at every bar that has a price";
  const apart = units.size === 1 && units.has("fraction") && legs.length === 1;
  return `${sized}, ${traded}${apart ? "" : `; orders beyond ${maxLeverage} × equity in all are cut`}.`;
}

function costs({ options, rules: { fees } }: AssumedRun): string {
  const price = options.fill === "next open" ? "open" : "close";
  const { slippage = options.slippageBps } = options;
  const bps = (rate: number): string => String(Math.round(rate * 1e8) / 1e4);
  const extra = [
    fees.maker === fees.taker ? "" : `, ${bps(fees.maker)} bps where it rests in the book`,
    fees.fixed === 0 ? "" : `, plus ${fees.fixed}`,
    fees.minimum === Number.NEGATIVE_INFINITY ? "" : `, at least ${fees.minimum}`,
  ].join("");
  return `Each fill pays ${bps(fees.taker)} bps of its notional in fees${extra} and is ${worse(slippage)} than the ${price}${
    typeof slippage === "number" || slippage.kind === "volatility" ? "; size does not move the price" : ""
  }.`;
}

function worse(slippage: SlippageModel): string {
  if (typeof slippage === "number") return `${slippage} bps worse`;
  if (slippage.kind === "volatility") {
    return `${slippage.multiple} standard deviations of a bar's return worse`;
  }
  return `${slippage.bps ?? 0} bps and the square root of its size over ${slippage.over} × ${slippage.coefficient} worse`;
}

function stopping({ rules: { stops } }: AssumedRun): readonly string[] {
  if (stops === undefined) return [];
  const percent = (value: number): string => `${Math.round(value * 1e6) / 1e4} %`;
  const parts = [
    Number.isFinite(stops.stopLoss) ? `a stop ${percent(stops.stopLoss)} from the entry` : "",
    Number.isFinite(stops.trailingStop) ? `a stop trailing by ${percent(stops.trailingStop)}` : "",
    Number.isFinite(stops.takeProfit) ? `a take-profit at ${percent(stops.takeProfit)}` : "",
    Number.isFinite(stops.maxBars) ? `an end after ${many(stops.maxBars, "bar")}` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return [];
  return [
    `Positions have ${parts.join(", ")}, looked for inside the bar; where a bar reaches stop and take-profit it is the stop.`,
  ];
}

function funding({ legs, counts, isInverse }: AssumedRun): string {
  const funded = legs.filter((leg) => leg.funding !== undefined).length;
  if (funded === 0) return "No funding rates were given: holding a position costs and earns nothing.";
  const price = legs.some(({ mark }) => mark !== undefined) ? "mark" : "close";
  const moved = isInverse ? `units / ${price} × rate` : `units × ${price} × rate`;
  const lacking = funded < legs.length ? ` ${many(legs.length - funded, "leg")} had no rates and paid nothing.` : "";
  return `${many(counts.settlements, "settlement")} of funding met a position and moved ${moved}, before any fill at the same instant; longs pay a positive rate.${lacking}`;
}

function contract({ options, legs, isInverse }: AssumedRun): string {
  const kind = `${isInverse ? "an inverse perpetual settled in its coin" : "a linear perpetual settled in USD"}`;
  const what =
    legs.length === 1 ? `The contract is ${kind}` : `The ${legs.length} contracts share one account, each ${kind}`;
  const price = legs.some(({ mark }) => mark !== undefined) ? "worst mark price" : "worst price";
  const together = legs.length === 1 ? "" : ", all legs at their worst at once,";
  const bars = legs.length === 1 ? "a bar's" : "the bars'";
  if (options.maintenance === undefined && legs.every(({ maintenance }) => maintenance === undefined)) {
    const ends = legs.length === 1 ? "a position ends" : "positions end";
    return `${what} without maintenance margin: ${ends} when ${bars} ${price}${together} leaves no equity.`;
  }
  return `${what}; when ${bars} ${price}${together} takes the equity to the maintenance margin everything is closed there for a fee of ${options.liquidationFeeBps} bps.`;
}

function lacking({ options, counts }: AssumedRun): readonly string[] {
  const sentences: string[] = [];
  if (counts.missingSettlements > 0) {
    sentences.push(`${many(counts.missingSettlements, "settlement")} without a rate met a position and paid 0.`);
  }
  if (counts.missingPositions > 0) {
    const treated = options.missingPosition === "flat" ? "no position was held" : "the last target was kept";
    sentences.push(`${many(counts.missingPositions, "decision")} missing from the signal: ${treated}.`);
  }
  if (counts.missingBars > 0) {
    sentences.push(
      `${many(counts.missingBars, "bar")} had no price: they are no zero returns, a position is carried over at most ${options.maxMissingBars} in a row, and ${many(counts.gapExits, "position")} ended at the last known close for it.`,
    );
  }
  if (counts.missingMarks > 0) {
    sentences.push(`${many(counts.missingMarks, "bar")} of a position had no mark price: the traded one stood in.`);
  }
  if (counts.cutOrders > 0) {
    sentences.push(`${many(counts.cutOrders, "order")} made smaller to stay within ${options.maxLeverage} × equity.`);
  }
  if (counts.unpricedOrders > 0) {
    sentences.push(`An order waited in ${many(counts.unpricedOrders, "bar")} because its slippage was not known yet.`);
  }
  if (counts.unpaidOrders > 0) {
    sentences.push(`${many(counts.unpaidOrders, "order")} not made because the costs were all the account had.`);
  }
  return sentences;
}

/** Bars that a decision may end before the candles and nothing is said. */
const fewBars = 3;

function longestStep(times: Float64Array | undefined): number {
  let longest = 0;
  if (times === undefined) return longest;
  for (let row = 1; row < times.length; row++) longest = Math.max(longest, times[row] - times[row - 1]);
  return longest;
}

/** Of decisions that end early: by more than a few bars, and than ever passed between two of them. */
function decidedUntil({ legs, rules: { intervalMs }, liquidation }: AssumedRun): readonly string[] {
  const early = legs.flatMap(({ decision, candles }) => {
    const decided = isSignals(decision)
      ? [decision.longEntry, decision.longExit, decision.shortEntry, decision.shortExit].map((series) => series?.times)
      : [decision.times];
    const last = Math.max(...decided.map((times) => times?.at(-1) ?? Number.NEGATIVE_INFINITY));
    const missedMs = candles.times[candles.times.length - 1] - last;
    const isOver = liquidation !== undefined && liquidation.time <= last;
    if (!(missedMs > fewBars * intervalMs) || missedMs === Number.POSITIVE_INFINITY || isOver) return [];
    return missedMs > Math.max(...decided.map(longestStep)) ? [{ last, missedMs }] : [];
  });
  if (early.length === 0) return [];
  const { last, missedMs } = early.reduce((first, other) => (other.last < first.last ? other : first));
  const which = legs.length === 1 ? "Decisions end" : `Decisions of ${many(early.length, "leg")} end early, first`;
  return [
    `${which} at ${isoTime(last)}, ${many(missedMs / intervalMs, "bar")} before the last: what they last said is kept.`,
  ];
}

function ending({ legs, openTrades, liquidation }: AssumedRun): readonly string[] {
  const sentences = openTrades.map(({ instrument, side, entryTime }) => {
    const which = legs.length === 1 ? "The last trade" : `The last trade of ${instrument}`;
    return `${which}, ${side} since ${isoTime(entryTime)}, is open and marked at the last close.`;
  });
  if (liquidation !== undefined) {
    sentences.push(
      `The account was liquidated in the bar that ended ${isoTime(liquidation.time)}; nothing was traded after it.`,
    );
  }
  return sentences;
}

import { trialData } from "../../evidence/ledger/trial-data.js";
import { commonIdentity, type Identity, identityIn } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { sumCosts } from "../results/costs.js";
import type { EvidenceSource } from "../results/evidence-source.js";
import { measures } from "../results/measures.js";
import { Backtest, type BacktestCounts } from "../results/result.js";
import type { Trade } from "../results/trades.js";
import type { Account } from "./account.js";
import { assumptions } from "./assumptions.js";
import type { CompleteOptions } from "./check.js";
import type { AccountCurrency } from "./check-legs.js";
import type { Leg } from "./options.js";

/** Everything that an account tells after its run. */
export function accountResult(
  account: Account,
  legs: readonly Leg[],
  options: CompleteOptions,
  { missingPositions, currency }: { readonly missingPositions: number; readonly currency: AccountCurrency },
): Backtest {
  const { isInverse } = currency;
  const { times, rules, closed: trades, liquidation } = account;
  const { fill } = options;
  const openTrades = stillOpen(account);
  const unit = isInverse ? "base" : "usd";
  const costs = sumCosts([...trades, ...openTrades], unit);
  const counts: BacktestCounts = {
    bars: times.length,
    missingBars: account.missingBars,
    missingPositions,
    settlements: account.settlements,
    missingSettlements: account.missingSettlements,
    gapExits: account.gapExits,
    lapsedOrders: account.lapsedOrders,
    cutOrders: account.cutOrders,
    unpaidOrders: account.unpaidOrders,
    unpricedOrders: account.unpricedOrders,
    missingMarks: account.missingMarks,
  };
  const identity = accountIdentity(legs, currency);
  const mark = fill === "same close" ? " (same-bar fills)" : "";
  const column = (values: Float64Array, name: string, of: "usd" | "base" | "fraction"): Series =>
    new Series(times, values, `${name}${mark}`, of, identity);
  const equity = column(account.equityOut, "equity", unit);
  return new Backtest({
    equity,
    equityUsd: isInverse ? column(inDollars(account), "equity in dollars", "usd") : equity,
    returns: column(account.returns, "returns", "fraction"),
    drawdown: column(account.drawdown, "drawdown", "fraction"),
    position: column(account.net, "position", "fraction"),
    positions: new Panel(
      times,
      account.legs.map(({ name, exposure }, index) => ({
        name: `${name}${mark}`,
        values: exposure,
        identity: accountIdentity([legs[index]], currency),
      })),
      "fraction",
    ),
    orderLog: account.log,
    trades,
    openTrades,
    liquidation,
    costs,
    measures: measures({
      equity: account.equityOut,
      returns: account.returns,
      exposedBars: account.exposedBars,
      trades,
      tradedNotional: account.log.tradedNotional,
      profitBeforeCosts: costs.gross + costs.funding - costs.liquidation,
      intervalMs: rules.intervalMs,
      fill,
    }),
    counts,
    assumptions: assumptions({ options, rules, legs, counts, openTrades, liquidation, isInverse }),
    fill,
    decisions: Object.fromEntries(legs.map(({ decision }, index) => [account.legs[index].name, decision])),
    source: evidenceSource(account, legs, options),
  });
}

function evidenceSource(account: Account, legs: readonly Leg[], { trial }: CompleteOptions): EvidenceSource {
  const decisions = legs.map(({ decision }, index) =>
    "values" in decision ? decision.name : account.legs[index].name,
  );
  return {
    name: typeof trial === "string" ? trial : decisions.join(", "),
    data: trialData(legs.map(({ candles }) => candles.close)),
    prices: legs.length === 1 ? account.legs[0].prices : undefined,
    tradedNotional: account.log.tradedNotional,
    funded: legs.every(({ funding, candles }) => funding !== undefined || candles.close.identity.kind === "future"),
  };
}

/**
 * What the legs agree on, settled as the account is: a contract given may be another than that of the candles. A result
 * is known at its time, whatever the delay of the prices.
 */
function accountIdentity(legs: readonly Leg[], { isInverse, coin }: AccountCurrency): Identity {
  const common =
    legs.length === 1
      ? legs[0].candles.close.identity
      : commonIdentity(legs.map(({ candles }) => candles.close.identity));
  if (!isInverse)
    return common.margin === "inverse" ? identityIn({ ...common, margin: "linear", settle: undefined }) : common;
  return identityIn({ ...common, margin: "inverse", settle: coin });
}

function stillOpen({ legs, times }: Account): readonly Trade[] {
  return legs.flatMap((leg) => {
    const { prices, units, missingRun } = leg;
    const last = times.length - 1 - missingRun;
    const trade = units === 0 ? undefined : leg.book.marked(times[times.length - 1], units, prices.close[last]);
    return trade === undefined ? [] : [trade];
  });
}

/** Coins times the last close of the first leg, by name, that has one in the row. */
function inDollars({ equityOut, legs }: Account): Float64Array {
  const dollars = new Float64Array(equityOut.length);
  let price = Number.NaN;
  for (let row = 0; row < dollars.length; row++) {
    for (const { present, prices } of legs) {
      if (present[row] === 0) continue;
      price = prices.close[row];
      break;
    }
    dollars[row] = equityOut[row] * price;
  }
  return dollars;
}

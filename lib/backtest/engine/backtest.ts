import type { Candles } from "../../series/candles.js";
import { checkKnown } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import type { Signals } from "../exits/signals.js";
import type { Backtest } from "../results/result.js";
import { type AccountOptions, accountOptionNames, type Leg, legFields } from "./options.js";
import { runAccount } from "./run-account.js";

const optionNames = [...accountOptionNames, ...legFields.filter((name) => !["decision", "candles"].includes(name))];

/** Options of `backtest`: those of the account and of its one instrument. */
export interface BacktestOptions extends AccountOptions, Omit<Leg, "decision" | "candles"> {}

/**
 * What an account following a decision would have earned on a perpetual. These are all the rules; `backtestPortfolio`
 * is the same engine with more legs.
 *
 * **Contract.** With f(P) = P (linear) or −1 / P (inverse), q signed units (coins, or dollars of an inverse contract)
 * earn q × (f(P2) − f(P1)) in the settlement currency (dollars, or coins), and their notional in it is |q × f(P)|.
 * Equity and all amounts are in the settlement currency; `equityUsd` is in dollars always.
 *
 * **Decision.** A series of targets, whose unit says what they are: `fraction`, signed notional as a part of equity
 * (1 long, −1 short); `base`, signed coins; `usd`, signed dollars; `contracts`, signed contracts of the size the
 * contract names. Or `Signals`: entries and exits with a size in `fraction`, whose conflicts are settled by
 * `nextSide`; an entry of the side already held changes nothing. A decision is made at its time, a bar's end, and
 * known `identity.delayMs` later. Rows of the candles without one keep the last.
 *
 * **Fill.** `next open` (default): the open of the first bar that begins when the decision is known or after. `next
 * close`: the first close after that. `same close`: the first close at that instant or after, which without a delay
 * is the bar the decision was made at the end of; nobody can do this, and `sameBarFills`, the assumptions, the
 * conventions of the measures and the names of all series say so. A fill at a close comes after everything else in
 * its bar.
 *
 * **Size.** A target in `fraction` becomes target × equity / |f(price of the fill)| units, one in `base` or `usd` the
 * units worth that much at that price, one in `contracts` so many times their size, with the equity before the costs
 * of the fill. With `rebalance: "change"` it is traded when it differs from the one traded before, and between
 * changes units stay and exposure drifts; with `always` at every fill instant that has a price. A change smaller than
 * the slippage, which would trade backwards, is not made. Targets in `fraction` beyond `maxLeverage` throw; an order
 * in any unit that would take the gross exposure (sum of |q f(P)| over equity, the costs of the fill aside) beyond it
 * is cut to it in what it adds, and counted. Exposure that only drifted beyond is left.
 *
 * **Costs.** A buy is filled at quoted × (1 + rate), a sale at quoted × (1 − rate), with the slippage rate of the bar
 * (see `prepareSlippage`), where impact goes by the units traded; a fraction is sized at the price that its size at
 * the quoted price would pay. Where the rate is not known yet, an order waits; what cannot wait pays the last that
 * was known. The fee is that of `fee` on the notional at the filled price. An order of a flat account whose costs
 * would be all of its equity is not made, and counted; one of an account that holds something ends it instead: the
 * fill is not made either, everything is closed at the prices of that instant, and what is left is the fee of that
 * liquidation.
 *
 * **Funding.** A settlement at `s` pays −q × |f(mark)| × rate: a long pays a positive rate. It meets the position
 * held into `s`; a fill at the open of the bar that begins at `s`, or at the close of the one that ends there, comes
 * after it. Mark = close of the bar that ends at `s` or contains it, or the last close before where that is missing;
 * of the mark candles if they are given. A position left inside a bar does not meet the settlements of that bar.
 * Missing settlements throw, or with `missingFunding: "zero"` pay nothing and are counted.
 *
 * **Stops.** `stopLoss` and `takeProfit` are fractions of the mean entry price (slippage included: `Trade.entryPrice`
 * of all fills that opened or enlarged the position, whatever was sold since), `trailingStop` one of the best price
 * since entry up to the bar before, this open included; see `exitCode`. They are looked for in every bar the position
 * is held through, from that of its entry on (after a fill at a close, from the next), after the orders at the open
 * and before those at the close. An open at or beyond the stop fills at the open; a stop inside the bar at its price;
 * both pay slippage and the taker fee. A take-profit fills at its price without slippage at the maker fee. Stop and
 * take-profit in one bar: the stop; both stops at one price: the stop loss. After `maxBars` bars the position is left
 * at the open. After a stop a target stays flat until it changes, in a missing bar too; signals may enter again, and
 * an entry of the other side that waits goes on waiting.
 *
 * **Liquidation.** If the equity, at the open, at the bar's worst price (low for a long, high for a short, the stop if
 * that is nearer), after a settlement or right after the costs of a fill, is no more than the maintenance margin
 * (`maintenance`; default none, so that nothing is left), everything is closed and trading stops. Inside the bar that
 * is at the price where equity equals the margin, at the open if that lies beyond; `liquidationFeeBps` of the notional
 * is taken from what is left. Where nothing is left the account ends with 0 at the prices that say so: it loses no
 * more than it has. With mark candles all of this goes by their prices, while equity and fills go by the traded ones;
 * a traded open or close at which nothing is left ends the account too, a traded low or high does not.
 *
 * **Bars.** Open and close lie between low and high, to 1e-9 of them, and all columns are on the bar ends; what is not
 * so is refused. A bar lacking any of its four prices is missing. An order waits for the next fill instant, and a
 * position is carried at the last close, for `maxMissingBars` of them; at the end of the next one the order lapses and
 * the position is closed at the last known close, with costs and any order that waited to change it. Later decisions
 * start anew. A missing target is no position (`missingPosition: "flat"`) or the last one (`hold`), and counted.
 *
 * **Order within a bar.** Count at the open; liquidation at the open; orders at the open; stops at the open; the
 * worst of the bar: liquidation, else stops; count at the close; settlements; orders at the close; missing bars.
 *
 * Row t of every result depends on rows ≤ t of the input. Cost: one pass, T steps.
 * @param decision targets at bar ends of the candles, all of them or some, or signals
 * @param candles prices, T rows, bar ends `intervalMs` apart
 * @throws {TypeError} at anything of another kind than it should be, if a target or the funding is in a unit that is
 *   none of theirs, or the contract is a quanto one
 * @throws {RangeError} at an option, stop or field that is unknown, naming the known ones, or out of range, a
 *   decision's time that is no bar end, a fraction beyond `maxLeverage`, a delay below 0, a price that is not above 0,
 *   prices that are no bar, bar ends off the grid, or a missing settlement, naming row and time
 */
export function backtest(decision: Series | Signals, candles: Candles, options: BacktestOptions = {}): Backtest {
  checkKnown(options, "option", optionNames, "backtest");
  const { funding, contract, mark, openInterest, ...account } = options;
  // What is no candles is refused with everything else.
  const { instrument, asset } = candles?.close?.identity ?? {};
  const leg: Leg = { decision, candles, funding, contract, mark, openInterest };
  return runAccount({ [instrument ?? asset ?? "instrument"]: leg }, account, "backtest");
}

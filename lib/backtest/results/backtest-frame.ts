import { type DataFrame, toDataFrame } from "../../series/data-frame.js";
import type { Backtest } from "./result.js";

/** What the frame of a backtest is made of. */
export type FramedBacktest = Pick<Backtest, "equity" | "equityUsd" | "returns" | "drawdown" | "position" | "positions">;

/**
 * A danfojs DataFrame of a backtest: `time` (ISO 8601, UTC), `equity`, of an inverse account `equity in dollars`, `returns`,
 * `drawdown`, `position`, and of several legs the `position` of each; NaN where missing. Columns are called as the series
 * are, so that all but the time carry "(same-bar fills)" where decisions were filled at the close they were made at.
 * Arithmetic on whole frames keeps seven digits only: compute first and convert last.
 * @throws {Error} if danfojs-node is not installed
 */
export function backtestFrame({
  equity,
  equityUsd,
  returns,
  drawdown,
  position,
  positions,
}: FramedBacktest): DataFrame {
  const dollars = equity.unit === "usd" ? [] : [equityUsd];
  const legs = positions.columns.length > 1 ? positions.columns : [];
  const ofLegs = legs.map(({ name, values }) => ({ name: `position ${name}`, values }));
  return toDataFrame(equity.times, [equity, ...dollars, returns, drawdown, position, ...ofLegs]);
}

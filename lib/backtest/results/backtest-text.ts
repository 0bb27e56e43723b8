import { formatValue } from "../../series/format.js";
import { isoTime } from "../../series/time.js";
import type { Backtest } from "./result.js";

/** A backtest in few lines: what was traded and when, how it did, and where the profit came from. */
export function backtestText({ positions, measures, costs, liquidation, sameBarFills, counts }: Backtest): string {
  const { times } = positions;
  const span = times.length === 0 ? "" : ` · ${isoTime(times[0])} → ${isoTime(times[times.length - 1])}`;
  const fills = sameBarFills ? " · same-bar fills, which cannot be traded" : "";
  const percent = (value: number): string => (value === value ? `${(100 * value).toFixed(2)} %` : "–");
  const sharpe = measures.sharpe === measures.sharpe ? measures.sharpe.toFixed(2) : "–";
  const { gross, fees, slippage, funding, net, unit } = costs;
  const parts = [
    `gross ${formatValue(gross)}`,
    `fees ${formatValue(0 - fees)}`,
    `slippage ${formatValue(0 - slippage)}`,
    `funding ${formatValue(funding)}`,
    ...(costs.liquidation === 0 ? [] : [`liquidation ${formatValue(0 - costs.liquidation)}`]),
  ];
  const { trades } = measures;
  return [
    `Backtest of ${positions.names.join(", ")} · ${grouped(counts.bars)} bars${span}${fills}`,
    `total return ${percent(measures.totalReturn)}, Sharpe ratio ${sharpe} for a year, ` +
      `maximum drawdown ${percent(measures.maxDrawdown)}, ${grouped(trades)} ${trades === 1 ? "trade" : "trades"}`,
    `net profit ${formatValue(net)} ${unit === "usd" ? "USD" : "coins"}: ${parts.join(", ")}`,
    ...(liquidation === undefined ? [] : [`liquidated at ${isoTime(liquidation.time)}`]),
  ].join("\n");
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

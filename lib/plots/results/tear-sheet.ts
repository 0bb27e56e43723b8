import type { Backtest } from "../../backtest/results/result.js";
import { shown } from "../../series/check.js";
import { Series } from "../../series/series.js";
import type { FigureOptions } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { costCurveFigure } from "./cost-curve-figure.js";
import { coveredReturns } from "./covered-returns.js";
import { equityFigure } from "./equity-figure.js";
import { monthlyReturnsFigure } from "./monthly-returns-figure.js";
import { returnDistributionFigure } from "./return-distribution-figure.js";
import { rollingFigure } from "./rolling-figure.js";
import { tradesFigure } from "./trades-figure.js";

/** How `tearSheet` draws. */
export interface TearSheetOptions extends Pick<FigureOptions, "note" | "theme"> {
  /** What the strategy is held against in the first figure, such as the price held. Default none. */
  readonly benchmark?: Series;
}

/** What the sheet reads of a backtest. */
export type TearSheetInput = Pick<
  Backtest,
  | "equity"
  | "drawdown"
  | "returns"
  | "measures"
  | "trades"
  | "openTrades"
  | "orders"
  | "costs"
  | "sameBarFills"
  | "liquidation"
>;

const shadedDrawdowns = 5;
/** Rows from which a window rolls. */
const fewestRows = 8;

/**
 * A backtest on one sheet, in this order: equity with its drawdown, the five worst numbered; rolling Sharpe ratio and
 * volatility; monthly returns; distribution of returns; trades; net profit by cost. A figure that does not apply is
 * left out, and the first figure says which and why.
 * @throws {TypeError} for what is no backtest
 * @throws {RangeError} if it has no rows, or for a benchmark without a value at or after the first equity
 */
export function tearSheet(
  result: TearSheetInput,
  { benchmark, note, theme }: TearSheetOptions = {},
): readonly Figure[] {
  const { equity, trades, orders, measures, returns }: Partial<TearSheetInput> = Object(result);
  if (!(equity instanceof Series && returns instanceof Series) || !trades || !orders || !measures) {
    throw new TypeError(`tearSheet: ${shown(result)} is no backtest; give what backtest() returned`);
  }
  if (equity.length === 0) throw new RangeError("tearSheet: the backtest has no rows; give one that has some");
  const options = { note, theme };
  const moves = measures.volatility > 0;
  const still = "the equity never moved";
  const rest: readonly Candidate[] = [
    {
      name: "rolling measures",
      missing: !moves ? still : returns.length < fewestRows ? `fewer than ${fewestRows} bars` : undefined,
      draw: () => rollingFigure(result, options),
    },
    {
      name: "monthly returns",
      missing: monthsOf(result) < 2 ? "less than two months" : undefined,
      draw: () => monthlyReturnsFigure(result, options),
    },
    {
      name: "distribution of returns",
      missing: moves ? undefined : still,
      draw: () => returnDistributionFigure(result, options),
    },
    {
      name: "trades",
      missing: trades.length === 0 ? "none has closed" : undefined,
      draw: () => tradesFigure(result, options),
    },
    {
      name: "cost curve",
      missing: orders.length === 0 ? "nothing was traded" : undefined,
      draw: () => costCurveFigure(result, options),
    },
  ];
  const left = rest.filter(({ missing }) => missing !== undefined).map(({ name, missing }) => `${name} (${missing})`);
  const said = [note, left.length > 0 ? `Left out: ${left.join(", ")}` : undefined].filter(
    (text) => text !== undefined,
  );
  return [
    equityFigure(result, {
      ...options,
      benchmark,
      worst: shadedDrawdowns,
      ...(said.length > 0 ? { note: said.join(" · ") } : {}),
    }),
    ...rest.filter(({ missing }) => missing === undefined).map(({ draw }) => draw()),
  ];
}

/** A figure of the sheet, and why it does not apply if it does not. */
interface Candidate {
  readonly name: string;
  readonly missing: string | undefined;
  readonly draw: () => Figure;
}

/** Calendar months of which something is known. */
function monthsOf(result: TearSheetInput): number {
  return coveredReturns(result, "month").returns.values.reduce((count, value) => count + (value === value ? 1 : 0), 0);
}

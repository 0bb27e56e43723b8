import { costCurve } from "../../backtest/results/cost-curve.js";
import type { Backtest } from "../../backtest/results/result.js";
import { shown } from "../../series/check.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import { signedDollarAxis } from "../drawing/unit-axis.js";
import { accountCurrency, amountText, decimalText, resultLabel, sameBarRemark } from "./result-words.js";

/** How `costCurveFigure` draws. */
export interface CostCurveFigureOptions extends FigureOptions {
  /** Highest cost drawn, basis points. Default: a round number beyond the break-even and twice the cost charged. */
  readonly maxBps?: number;
}

/** What the figure reads of a backtest. */
export type CostCurveInput = Pick<Backtest, "equity" | "costs" | "orders" | "sameBarFills">;

/**
 * Net profit against the cost of each fill (`costCurve`): a straight line, at the fills and sizes of the result. ●
 * marks the break-even, ○ the cost that was charged, fees and slippage together, at which the line is the result's net
 * profit. Of an inverse account profits are in coins.
 * @throws {TypeError} for what is no backtest
 * @throws {RangeError} if nothing was traded, or `maxBps` is not above 0
 */
export function costCurveFigure(
  result: CostCurveInput,
  { title = "Net profit by cost of trading", note, theme, height = 400, maxBps }: CostCurveFigureOptions = {},
): Figure {
  const { equity, costs, orders, sameBarFills = false }: Partial<CostCurveInput> = Object(result);
  if (equity === undefined || costs === undefined || orders === undefined) {
    throw new TypeError(`costCurveFigure: ${shown(result)} is no backtest; give what backtest() returned`);
  }
  if (maxBps !== undefined && !(maxBps > 0 && maxBps < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`costCurveFigure: maxBps ${shown(maxBps)} is no cost above 0; give basis points`);
  }
  const notional = orders.reduce((sum, order) => sum + order.notional, 0);
  if (!(notional > 0)) throw new RangeError("costCurveFigure: nothing was traded; no cost changes the profit");
  const { gross, funding, liquidation } = costs;
  const breakEven = ((gross + funding - liquidation) / notional) * 1e4;
  const charged = ((costs.fees + costs.slippage) / notional) * 1e4;
  const highest = maxBps ?? roundUp(Math.max(1.5 * breakEven, 2 * charged, 1));
  const rows = costCurve(result, [0, highest]);
  const onAxis = (bps: number): boolean => bps >= 0 && bps <= highest;
  const currency = accountCurrency(equity);
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: resultLabel(`Net profit (${currency})`, sameBarFills),
        key: [
          ...(onAxis(breakEven) ? [{ name: "break-even", colour: okabeIto.vermillion, mark: "circle" as const }] : []),
          ...(onAxis(charged) ? [{ name: "charged", colour: okabeIto.blue, mark: "ring" as const }] : []),
        ],
        axis: signedDollarAxis,
      },
    ],
    horizontal: {
      label: "fee and slippage of each fill (basis points of its notional)",
      axis: { range: [0, highest] },
    },
    remarks: [
      breakEven >= 0
        ? `Break-even at ${bpsText(breakEven)}`
        : `No break-even: ${amountText(gross + funding - liquidation, currency)} before costs of fills`,
      `Charged ${bpsText(charged)}: net ${amountText(costs.net, currency)}`,
      "Sizes are those traded at the cost charged",
      sameBarRemark(sameBarFills),
    ],
  });
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "net profit",
        x: rows.map(({ bps }) => bps),
        y: rows.map(({ net }) => plotNumber(net)),
        yaxis: "y",
        connectgaps: false,
        line: { color: okabeIto.blue, width: 2 },
        hovertemplate: "%{x} bps: %{y}<extra></extra>",
      },
      ...(onAxis(charged) ? [point("charged", [charged, costs.net], "circle-open", okabeIto.blue)] : []),
      ...(onAxis(breakEven) ? [point("break-even", [breakEven, 0], "circle", okabeIto.vermillion)] : []),
    ],
    layout: {
      ...layout,
      shapes: [zeroLine, ...(onAxis(charged) ? [chargedLine(charged)] : [])],
      annotations: [
        ...layout.annotations,
        ...(onAxis(breakEven) ? [pointLabel(breakEven, 0, `break-even ${bpsText(breakEven)}`, highest)] : []),
      ],
    },
    config: figureConfig,
  };
}

function bpsText(bps: number): string {
  return `${decimalText(bps)}\u00A0bps`;
}

/** The next of 1, 2, 3, 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 5, 10].find((step) => step * power >= value * (1 - 1e-12)) as number) * power;
}

function point(
  name: string,
  [x, y]: readonly [x: number, y: number],
  symbol: string,
  colour: string,
): Readonly<Record<string, unknown>> {
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: [plotNumber(x)],
    y: [plotNumber(y)],
    yaxis: "y",
    marker: { symbol, color: colour, size: 11, line: { color: colour, width: 2 } },
    hovertemplate: `${name} %{x} bps: %{y}<extra></extra>`,
  };
}

const zeroLine = {
  type: "line",
  layer: "below",
  xref: "paper",
  yref: "y",
  x0: 0,
  x1: 1,
  y0: 0,
  y1: 0,
  line: { color: okabeIto.grey, width: 1, dash: "dash" },
} as const;

function chargedLine(bps: number): Readonly<Record<string, unknown>> {
  const x = plotNumber(bps);
  const line = { color: okabeIto.blue, width: 1, dash: "dot" };
  return { type: "line", layer: "below", xref: "x", yref: "y domain", x0: x, x1: x, y0: 0, y1: 1, line };
}

/** Beside a point of a line that falls: above it on its right, or on its left in the right half of the axis. */
function pointLabel(x: number, y: number, text: string, highest: number): Readonly<Record<string, unknown>> {
  const isRight = x > 0.55 * highest;
  return {
    text: plotText(text),
    xref: "x",
    yref: "y",
    x: plotNumber(x),
    y: plotNumber(y),
    xanchor: isRight ? "right" : "left",
    yanchor: isRight ? "top" : "bottom",
    xshift: isRight ? -8 : 8,
    yshift: isRight ? -4 : 4,
    showarrow: false,
    font: { size: 11 },
  };
}

import type { SweepMeasures } from "../../backtest/sweep/pass/pass-measures.js";
import { percentText } from "../drawing/percent-text.js";
import { decimalText } from "./result-words.js";

/** How a measure of a sweep is written and coloured. */
export interface MeasureStyle {
  /** With its unit. */
  readonly label: string;
  /** Format of plotly's axes. */
  readonly tickformat: string;
  /** A value in words. */
  readonly text: (value: number) => string;
  /** Which side of 0 values lie on: `either` where 0 divides good from bad, so that colours part there. */
  readonly sign: "either" | "below" | "above";
  /** Whether the highest is the best; of others the best is that by Sharpe ratio. */
  readonly ranks: boolean;
}

const percent = { tickformat: "~%", text: (value: number): string => percentText(value) } as const;
const ratio = { tickformat: "~g", text: (value: number): string => decimalText(value) } as const;
const count = { tickformat: ",~r", text: (value: number): string => decimalText(value, 0) } as const;

/** By name of the measure. */
export const measureStyles: Readonly<Record<keyof SweepMeasures, MeasureStyle>> = {
  totalReturn: { label: "Total return (%)", ...percent, sign: "either", ranks: true },
  cagr: { label: "Growth for a year (%)", ...percent, sign: "either", ranks: true },
  volatility: { label: "Volatility for a year (%)", ...percent, sign: "above", ranks: false },
  sharpe: { label: "Sharpe ratio for a year", ...ratio, sign: "either", ranks: true },
  maxDrawdown: { label: "Maximum drawdown (%)", ...percent, sign: "below", ranks: true },
  calmar: { label: "Calmar ratio", ...ratio, sign: "either", ranks: true },
  trades: { label: "Closed trades", ...count, sign: "above", ranks: false },
  exposure: { label: "Time with a position (%)", ...percent, sign: "above", ranks: false },
  turnover: { label: "Turnover (equities for a year)", ...ratio, sign: "above", ranks: false },
  finalEquity: { label: "Final equity (settlement currency)", ...count, sign: "above", ranks: true },
};

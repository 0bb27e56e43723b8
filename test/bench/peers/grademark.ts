import { createRequire } from "node:module";
import type { Candles } from "../../../lib/series/candles.js";

/** What one run found. */
export interface GrademarkRun {
  readonly trades: number;
  /** Product of exit price / entry price. */
  readonly growth: number;
}

/** Long while the fast average is above the slow one, by rules that grademark asks for each bar; it knows no costs. */
export function byGrademark(
  { times, open, high, low, close }: Candles,
  { fast, slow }: { fast: number; slow: number },
): { readonly run: () => GrademarkRun } {
  const load = createRequire(import.meta.url);
  const { DataFrame }: DataForge = load("data-forge");
  const { backtest }: Grademark = load("grademark");
  const bars = Array.from(times, (time, row) => ({
    time: new Date(time),
    open: open.values[row],
    high: high.values[row],
    low: low.values[row],
    close: close.values[row],
  }));
  return {
    run: () => {
      const [quick, steady] = [fast, slow].map((window) => movingAverage(close.values, window));
      const rows = new DataFrame(bars.map((bar, row) => ({ ...bar, lead: quick[row] - steady[row] })));
      const trades = backtest(
        {
          entryRule: (enter, { bar }) => {
            if (bar.lead > 0) enter();
          },
          exitRule: (exit, { bar }) => {
            if (!(bar.lead > 0)) exit();
          },
        },
        rows,
      );
      return {
        trades: trades.length,
        growth: trades.reduce((product, { entryPrice, exitPrice }) => (product * exitPrice) / entryPrice, 1),
      };
    },
  };
}

/** The shortest way there is: a running sum. */
function movingAverage(values: Float64Array, window: number): Float64Array {
  let sum = 0;
  return values.map((value, row) => {
    sum += value - (row < window ? 0 : values[row - window]);
    return row < window - 1 ? Number.NaN : sum / window;
  });
}

interface Row {
  readonly lead: number;
}

interface DataForge {
  readonly DataFrame: new (rows: readonly Row[]) => object;
}

interface Grademark {
  backtest(
    strategy: {
      entryRule(enter: () => void, args: { bar: Row }): void;
      exitRule(exit: () => void, args: { bar: Row }): void;
    },
    rows: object,
  ): readonly { entryPrice: number; exitPrice: number }[];
}

import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { grid } from "../../../lib/backtest/sweep/grid.js";
import { sweep } from "../../../lib/backtest/sweep/sweep.js";
import { walkForward } from "../../../lib/backtest/validation/walk-forward.js";
import { overfittingProbability } from "../../../lib/evidence/overfitting/overfitting-probability.js";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import type { Theme } from "../../../lib/plots/drawing/template.js";
import { overfittingFigure } from "../../../lib/plots/evidence/overfitting-figure.js";
import { sweepFigure } from "../../../lib/plots/results/sweep-figure.js";
import { tearSheet } from "../../../lib/plots/results/tear-sheet.js";
import { walkForwardFigure } from "../../../lib/plots/results/walk-forward-figure.js";
import type { Candles } from "../../../lib/series/candles.js";
import { series } from "../../../lib/series/series.js";
import { flatCandles, hourly } from "../figures.js";

const note = "Source: waves of <b>no</b> market";

function waves(length: number): Candles {
  const times = hourly(length);
  return flatCandles(
    times,
    Float64Array.from(times, (_, row) => 50_000 + 4_000 * Math.sin(row / 37) + 900 * Math.sin(row ** 2)),
  );
}

/** The figures of a sweep and of one backtest that takes both sides, at the close that decided. */
export async function resultFigures(theme: Theme): Promise<Readonly<Record<string, Figure>>> {
  const candles = waves(24 * 100);
  const side = series({
    times: candles.times,
    values: Array.from(candles.times, (_, row) => (row % 31 < 9 ? 0 : Math.cos(row / 37) > 0 ? 1 : -1)),
    name: "side",
    unit: "fraction",
  });
  const sheet = tearSheet(backtest(side, candles, { fill: "same close", trial: false }), {
    benchmark: candles.close,
    note,
    theme,
  });
  const parameters = grid({ fast: [5, 10, 20, 30, 40], slow: [50, 60, 80, 100, 150, 200, 300], short: [false, true] });
  const swept = await sweep(
    "movingAverageCross",
    { candles },
    { parameters, keepReturns: true, workers: 1, trial: false },
  );
  const options = { note, theme };
  const returns = swept.returns as NonNullable<typeof swept.returns>;
  return {
    ...Object.fromEntries(sheet.map((figure, place) => [`sheet ${place}`, figure])),
    sweep: sweepFigure(swept, { ...options, evidence: swept.evidence({ replications: 20, blocks: 8 }) }),
    drawdowns: sweepFigure(swept, { ...options, measure: "maxDrawdown", others: "median" }),
    turnover: sweepFigure(swept, { ...options, x: "slow", measure: "turnover" }),
    overfitting: overfittingFigure(overfittingProbability(returns, { blocks: 8 }), { ...options, sameBarFills: true }),
    walk: walkForwardFigure(walkForward(returns, { train: 600, test: 200 }), options),
  };
}

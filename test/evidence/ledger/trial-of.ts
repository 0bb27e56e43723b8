import type { Trial } from "../../../lib/evidence/ledger/trial.js";
import { type TrialData, trialData } from "../../../lib/evidence/ledger/trial-data.js";
import { series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";

/** Daily closes of an asset from one day of 1970 to before another. */
export function daysOf(asset: string, from: number, to: number): TrialData {
  const times = Array.from({ length: to - from }, (_, row) => (from + row + 1) * dayMs);
  return trialData([series({ times, values: times.map((_, row) => 100 + row), name: "close", unit: "price", asset })]);
}

/** A trial on ten days of BTC with this Sharpe ratio for a day. */
export function trialOf(sharpe: number, changes: Partial<Trial> = {}): Trial {
  return {
    name: `sharpe ${sharpe}`,
    data: daysOf("BTC", 0, 10),
    n: 9,
    periodsPerYear: 365,
    sharpe,
    totalReturn: sharpe / 10,
    volatility: 0.5,
    maxDrawdown: -0.1,
    ...changes,
  };
}

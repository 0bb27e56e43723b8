import { checkChoice, shown } from "../../series/check.js";
import { Series } from "../../series/series.js";
import { dayMs } from "../../series/time.js";
import { checkEquity } from "./check-equity.js";
import { initialEquity } from "./initial-equity.js";
import type { Backtest } from "./result.js";
import { sameBarMark } from "./same-bar-mark.js";

/** A calendar period in UTC; a week begins on Monday. */
export type Period = "day" | "week" | "month" | "year";

/** What returns of periods are taken from: a backtest, or a series of equity or of another level above 0. */
export type EquityOf = Pick<Backtest, "equity" | "returns" | "costs"> | Series;

/**
 * Return of each calendar period, compounded: last equity in it / last equity before it − 1. A row at midnight is the end
 * of the day before, as bars are. Of a backtest the first period begins at the initial equity, of a series at its
 * first value. The first and the last period may be covered in part. A period without a value is NaN, and the next one
 * is since the last value there was; so the product of all (1 + return) is final / initial equity. Of a backtest, whose
 * equity stands still in a hole, a bar without a return has no value, but for the first. A period that begins with
 * nothing left is NaN.
 * @returns unit `fraction`, one row for each period from the first to the last, stamped with its end, which for the last
 *   may lie beyond the data
 * @throws {RangeError} if the period is unknown, or at the first value below 0
 * @throws {TypeError} for what is no backtest and no series
 */
export function periodReturns(of: EquityOf, period: Period): Series {
  checkChoice("period", period, ["day", "week", "month", "year"], "periodReturns");
  const { equity, returns: barReturns }: { equity?: unknown; returns?: unknown } =
    of instanceof Series ? { equity: of, returns: of } : Object(of);
  if (!(equity instanceof Series && barReturns instanceof Series)) {
    throw new TypeError(
      `periodReturns: ${shown(of)} has no equity${equity instanceof Series ? " with its returns" : ""}; give a backtest, or a Series of equity`,
    );
  }
  checkEquity(equity, "periodReturns");
  const { times, values } = equity;
  const moves = barReturns.values;
  const ends: number[] = [];
  const lasts: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if (ends.length === 0) {
      ends.push(periodEnd(times[row], period));
      lasts.push(Number.NaN);
    }
    while (times[row] > ends[ends.length - 1]) {
      ends.push(periodEnd(ends[ends.length - 1] + 1, period));
      lasts.push(Number.NaN);
    }
    if (values[row] === values[row] && (row === 0 || moves[row] === moves[row])) lasts[lasts.length - 1] = values[row];
  }

  let before = of instanceof Series ? firstPresent(values) : initialEquity(of);
  const returns = Float64Array.from(lasts, (last) => {
    if (last !== last || !(before > 0)) return Number.NaN;
    const grown = (last - before) / before;
    before = last;
    return grown;
  });
  return new Series(
    Float64Array.from(ends),
    returns,
    `${period} returns${equity.name.includes(sameBarMark) ? ` ${sameBarMark}` : ""}`,
    "fraction",
    equity.identity,
  );
}

/** End of the period that holds the instant: the first of its ends at or after it. */
function periodEnd(time: number, period: Period): number {
  const day = Math.ceil(time / dayMs);
  if (period === "day") return day * dayMs;
  // 1970-01-05 was a Monday: day 4.
  if (period === "week") return (Math.ceil((day - 4) / 7) * 7 + 4) * dayMs;
  // The last millisecond before the instant lies in the period that it ends.
  const inside = new Date(time - 1);
  const year = inside.getUTCFullYear();
  return period === "month" ? Date.UTC(year, inside.getUTCMonth() + 1) : Date.UTC(year + 1, 0);
}

function firstPresent(values: Float64Array): number {
  return values.find((value) => value === value) ?? Number.NaN;
}

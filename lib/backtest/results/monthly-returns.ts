import { type EquityOf, periodReturns } from "./period-returns.js";

/** Returns of one year by month, as fractions; NaN for a month without data. */
export interface MonthlyReturns {
  /** Four digits. */
  readonly year: string;
  readonly Jan: number;
  readonly Feb: number;
  readonly Mar: number;
  readonly Apr: number;
  readonly May: number;
  readonly Jun: number;
  readonly Jul: number;
  readonly Aug: number;
  readonly Sep: number;
  readonly Oct: number;
  readonly Nov: number;
  readonly Dec: number;
  /** Of the year: its months compounded. */
  readonly total: number;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/**
 * `periodReturns` by month, a row for each year, with the year's own return: all in UTC, the first and the last month
 * as far as there is data. A month without a value, or in which nothing was left to lose, is NaN.
 * @param of a backtest, or a series of equity or of another level above 0
 * @throws {RangeError} at the first value below 0
 * @throws {TypeError} for what is no backtest and no series
 */
export function monthlyReturns(of: EquityOf): readonly MonthlyReturns[] {
  const years = new Map<number, Float64Array>();
  const { times, values } = periodReturns(of, "month");
  for (let row = 0; row < values.length; row++) {
    const inside = new Date(times[row] - 1);
    const year = inside.getUTCFullYear();
    const ofYear = years.get(year) ?? new Float64Array(12).fill(Number.NaN);
    ofYear[inside.getUTCMonth()] = values[row];
    years.set(year, ofYear);
  }
  return [...years].map(([year, ofYear]) => {
    const byMonth = Object.fromEntries(months.map((name, month) => [name, ofYear[month]]));
    const total = { total: compounded(ofYear) };
    return { year: String(year), ...(byMonth as Omit<MonthlyReturns, "year" | "total">), ...total };
  });
}

/** Product of (1 + r) − 1 over what is there, NaN of nothing. */
function compounded(returns: Float64Array): number {
  let wealth = 1;
  let count = 0;
  for (const value of returns) {
    if (value !== value) continue;
    wealth *= 1 + value;
    count++;
  }
  return count === 0 ? Number.NaN : wealth - 1;
}

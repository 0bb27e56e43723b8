import { dayMs, hourMs } from "../../series/time.js";

/** Expiry of a quarterly contract. */
export interface Quarter {
  /** Epoch milliseconds UTC: 08:00 on the last Friday of March, June, September or December. */
  readonly expiry: number;
  /** The day of expiry as contracts write it: `230331`. */
  readonly code: string;
}

/** Quarterly expiries with `from` < expiry ≤ `to`, in order. Calendar by whole numbers, without a clock or a zone. */
export function quarterlyExpiries(from: number, to: number): Quarter[] {
  const found: Quarter[] = [];
  const firstYear = yearOf(from);
  for (let year = firstYear; year <= yearOf(to); year++) {
    for (const month of [3, 6, 9, 12]) {
      const lastDay = dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1;
      // Day 0 was a Thursday, so that day 1, 8, 15, … are Fridays.
      const friday = lastDay - ((((lastDay - 1) % 7) + 7) % 7);
      const expiry = friday * dayMs + 8 * hourMs;
      if (expiry > from && expiry <= to) found.push({ expiry, code: code(year, month, friday) });
    }
  }
  return found;
}

function code(year: number, month: number, day: number): string {
  const dayOfMonth = day - dayNumber(year, month, 1) + 1;
  return [year % 100, month, dayOfMonth].map((part) => String(part).padStart(2, "0")).join("");
}

function yearOf(time: number): number {
  const day = Math.floor(time / dayMs);
  let year = 1970 + Math.floor(day / 366);
  while (dayNumber(year + 1, 1, 1) <= day) year++;
  return year;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar; years counted from March put the leap day last. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - 719468;
}

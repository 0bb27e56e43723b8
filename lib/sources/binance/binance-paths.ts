import { dayMs } from "../../series/time.js";

/** One file that a period needs: its path below `data/` and the time it covers. */
export interface ArchivePart {
  readonly path: string;
  /** Epoch milliseconds UTC of its first instant and of the one after its last. */
  readonly start: number;
  readonly end: number;
}

const root = "futures/um";

/** Folder of the daily metrics files, one below it for each symbol. */
export const metricsFolder: string = `${root}/daily/metrics`;

/** The metrics file of the UTC day that starts at `day`. */
export function metricsPart(symbol: string, day: number): ArchivePart {
  return { path: `${metricsFolder}/${symbol}/${symbol}-metrics-${dayText(day)}.zip`, start: day, end: day + dayMs };
}

/** The five-minute klines of one UTC day. */
export function dailyKlinesPart(symbol: string, day: number): ArchivePart {
  return { path: `${root}/daily/klines/${symbol}/5m/${symbol}-5m-${dayText(day)}.zip`, start: day, end: day + dayMs };
}

/** The five-minute klines of the UTC month that starts at `month`. */
export function monthlyKlinesPart(symbol: string, month: number): ArchivePart {
  const path = `${root}/monthly/klines/${symbol}/5m/${symbol}-5m-${monthText(month)}.zip`;
  return { path, start: month, end: nextMonth(month) };
}

/** The funding settlements of the UTC month that starts at `month`. */
export function fundingPart(symbol: string, month: number): ArchivePart {
  const path = `${root}/monthly/fundingRate/${symbol}/${symbol}-fundingRate-${monthText(month)}.zip`;
  return { path, start: month, end: nextMonth(month) };
}

/** Starts of the UTC days that hold an instant in [start, end). */
export function daysBetween(start: number, end: number): readonly number[] {
  const days: number[] = [];
  for (let day = Math.floor(start / dayMs) * dayMs; day < end; day += dayMs) days.push(day);
  return days;
}

/** Starts of the UTC months that hold an instant in [start, end). */
export function monthsBetween(start: number, end: number): readonly number[] {
  const months: number[] = [];
  for (let month = monthOf(start); month < end; month = nextMonth(month)) months.push(month);
  return months;
}

/** Start of the UTC month of an instant. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

function dayText(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function monthText(month: number): string {
  return new Date(month).toISOString().slice(0, 7);
}

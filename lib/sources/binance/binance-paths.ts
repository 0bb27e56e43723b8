import { dayMs } from "../../series/time.js";
import type { ArchiveContract } from "./archive-contract.js";

/** One file that a period needs: its path below `data/` and the time it covers. */
export interface ArchivePart {
  readonly path: string;
  /** Epoch milliseconds UTC of its first instant and of the one after its last. */
  readonly start: number;
  readonly end: number;
}

/** Where the files of one contract lie. */
export type ArchivePlace = Pick<ArchiveContract, "folder" | "symbol">;

/** Folder of the daily metrics files of a market, one below it for each symbol. */
export function metricsFolder(marketFolder: string): string {
  return `${marketFolder}/daily/metrics`;
}

/** The metrics file of the UTC day that starts at `day`. */
export function metricsPart({ folder, symbol }: ArchivePlace, day: number): ArchivePart {
  const path = `${metricsFolder(folder)}/${symbol}/${symbol}-metrics-${dayText(day)}.zip`;
  return { path, start: day, end: day + dayMs };
}

/** The five-minute klines of one UTC day. */
export function dailyKlinesPart({ folder, symbol }: ArchivePlace, day: number): ArchivePart {
  return { path: `${folder}/daily/klines/${symbol}/5m/${symbol}-5m-${dayText(day)}.zip`, start: day, end: day + dayMs };
}

/** The five-minute klines of the UTC month that starts at `month`. */
export function monthlyKlinesPart({ folder, symbol }: ArchivePlace, month: number): ArchivePart {
  const path = `${folder}/monthly/klines/${symbol}/5m/${symbol}-5m-${monthText(month)}.zip`;
  return { path, start: month, end: nextMonth(month) };
}

/** The funding settlements of the UTC month that starts at `month`. */
export function fundingPart({ folder, symbol }: ArchivePlace, month: number): ArchivePart {
  const path = `${folder}/monthly/fundingRate/${symbol}/${symbol}-fundingRate-${monthText(month)}.zip`;
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

import { percentText } from "../drawing/percent-text.js";

/** Settlements of eight hours in a year of 365 days: what a rate for eight hours comes to in a year, simple. */
export const settlementsPerYear: number = (365 * 24) / 8;

/** Coverage that is whole but for rounding. */
const whole = 1 - 1e-9;

/** Whether some mean is of a part of the weights only. */
export function isPartlyCovered(means: Float64Array, parts: Float64Array): boolean {
  return parts.some((part, row) => part < whole && !Number.isNaN(means[row]));
}

/** The mean of mean rates for eight hours, the same for a year, and how often longs paid. */
export function fundingText(means: Float64Array): string {
  const told = means.filter((mean) => !Number.isNaN(mean));
  if (told.length === 0) return "No row has a mean rate";
  const mean = told.reduce((sum, rate) => sum + rate, 0) / told.length;
  const paid = told.reduce((count, rate) => count + (rate > 0 ? 1 : 0), 0) / told.length;
  return `Mean ${percentText(mean, { digits: 4 })} per 8 h, ${percentText(mean * settlementsPerYear)} a year; above zero, where longs pay shorts, in ${percentText(paid, { digits: 0 })} of the rows`;
}

/** Where the mean is of a part of the weights only, and where there is none though there are weights. */
export function coverageText(means: Float64Array, parts: Float64Array): string | undefined {
  const told = parts.filter((_, row) => !Number.isNaN(means[row]));
  if (told.length === 0) return undefined;
  const without = means.reduce((count, mean, row) => count + (Number.isNaN(mean) && parts[row] >= 0 ? 1 : 0), 0);
  const none = without === 0 ? "" : `; no mean in ${countText(without)} of ${countText(means.length)} rows`;
  if (!isPartlyCovered(means, parts)) return `Coverage: every perpetual has a rate wherever there is a mean${none}`;
  const below = told.reduce((count, part) => count + (part < whole ? 1 : 0), 0);
  const least = told.reduce((a, b) => Math.min(a, b));
  return `Coverage below 100% in ${countText(below)} of ${countText(told.length)} rows, least ${percentText(least)}${none}`;
}

function countText(value: number): string {
  return value.toLocaleString("en-US");
}

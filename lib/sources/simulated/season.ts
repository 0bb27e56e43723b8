import { hourMs } from "../../series/time.js";

/** Traded volume by hour of the day, UTC, relative to the day's mean. */
const hourProfile: readonly number[] = [
  1.02, 0.95, 0.9, 0.86, 0.8, 0.78, 0.82, 0.92, 1, 1, 0.96, 0.95, 1.08, 1.32, 1.48, 1.5, 1.36, 1.2, 1.08, 1, 0.95, 0.9,
  0.92, 1.05,
];
const weekend = 0.66;

/** Factor on the volume of the hour that ends at this time: hour of the day, and two thirds at the weekend. */
export function season(time: number): number {
  const hour = Math.floor(time / hourMs) - 1;
  // Day 0 was a Thursday, so that days 2 and 3 of its week are Saturday and Sunday.
  const weekday = Math.floor(hour / 24) % 7;
  return hourProfile[hour % 24] * (weekday === 2 || weekday === 3 ? weekend : 1);
}

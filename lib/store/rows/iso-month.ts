/** UTC month of an instant: `2025-07`. */
export function isoMonth(time: number): string {
  return new Date(Math.floor(time)).toISOString().slice(0, 7);
}

/** Start of the UTC month after that of an instant, epoch milliseconds. */
export function nextMonth(time: number): number {
  const date = new Date(Math.floor(time));
  date.setUTCMonth(date.getUTCMonth() + 1, 1);
  return date.setUTCHours(0, 0, 0, 0);
}

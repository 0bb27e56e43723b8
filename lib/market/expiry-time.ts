const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * Epoch milliseconds of an hour UTC on the day in a contract's name: `250627`, `20250627` or `27JUN25`, years from 2000.
 * Undefined if there is no such day.
 */
export function expiryTime(date: string, hour: number): number | undefined {
  const digits = /^(?:20)?(\d{2})(\d{2})(\d{2})$/.exec(date);
  const words = /^(\d{1,2})([A-Z]{3})(\d{2})$/.exec(date);
  const [year, month, day] =
    digits !== null
      ? [Number(digits[1]), Number(digits[2]), Number(digits[3])]
      : words !== null
        ? [Number(words[3]), months.indexOf(words[2]) + 1, Number(words[1])]
        : [Number.NaN, Number.NaN, Number.NaN];
  const time = Date.UTC(2000 + year, month - 1, day, hour);
  // Date.UTC rolls the 31st of a month of 30 days over into the next.
  const exists = new Date(time).getUTCMonth() === month - 1 && new Date(time).getUTCDate() === day;
  return exists ? time : undefined;
}

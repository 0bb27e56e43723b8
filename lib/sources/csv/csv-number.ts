const blanks: ReadonlySet<string> = new Set(["", "nan", "null", "none", "na", "n/a"]);
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A cell as a number; NaN for a blank one, which is empty or says NaN, null, none, NA or n/a in any case.
 * Undefined if it is neither: thousands separators, hexadecimal, infinity and units are not numbers here.
 */
export function csvNumber(cell: string): number | undefined {
  if (decimal.test(cell)) {
    const value = Number(cell);
    return Number.isFinite(value) ? value : undefined;
  }
  return blanks.has(cell.toLowerCase()) ? Number.NaN : undefined;
}

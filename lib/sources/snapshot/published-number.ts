/**
 * A published cell as a number, NaN where it is empty, missing or no finite number. Venues write numbers as text, too;
 * text that only starts like one, or is in base 16, is none.
 */
export function publishedNumber(cell: unknown): number {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : Number.NaN;
  if (typeof cell !== "string" || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(cell)) return Number.NaN;
  const value = Number(cell);
  return Number.isFinite(value) ? value : Number.NaN;
}

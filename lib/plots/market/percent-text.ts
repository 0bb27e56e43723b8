/** A fraction as a percentage with a fixed number of digits and a true minus sign: `−1.50%`. */
export function percentText(fraction: number, digits: number): string {
  return `${fraction < 0 ? "−" : ""}${Math.abs(100 * fraction).toFixed(digits)}%`;
}

/** A fraction as a percentage for text, with a true minus sign: `−15.0%`; `–` for NaN. */
export function percentText(fraction: number, { digits = 1 }: { readonly digits?: number } = {}): string {
  if (Number.isNaN(fraction)) return "–";
  const text = (Math.abs(fraction) * 100).toFixed(digits);
  return `${fraction < 0 && Number(text) !== 0 ? "−" : ""}${text}%`;
}

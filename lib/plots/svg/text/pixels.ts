/** A length as SVG writes it: at most `digits` decimals (default 1), no needless zero; what is no number is 0. */
export function pixels(value: number, digits: number = 1): string {
  if (!Number.isFinite(value)) return "0";
  const scale = 10 ** digits;
  const rounded = Math.round(Math.min(1e6, Math.max(-1e6, value)) * scale) / scale;
  return rounded === 0 ? "0" : String(rounded).replace(/^(-?)0\./, "$1.");
}

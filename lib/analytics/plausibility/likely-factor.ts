/** What a constant factor is likely to be: `sides`, a power of ten (`size`), or nothing known. */
export function likelyFactor(ratio: number): "sides" | "size" | undefined {
  const near = (value: number, target: number): boolean => Math.abs(Math.log(value / target)) < 0.05;
  if (near(ratio, 2) || near(ratio, 0.5)) return "sides";
  const power = Math.round(Math.log10(ratio));
  return power !== 0 && near(ratio, 10 ** power) ? "size" : undefined;
}

import { gammaln } from "simple-statistics";

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a and b above 0.
 * From 10 on by the corrections to Stirling's formula, since the difference of large logarithms loses its digits:
 * the p-value of a regression on a million rows would keep eight.
 * Source: SLATEC dlbeta (W. Fullerton), with the series of Abramowitz & Stegun 6.1.41.
 */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b);
  const q = Math.max(a, b);
  if (q < 10) return gammaln(p) + gammaln(q) - gammaln(p + q);
  const rest = stirlingRest(q) - stirlingRest(p + q);
  const part = p / (p + q);
  if (p < 10) return gammaln(p) + rest + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-part);
  return (
    (Math.log(2 * Math.PI) - Math.log(q)) / 2 +
    stirlingRest(p) +
    rest +
    (p - 0.5) * Math.log(part) +
    q * Math.log1p(-part)
  );
}

/** ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x of at least 10 to 17 decimal places. */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  const series =
    1 / 12 -
    square *
      (1 / 360 -
        square *
          (1 / 1260 -
            square *
              (1 / 1680 -
                square * (1 / 1188 - square * (691 / 360360 - square * (1 / 156 - (square * 3617) / 122400))))));
  return series / x;
}

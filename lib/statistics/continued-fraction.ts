/**
 * a₁ / (b₁ + a₂ / (b₂ + a₃ / (b₃ + …))) to the precision of a double, by Lentz's method as modified by Thompson and Barnett.
 * Source: Press et al., Numerical Recipes, 3rd ed., section 5.2.
 * @param term of a step counted from 1: [a, b]
 * @throws {RangeError} if it has not settled after 100,000 steps
 */
export function continuedFraction(term: (step: number) => readonly [number, number]): number {
  const tiny = 1e-300;
  let value = tiny;
  let upper = tiny;
  let lower = 0;
  for (let step = 1; step <= 100_000; step++) {
    const [a, b] = term(step);
    lower = 1 / notZero(b + a * lower, tiny);
    upper = notZero(b + a / upper, tiny);
    const change = upper * lower;
    value *= change;
    if (Math.abs(change - 1) < 2 ** -52) return value;
  }
  throw new RangeError("continuedFraction: not settled after 100000 steps; its arguments are too large");
}

function notZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

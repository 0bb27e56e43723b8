import { pValueOrder } from "./p-value-order.js";

/**
 * The step-up that false discovery rates share: in rising order, the least over i ≥ j of min(1, factor m p(i) / i).
 * @param factor from the number of tests m
 * @throws {RangeError} naming `owner`, at the first value outside [0, 1]
 */
export function falseDiscovery(
  pValues: ArrayLike<number>,
  factor: (tests: number) => number,
  owner: string,
): Float64Array {
  const order = pValueOrder(pValues, owner);
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  const scale = factor(order.length) * order.length;
  let least = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const index = order[rank - 1];
    least = Math.min(least, (scale * pValues[index]) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}

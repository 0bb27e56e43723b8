import { checkNumbers } from "./check-numbers.js";

/**
 * Indices of the p-values that are there, from the least on; equal ones in the order given.
 * @param owner function that asks, for the message
 * @throws {RangeError} at the first value outside [0, 1]
 * @throws {TypeError} at the first that is no number: a `null`, as JSON has it for NaN, is no p-value of 0
 */
export function pValueOrder(pValues: ArrayLike<number>, owner: string): number[] {
  checkNumbers(pValues, owner, "p-value");
  const order: number[] = [];
  for (let index = 0; index < pValues.length; index++) {
    const p = pValues[index];
    if (p !== p) continue;
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${owner}: p-value ${p} at ${index} is outside 0 to 1`);
    order.push(index);
  }
  return order.sort((i, j) => pValues[i] - pValues[j]);
}

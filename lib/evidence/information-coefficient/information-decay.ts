import { checkNumbers } from "../../statistics/check-numbers.js";
import {
  type InformationCoefficient,
  type InformationCoefficientOptions,
  informationCoefficient,
} from "./information-coefficient.js";

/**
 * The information coefficient of a signal over several horizons: how far ahead it says something. Each is a whole
 * return from row t on, so the longer hold the shorter, and each p is of its horizon alone: correct for their number,
 * as `holm` does. Looks ahead as `informationCoefficient` does.
 * @param horizons rows ahead, each a whole number of at least 1
 * @returns one for each horizon, in their order
 * @throws {RangeError} as `informationCoefficient` does
 * @throws {TypeError} as it does, and for horizons that are no list of numbers
 */
export function informationDecay(
  signal: ArrayLike<number>,
  returns: ArrayLike<number>,
  horizons: readonly number[],
  options: Omit<InformationCoefficientOptions, "horizon"> = {},
): readonly InformationCoefficient[] {
  checkNumbers(horizons, "informationDecay", "horizon");
  return horizons.map((horizon) => informationCoefficient(signal, returns, { ...options, horizon }));
}

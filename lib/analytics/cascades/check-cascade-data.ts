import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { checkPositivePrice } from "../columns/check-positive-price.js";
import type { CascadeData } from "./cascades.js";

/** @throws {RangeError} as `cascades` says of its data */
export function checkCascadeData(
  { oi, price, takerDelta, volume }: CascadeData,
  mixedSides: SumOptions["mixedSides"],
): void {
  if (oi.unit !== "base") {
    throw new RangeError(
      `cascades: open interest is in ${oi.unit}; give it in base, since the price alone moves dollars (convertOpenInterest)`,
    );
  }
  checkUnitOf(price, "price", "the price");
  checkAddable(oi.columns, oi.unit, { mixedSides }, "cascades");
  const mixed = oi.columns.find(({ identity }) => identity.margin === "mixed");
  if (mixed !== undefined) {
    throw new RangeError(
      `cascades: "${mixed.name}" adds inverse contracts to others, whose coins the price moves; give the contracts before they are added, which are grouped by identity.venue`,
    );
  }
  checkNotNegative(oi.times, oi.columns, "cascades");
  checkSameTimes(oi.times, price.times, "cascades");
  if (volume !== undefined && takerDelta === undefined) {
    throw new RangeError("cascades: volume is given without takerDelta, which it is to measure; give both or neither");
  }
  for (const [flow, what] of [
    [takerDelta, "taker delta"],
    [volume, "volume"],
  ] as const) {
    if (flow === undefined) continue;
    checkUnitOf(flow, "base", what);
    checkSameTimes(oi.times, flow.times, "cascades");
  }
  checkPositivePrice(price, "cascades");
}

function checkUnitOf({ name, unit }: Series, wanted: Series["unit"], what: string): void {
  if (unit !== wanted) {
    throw new RangeError(`cascades: "${name}" is in ${unit}; give ${what} in ${wanted}`);
  }
}

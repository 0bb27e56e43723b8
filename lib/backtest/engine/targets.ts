import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { barsUntilFill } from "../exits/bars-until-fill.js";
import { knownDelay } from "../exits/known-delay.js";
import type { TargetUnit } from "./leg-state.js";
import type { FillRule } from "./options.js";

/** What the bars are told to do: one order at most for each. */
export interface Targets {
  readonly unit: TargetUnit;
  /** Target by the row of the bar in which it can first be filled; NaN where nothing new is decided. */
  readonly orders: Float64Array;
  /** Targets that were NaN. */
  readonly missing: number;
}

/** How targets are placed. */
export interface TargetRules {
  readonly fill: FillRule;
  readonly maxLeverage: number;
  readonly missingPosition: "flat" | "hold";
  /** Units of one contract, NaN where not given. */
  readonly contractSize: number;
  readonly owner: string;
}

const targetUnits: readonly string[] = ["fraction", "base", "usd", "contracts"] satisfies readonly TargetUnit[];

/**
 * Places each target on the bar in which it is filled, by `barsUntilFill`. Later rows have no order; those that would
 * fall behind the last bar are dropped.
 * @throws {TypeError} if the unit is none of a target, or is contracts of unknown size
 * @throws {RangeError} at the first time that is no bar end, the first fraction beyond `maxLeverage`, or a delay below
 *   0
 */
export function targets(
  position: Series,
  times: Float64Array,
  intervalMs: number,
  { fill, maxLeverage, missingPosition, contractSize, owner }: TargetRules,
): Targets {
  const { unit } = position;
  if (!targetUnits.includes(unit)) {
    throw new TypeError(
      `${owner}: position "${position.name}" has unit ${unit}; give exposure as a signed fraction of equity, or base, usd or contracts`,
    );
  }
  if (unit === "contracts" && contractSize !== contractSize) {
    throw new TypeError(
      `${owner}: position "${position.name}" is in contracts of unknown size; pass contract: { margin, size }`,
    );
  }
  const largest = unit === "fraction" ? maxLeverage : Number.POSITIVE_INFINITY;
  const orders = new Float64Array(times.length);
  const wait = barsUntilFill(fill, knownDelay(position, owner), intervalMs);
  const { times: decided, values } = position;
  const isOnBars = decided === times;
  let missing = 0;
  let bar = 0;
  let placed = 0;
  for (let row = 0; row < values.length; row++) {
    const time = decided[row];
    if (isOnBars) bar = row;
    else while (bar < times.length && times[bar] < time) bar++;
    if (times[bar] !== time) {
      throw new RangeError(
        `${owner}: position time ${isoTime(time)} at row ${row} is not the end of any bar; align the signal to the candles`,
      );
    }
    const value = values[row];
    if (Math.abs(value) > largest) {
      throw new RangeError(
        `${owner}: position ${value} at row ${row} (${isoTime(time)}) is beyond maxLeverage ${maxLeverage}; scale it down or raise maxLeverage`,
      );
    }
    if (value !== value) {
      missing++;
      if (missingPosition === "hold") continue;
    }
    if (bar + wait >= times.length) continue;
    for (; placed < bar + wait; placed++) orders[placed] = Number.NaN;
    orders[bar + wait] = value === value ? value : 0;
    placed = bar + wait + 1;
  }
  orders.fill(Number.NaN, placed);
  return { unit: unit as TargetUnit, orders, missing };
}

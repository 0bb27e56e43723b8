import { checkChoice } from "../../../series/check.js";
import { breakoutStrategy } from "./breakout.js";
import type { FusedStrategy } from "./fused-strategy.js";
import { momentumStrategy } from "./momentum.js";
import { movingAverageCrossStrategy } from "./moving-average-cross.js";
import { zScoreReversionStrategy } from "./z-score-reversion.js";

/**
 * A strategy that a sweep runs fused, with its parameters (defaults in brackets):
 *
 * - `movingAverageCross`: `fast` (20), `slow` (100), `short` (false), `waitForCross` (false)
 * - `zScoreReversion`: `window` (100), `enter` (2), `leave` (0.5), `short` (true)
 * - `breakout`: `enter` (100), `leave` (50), `short` (false)
 * - `momentum`: `lookback` (100), `threshold` (0), `short` (false)
 */
export type BuiltInStrategy = "movingAverageCross" | "zScoreReversion" | "breakout" | "momentum";

const strategies: Readonly<Record<BuiltInStrategy, FusedStrategy>> = {
  movingAverageCross: movingAverageCrossStrategy,
  zScoreReversion: zScoreReversionStrategy,
  breakout: breakoutStrategy,
  momentum: momentumStrategy,
};

/** @throws {RangeError} for an unknown name, naming the known ones */
export function builtIn(name: BuiltInStrategy): FusedStrategy {
  checkChoice("strategy", name, Object.keys(strategies), "sweep");
  return strategies[name];
}

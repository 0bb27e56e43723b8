import { type Hysteresis, regimeCodes } from "../../analytics/regimes/regime-codes.js";
import type { Regime, Regimes } from "../../analytics/regimes/regimes.js";
import type { Series } from "../../series/series.js";
import { type RegimePositionOptions, regimePosition, targetsText } from "./regime-position.js";

/** Targets by the direction of the price alone, signed fractions of equity. */
export interface PriceTargets {
  readonly up: number;
  readonly down: number;
  readonly neutral: number;
}

/** Options of `priceOnlyPosition`. */
export interface PriceOnlyOptions extends RegimePositionOptions {
  /** What to hold by direction. Default: the means of the regimes' targets, as below. */
  readonly priceTargets?: PriceTargets;
  /** That with which the regimes were found, which they do not tell. Default none. */
  readonly hysteresis?: Hysteresis;
}

/**
 * The price-only twin of `regimePosition(found, targets)`: the same rule for one who sees the price and no open interest.
 * What the rule earns beyond its twin is what open interest adds (`comparison`).
 *
 * The price is up where its change is above its dead band, down below minus that, and neutral within. Long buildup and short
 * covering share an up, short buildup and long unwinding a down; who cannot tell them apart holds the mean of their targets
 * (a regime that is not named counts as 0). So the twin of long 1 in long buildup alone is long 0.5 whenever the price is
 * up: half the size, in about twice the bars, or with `hold` in about as many. Give `priceTargets` for a twin of the same
 * size. Opposite targets for one direction of the price cancel, and then the rule is of open interest alone. Rows that are
 * neutral because of their open interest are up or down here. Bands that follow the price are kept.
 *
 * With `hold`, a direction is named if one of its regimes is, and a neutral price if `neutral` is.
 * Both are missing in the same rows, those without open interest included: they differ by what they know of a row.
 * @param targets those of the regime rule
 * @returns unit `fraction`, T rows, with the delay of the regimes
 * @throws {RangeError} as `regimePosition` does, or if a price target is not a finite number
 */
export function priceOnlyPosition(
  found: Regimes,
  targets: Readonly<Partial<Record<Regime, number>>>,
  { hold = false, priceTargets, hysteresis = { enter: 1, leave: 1 } }: PriceOnlyOptions = {},
): Series {
  // Checks the names and the targets.
  regimePosition(found, targets);
  checkTargets(priceTargets);
  const { codes, priceBand } = found;
  // A row without a regime is missing here too, and forgets the direction as it does there.
  const known = found.priceChange.values.map((change, row) => (codes[row] < 0 ? Number.NaN : change));
  const priceChange = found.priceChange.with(known);
  const twice = { priceChange, openInterestChange: priceChange, priceBand, openInterestBand: priceBand };
  const byDirection = { ...found, codes: regimeCodes(twice, hysteresis) };
  const position = regimePosition(byDirection, twinTargets(targets, priceTargets), { hold });
  const rule =
    priceTargets === undefined
      ? targetsText(targets, hold)
      : `up ${priceTargets.up}, down ${priceTargets.down}, neutral ${priceTargets.neutral}${hold ? ", held" : ""}`;
  return position.with(position.values, { name: `price-only position: ${rule}` });
}

function checkTargets(given: PriceTargets | undefined): void {
  for (const [direction, target] of Object.entries(given ?? {})) {
    if (Number.isFinite(target)) continue;
    throw new RangeError(
      `priceOnlyPosition: target ${target} for ${direction} is not a number; give a fraction of equity`,
    );
  }
}

/** With the price in the place of open interest, an up is a long buildup and a down a long unwinding. */
function twinTargets(
  targets: Readonly<Partial<Record<Regime, number>>>,
  given: PriceTargets | undefined,
): Partial<Record<Regime, number>> {
  if (given !== undefined) {
    return { "long buildup": given.up, "long unwinding": given.down, neutral: given.neutral };
  }
  const up = meanTarget(targets, ["long buildup", "short covering"]);
  const down = meanTarget(targets, ["short buildup", "long unwinding"]);
  const { neutral } = targets;
  return {
    ...(up === undefined ? {} : { "long buildup": up }),
    ...(down === undefined ? {} : { "long unwinding": down }),
    ...(neutral === undefined ? {} : { neutral }),
  };
}

/** Mean of the two targets, undefined if neither is named. */
function meanTarget(
  targets: Readonly<Partial<Record<Regime, number>>>,
  [one, other]: readonly [Regime, Regime],
): number | undefined {
  const [first, second] = [targets[one], targets[other]];
  return first === undefined && second === undefined ? undefined : ((first ?? 0) + (second ?? 0)) / 2;
}

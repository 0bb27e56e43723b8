import { type Regime, type Regimes, regimeNames } from "../../analytics/regimes/regimes.js";
import { commonIdentity } from "../../series/identity.js";
import { Series } from "../../series/series.js";

/** Options of `regimePosition`. */
export interface RegimePositionOptions {
  /**
   * Keep the target of the last named regime through rows of regimes that are not named, until a row is missing.
   * Default false: a regime that is not named is flat.
   */
  readonly hold?: boolean;
}

/**
 * Target exposure by regime: `regimePosition(regimes, { "long buildup": 1, "short buildup": -1 })`.
 * A row whose regime is missing is NaN and ends a hold. A row's regime is known at its end, later by the longer delay of
 * its two series, which the result carries.
 * @param targets signed fraction of equity for each regime named; the others are 0, or keep what was held
 * @returns unit `fraction`, T rows
 * @throws {RangeError} if a name is no regime, or a target is not a finite number
 */
export function regimePosition(
  { times, codes, priceChange, openInterestChange }: Regimes,
  targets: Readonly<Partial<Record<Regime, number>>>,
  { hold = false }: RegimePositionOptions = {},
): Series {
  const byCode = new Float64Array(regimeNames.length).fill(hold ? Number.NaN : 0);
  for (const [name, target] of Object.entries(targets)) {
    const code = (regimeNames as readonly string[]).indexOf(name);
    if (code < 0) throw new RangeError(`regimePosition: unknown regime "${name}"; known: ${regimeNames.join(", ")}`);
    if (!Number.isFinite(target)) {
      throw new RangeError(`regimePosition: target ${target} for ${name} is not a number; give a fraction of equity`);
    }
    byCode[code] = target;
  }

  const position = new Float64Array(codes.length).fill(Number.NaN);
  let held = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) {
      held = 0;
      continue;
    }
    const target = byCode[code];
    if (target === target) held = target;
    position[row] = held;
  }
  const identity = commonIdentity([priceChange.identity, openInterestChange.identity]);
  return new Series(times, position, `regime position: ${targetsText(targets, hold)}`, "fraction", identity);
}

/** Targets as part of a name, the same for equal rules: `long buildup 1, short buildup -1, held`. */
export function targetsText(targets: Readonly<Partial<Record<Regime, number>>>, hold: boolean): string {
  const named = regimeNames.flatMap((name) => (targets[name] === undefined ? [] : [`${name} ${targets[name]}`]));
  return [...(named.length > 0 ? named : ["flat"]), ...(hold ? ["held"] : [])].join(", ");
}

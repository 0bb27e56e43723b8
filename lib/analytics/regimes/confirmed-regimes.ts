import { Series } from "../../series/series.js";
import type { Regimes } from "./regimes.js";

/** What a confirmation reads and changes. */
export type Confirmable = Pick<Regimes, "times" | "codes" | "horizon" | "priceChange">;

/**
 * The regimes with every label that the evidence does not confirm made neutral (0), and made missing (−1) where the
 * evidence is missing. A neutral row needs none, and stays.
 * A row is then known when its evidence is: the price change takes on the later delay.
 * @param evidence T values; above 0 confirms the row
 */
export function confirmedRegimes<R extends Confirmable>(found: R, evidence: Float64Array, delayMs: number = 0): R {
  const codes = Int8Array.from(found.codes);
  for (let t = 0; t < codes.length; t++) {
    if (codes[t] <= 0 || evidence[t] > 0) continue;
    codes[t] = evidence[t] === evidence[t] ? 0 : -1;
  }
  return { ...found, codes, priceChange: delayed(found.priceChange, delayMs) };
}

function delayed(of: Regimes["priceChange"], delayMs: number): Regimes["priceChange"] {
  if (delayMs <= (of.identity.delayMs ?? 0)) return of;
  return new Series(of.times, of.values, of.name, of.unit, { ...of.identity, delayMs });
}

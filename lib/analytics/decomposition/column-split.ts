import type { Identity } from "../../series/identity.js";
import type { PairedColumn } from "../columns/paired-columns.js";

/** One column: its dollars where it counts as present, and the parts of their change. */
export interface Split {
  readonly name: string;
  readonly identity: Identity;
  readonly usd: Float64Array;
  readonly change: Float64Array;
  readonly positions: Float64Array;
  readonly revaluation: Float64Array;
}

/** Splits the change of one column where it is present in a row and the row before, in the form `decomposition` gives. */
export function splitColumn({ name, identity, inverse, usd, coins }: PairedColumn): Split {
  const length = usd.length;
  const change = new Float64Array(length).fill(Number.NaN);
  const positions = new Float64Array(length).fill(Number.NaN);
  const revaluation = new Float64Array(length).fill(Number.NaN);
  for (let t = 1; t < length; t++) {
    const before = usd[t - 1];
    const after = usd[t];
    if (before !== before || after !== after) continue;
    change[t] = after - before;
    const held = coins[t - 1];
    const holds = coins[t];
    if (inverse || held === 0 || holds === 0) {
      positions[t] = after - before;
      revaluation[t] = 0;
      continue;
    }
    const oldPrice = before / held;
    const newPrice = after / holds;
    positions[t] = ((oldPrice + newPrice) / 2) * (holds - held);
    revaluation[t] = ((held + holds) / 2) * (newPrice - oldPrice);
  }
  return { name, identity, usd, change, positions, revaluation };
}

/** Parts of the change of a sum of columns, length T. */
export interface SplitSums extends Pick<Split, "change" | "positions" | "revaluation"> {
  /** What came from columns present in one of the two rows only. */
  readonly composition: Float64Array;
}

/** By row, 1 where some column is present in it and some, the same or another, in the row before; else 0. */
export function comparableRows(splits: readonly Split[], length: number): Uint8Array {
  const reported = new Uint8Array(length);
  for (const { usd } of splits) {
    for (let t = 0; t < length; t++) if (usd[t] === usd[t]) reported[t] = 1;
  }
  const comparable = new Uint8Array(length);
  for (let t = 1; t < length; t++) comparable[t] = reported[t] & reported[t - 1];
  return comparable;
}

/**
 * Adds up the splits of columns, with those that come and go as composition: NaN where rows are not comparable, and where
 * none of the columns is present in the row or the row before.
 * @param comparable by row, 0 where the source as a whole has nothing to compare
 */
export function addSplits(splits: readonly Split[], comparable: Uint8Array): SplitSums {
  const length = comparable.length;
  const change = new Float64Array(length).fill(Number.NaN);
  const positions = new Float64Array(length).fill(Number.NaN);
  const revaluation = new Float64Array(length).fill(Number.NaN);
  const composition = new Float64Array(length).fill(Number.NaN);
  for (let t = 1; t < length; t++) {
    if (comparable[t] === 0) continue;
    let present = 0;
    let total = 0;
    let flow = 0;
    let price = 0;
    let entered = 0;
    for (let j = 0; j < splits.length; j++) {
      const part = splits[j];
      const after = part.usd[t];
      const before = part.usd[t - 1];
      if (after !== after && before !== before) continue;
      present++;
      if (before !== before) entered += after;
      else if (after !== after) entered -= before;
      else {
        total += after - before;
        flow += part.positions[t];
        price += part.revaluation[t];
      }
    }
    if (present === 0) continue;
    change[t] = total + entered;
    positions[t] = flow;
    revaluation[t] = price;
    composition[t] = entered;
  }
  return { change, positions, revaluation, composition };
}

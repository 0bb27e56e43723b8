import { rollingExtremes } from "../../../series/rolling/rolling-extremes.js";
import { rollingMoments } from "../../../series/rolling/rolling-moments.js";
import type { IndicatorKey, IndicatorKind } from "../strategies/fused-strategy.js";

/** The array of an indicator, by the kernels that the plain strategies use: equal to theirs to the bit. */
export function indicatorOf(input: Float64Array, key: IndicatorKey): Float64Array {
  const [kind, text] = key.split(" ") as [IndicatorKind, string];
  const window = Number(text);
  switch (kind) {
    case "mean":
    case "zScore":
      return rollingMoments(input, window, window, kind);
    case "highest":
      return rollingExtremes(input, window, window, -1);
    case "lowest":
      return rollingExtremes(input, window, window, 1);
  }
}

/**
 * Combinations in an order and in batches such that the indicators of one batch fit into `room` arrays: combinations that
 * share windows come together (tiles of the plane of first and last window), since an indicator costs more than a pass
 * over it. Where all fit there is one batch, in the given order.
 * @param keys indicators of each combination
 * @returns places of the combinations, each once
 */
export function batches(keys: readonly (readonly IndicatorKey[])[], room: number): number[][] {
  const distinct = [...new Set(keys.flat())];
  const all = keys.map((_, place) => place);
  if (distinct.length <= room) return [all];
  const rank = new Map(distinct.map((key, place) => [key, place]));
  const side = Math.max(1, Math.floor(room / 2));
  const tile = (place: number, end: 0 | -1): number =>
    Math.floor((rank.get(keys[place].at(end) as IndicatorKey) as number) / side);
  all.sort((a, b) => tile(a, 0) - tile(b, 0) || tile(a, -1) - tile(b, -1) || a - b);

  const result: number[][] = [];
  let held = new Set<IndicatorKey>();
  for (const place of all) {
    const wanted = new Set([...held, ...keys[place]]);
    if (result.length === 0 || wanted.size > room) {
      result.push([]);
      held = new Set(keys[place]);
    } else held = wanted;
    result[result.length - 1].push(place);
  }
  return result;
}

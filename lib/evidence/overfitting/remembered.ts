import type { HalfMeasures } from "./half-measures.js";

/** Most values that are kept, 64 MB: beyond it they are taken again. */
const most = 2 ** 23;

/**
 * The same measures, each half taken once and kept, if they are not too many: a square root and a division cost more
 * than a copy.
 * @param splits halves that will be asked for
 */
export function remembered(
  measures: HalfMeasures,
  { splits, blocks, N }: { splits: number; blocks: number; N: number },
): HalfMeasures {
  if (splits * N > most) return measures;
  const table = new Float64Array(splits * N);
  const flats = new Int32Array(splits);
  const places = new Int32Array(2 ** blocks).fill(-1);
  let used = 0;
  const write = (mask: number, out: Float64Array): number => {
    let place = places[mask];
    if (place < 0) {
      place = used++;
      places[mask] = place;
      flats[place] = measures.write(mask, out);
      table.set(out, place * N);
    } else {
      out.set(table.subarray(place * N, (place + 1) * N));
    }
    return flats[place];
  };
  return { unit: measures.unit, write };
}

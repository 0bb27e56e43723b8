import type { Series } from "../../series/series.js";

/** What a trial was run on: enough to tell whether two trials saw the same market. */
export interface TrialData {
  /** What was traded, by `identity.asset` or else by name; in alphabetical order, each once. */
  readonly assets: readonly string[];
  /** First and last of the times, epoch milliseconds UTC; NaN if there are none. */
  readonly from: number;
  readonly to: number;
  /** Rows of the longest of the series. */
  readonly rows: number;
  /** All of the above and a checksum of the prices in one text: equal for equal data. */
  readonly id: string;
}

/** Rows of a series that its checksum reads at most, so that a long one costs no more than a short one. */
const sampledRows = 16_384;

/**
 * What the prices of a trial are of. The checksum (FNV-1a, 32 bits at a time, over times and values) reads at most
 * 16,384 evenly spaced rows of each series, and the last: it tells data sets apart and is no proof that two are the
 * same. The order of the series does not count.
 * @param prices one series for each instrument traded, such as the closes of its candles
 */
export function trialData(prices: readonly Series[]): TrialData {
  const assets = [...new Set(prices.map(({ identity, name }) => identity.asset ?? name))].sort();
  const filled = prices.filter(({ length }) => length > 0);
  const from = Math.min(...filled.map(({ times }) => times[0]));
  const to = Math.max(...filled.map(({ times }) => times[times.length - 1]));
  const rows = Math.max(0, ...filled.map(({ length }) => length));
  const sums = filled.map(checksum).sort();
  return {
    assets,
    from: Number.isFinite(from) ? from : Number.NaN,
    to: Number.isFinite(to) ? to : Number.NaN,
    rows,
    id: `${assets.join("+")} ${from} ${to} ${rows} ${sums.join("+")}`,
  };
}

/** @throws {TypeError} naming `owner`, for what does not tell the assets and the period */
export function checkTrialData(data: TrialData, owner: string): void {
  const { assets, from, to, id } = data ?? {};
  if (Array.isArray(assets) && typeof from === "number" && typeof to === "number" && typeof id === "string") return;
  const given = data === null || typeof data !== "object" ? String(data) : "an object without assets, from, to and id";
  throw new TypeError(`${owner}: data: ${given} tells no assets and no period; give trialData(prices)`);
}

function checksum({ times, values, identity }: Series): string {
  const stride = Math.max(1, Math.ceil(times.length / sampledRows));
  const cell = new Float64Array(2);
  const words = new Uint32Array(cell.buffer);
  let hash = 0x811c9dc5;
  const add = (row: number): void => {
    cell[0] = times[row];
    // A gap is one bit pattern, and −0 is 0.
    cell[1] = values[row] === values[row] ? values[row] + 0 : Number.NaN;
    for (let word = 0; word < 4; word++) hash = Math.imul(hash ^ words[word], 0x01000193);
    hash ^= hash >>> 15;
  };
  for (let row = 0; row < times.length; row += stride) add(row);
  add(times.length - 1);
  const { venue = "", instrument = "" } = identity;
  return `${venue}/${instrument}#${(hash >>> 0).toString(16).padStart(8, "0")}`;
}

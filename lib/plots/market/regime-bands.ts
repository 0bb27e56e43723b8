/** A stretch of time in one regime: from < t ≤ to, epoch milliseconds UTC. */
export interface RegimeBand {
  readonly from: number;
  readonly to: number;
  /** Index into `regimeNames`. */
  readonly code: number;
  /** Part of its bars that are in the regime: 1, unless bars were taken together. */
  readonly part: number;
}

/** What part of each of equal stretches of time was spent in each regime. */
export interface RegimeBuckets {
  /** Start of the first bucket, epoch milliseconds UTC. */
  readonly start: number;
  /** Length of a bucket in milliseconds, a whole number of bars. */
  readonly lengthMs: number;
  /** By code, then by bucket: bars in the regime / bars that have one; NaN where none has. */
  readonly parts: readonly Float64Array[];
}

/**
 * Bars told as stretches of one regime, equal neighbours as one. A bar stamped t covers from t − intervalMs to t;
 * bars without a regime (code −1) and holes in time are left out, and end a stretch.
 * @param times bar ends, epoch milliseconds UTC, rising, length T
 * @param codes length T
 */
export function regimeBands(times: Float64Array, codes: Int8Array, intervalMs: number): RegimeBand[] {
  const bands: { from: number; to: number; code: number; part: number }[] = [];
  for (let row = 0; row < times.length; row++) {
    const code = codes[row] as number;
    if (code < 0) continue;
    const to = times[row] as number;
    const last = bands.at(-1);
    if (last !== undefined && last.code === code && last.to === to - intervalMs) last.to = to;
    else bands.push({ from: to - intervalMs, to, code, part: 1 });
  }
  return bands;
}

/**
 * Time cut into at most `limit` buckets of as many bars each, with the part of each regime in them.
 * @param count number of regimes
 */
export function regimeBuckets(
  times: Float64Array,
  codes: Int8Array,
  { intervalMs, count, limit }: { readonly intervalMs: number; readonly count: number; readonly limit: number },
): RegimeBuckets {
  const start = (times[0] ?? 0) - intervalMs;
  const bars = Math.round(((times[times.length - 1] ?? start) - start) / intervalMs);
  const lengthMs = Math.max(1, Math.ceil(bars / limit)) * intervalMs;
  const buckets = Math.ceil((bars * intervalMs) / lengthMs);
  const parts = Array.from({ length: count }, () => new Float64Array(buckets));
  const told = new Float64Array(buckets);
  for (let row = 0; row < times.length; row++) {
    const code = codes[row] as number;
    if (code < 0) continue;
    const bucket = Math.ceil(((times[row] as number) - start) / lengthMs) - 1;
    told[bucket] = (told[bucket] as number) + 1;
    const part = parts[code] as Float64Array;
    part[bucket] = (part[bucket] as number) + 1;
  }
  // 0 / 0 is NaN: a bucket without a regime has no parts.
  for (const part of parts) for (let bucket = 0; bucket < buckets; bucket++) part[bucket]! /= told[bucket] as number;
  return { start, lengthMs, parts };
}

/**
 * The regime with the largest part of each bucket as stretches, equal neighbours as one, with the mean of their parts.
 * Of equal parts the lower code has it.
 */
export function prevailingBands({ start, lengthMs, parts }: RegimeBuckets): RegimeBand[] {
  const buckets = parts[0]?.length ?? 0;
  const ends = Float64Array.from({ length: buckets }, (_, bucket) => start + (bucket + 1) * lengthMs);
  const codes = new Int8Array(buckets).fill(-1);
  const largest = new Float64Array(buckets);
  for (let bucket = 0; bucket < buckets; bucket++) {
    for (let code = 0; code < parts.length; code++) {
      const part = (parts[code] as Float64Array)[bucket] as number;
      if (part > (largest[bucket] as number)) {
        largest[bucket] = part;
        codes[bucket] = code;
      }
    }
  }
  return regimeBands(ends, codes, lengthMs).map((band) => {
    const among = largest.subarray((band.from - start) / lengthMs, (band.to - start) / lengthMs);
    return { ...band, part: among.reduce((sum, part) => sum + part, 0) / among.length };
  });
}

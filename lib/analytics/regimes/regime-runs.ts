/** Rows one after another with the same code. */
export interface RegimeRun {
  readonly code: number;
  readonly firstRow: number;
  /** The row after its last. */
  readonly endRow: number;
}

/** Unbroken runs of one regime, in order; rows without a regime (−1) belong to none. */
export function regimeRuns(codes: Int8Array): readonly RegimeRun[] {
  const runs: RegimeRun[] = [];
  let firstRow = 0;
  for (let row = 1; row <= codes.length; row++) {
    if (row < codes.length && codes[row] === codes[firstRow]) continue;
    if (codes[firstRow] >= 0) runs.push({ code: codes[firstRow], firstRow, endRow: row });
    firstRow = row;
  }
  return runs;
}

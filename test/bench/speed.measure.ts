import { afterAll, describe, expect, test } from "vitest";
import { differences } from "./compare.js";
import { randomMarket } from "./market.js";
import { danfojs } from "./peers/danfojs.js";
import { duckdb } from "./peers/duckdb.js";
import { openInterest } from "./peers/open-interest.js";
import type { MakePeer, Peer } from "./peers/peer.js";
import { polars } from "./peers/polars.js";
import { printTimings, timeByTurns } from "./timing.js";

// Shares, leave-one-out divergence and regimes of ten venues, by this library and by one peer at a time, since threads and
// memory that a peer keeps between runs slow the others down. The machine decides how they compare, so that only the
// numbers they compute can fail.

interface Comparison {
  readonly name: string;
  readonly make: MakePeer;
  readonly rows: number;
}

const comparisons: readonly Comparison[] = [
  { name: "nodejs-polars", make: polars, rows: 525_600 },
  // A tenth, because it keeps an object for each value.
  { name: "danfojs", make: danfojs, rows: 52_560 },
  { name: "DuckDB", make: duckdb, rows: 525_600 },
];

describe.each(comparisons)("$name, 10 venues × $rows rows", ({ name, make, rows }) => {
  let peers: Peer[] = [];
  afterAll(() => {
    for (const { close } of peers) close?.();
  });

  test("computes the same numbers", async () => {
    const market = randomMarket(rows);
    peers = [openInterest(market), await make(market)];
    for (const { run } of peers) await run();
    const { shares, logRatios, zScores } = differences(await peers[0].results(), await peers[1].results());
    console.log(`${name} differs by ${shares} in shares, ${logRatios} in log ratios, ${zScores} in z-scores`);
    expect(shares).toBeLessThan(1e-12);
    expect(logRatios).toBeLessThan(1e-12);
    // A peer that takes what leaves a window out of its running sums drifts with the rows.
    expect(zScores).toBeLessThan(1e-8);
  });

  test("takes its time", async () => {
    expect(peers.length).toBe(2);
    printTimings(`10 venues × ${rows} rows`, await timeByTurns(peers, 9));
  });
});

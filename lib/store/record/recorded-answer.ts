import type { Identity, Unit } from "../../series/identity.js";
import { Series } from "../../series/series.js";
import { intervalText } from "../../series/time.js";
import type { Measure, MeasuredSeries } from "../../sources/dataset-series.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { Snapshot } from "../../sources/snapshot/snapshots.js";
import type { Answer, StoredQuery } from "../store-types.js";
import { recordedSource } from "./recorded-source.js";

/** Snapshots of one asset at one scheduled instant. */
export interface RecordedInstant {
  readonly asset: string;
  /** The scheduled instant, and the one up to which the record goes before it, epoch milliseconds UTC. */
  readonly at: number;
  readonly since: number;
  readonly everyMs: number;
  readonly toleranceMs: number;
  readonly query: StoredQuery;
  readonly snapshots: readonly Snapshot[];
  readonly issues: readonly QualityIssue[];
  readonly retrievedAt: number;
}

/**
 * Snapshots as an answer that a store keeps: all stamped with the scheduled instant, so that venues stand on one grid. Each
 * was true at most `toleranceMs` away from it: how far is kept as a series of its own, `… lag` in milliseconds, positive
 * if it was later. That it may have been later is in the identity, too: `delayMs` is the tolerance, before which nobody can
 * have known the value; so a backtest does not use it at the very instant.
 * Beside coins and dollars the price is kept and, where a venue counts contracts, their number, which no later doubt about
 * the size of a contract can touch.
 */
export function recordedAnswer({
  asset,
  at,
  since,
  everyMs,
  toleranceMs,
  query,
  snapshots,
  issues,
  retrievedAt,
}: RecordedInstant): Answer {
  return {
    source: recordedSource,
    asset,
    intervalMs: everyMs,
    query,
    from: since,
    to: at,
    retrievedAt,
    series: snapshots.flatMap((snapshot) => seriesOf(snapshot, at, toleranceMs)),
    issues,
    rowsRead: snapshots.length,
    provenance: {
      source: recordedSource,
      simulated: false,
      description: `Open interest of ${asset} as venues gave it when asked every ${intervalText(everyMs)}; stamped with the scheduled instant, from which the true one is at most ${toleranceMs} ms away, as the lag tells.`,
      files: [],
    },
  };
}

function seriesOf(snapshot: Snapshot, at: number, toleranceMs: number): readonly MeasuredSeries[] {
  const { asset, venue, instrument, kind, margin, settle, expiry, sides } = snapshot;
  const name = `${venue} ${instrument}`;
  const identity: Identity = {
    asset,
    venue,
    instrument,
    kind,
    margin,
    settle,
    ...(Number.isNaN(expiry) ? {} : { expiry }),
    ...(toleranceMs > 0 ? { delayMs: toleranceMs } : {}),
  };
  const one = (measure: Measure, series: string, value: number, unit: Unit, more: Identity = {}): MeasuredSeries => ({
    measure,
    series: new Series(Float64Array.of(at), Float64Array.of(value), series, unit, { ...identity, ...more }),
  });
  const converted = (price: string): Identity => (price === "" ? { sides } : { sides, convertedAt: price });
  const all = [
    one("open_interest", name, snapshot.base, "base", converted(snapshot.baseConvertedAt)),
    one("open_interest_usd", name, snapshot.usd, "usd", converted(snapshot.usdConvertedAt)),
    one("other", `${name} contracts`, snapshot.contracts, "contracts", { sides }),
    one("other", `${name} price`, snapshot.price, "price"),
    one("other", `${name} lag`, snapshot.time - at, "number"),
  ];
  return all.filter(({ series }) => !Number.isNaN(series.values[0]));
}

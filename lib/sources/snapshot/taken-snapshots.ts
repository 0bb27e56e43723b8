import { secondMs } from "../../series/time.js";
import type { ExchangeClient } from "../exchange/exchange-client.js";
import type { QualityIssue } from "../quality/quality.js";
import { failureSentence } from "./failure-sentence.js";
import type { ListedInstrument } from "./listed-instruments.js";
import { snapshotOf } from "./snapshot-of.js";
import type { Reading, SnapshotSource } from "./snapshot-source.js";
import type { Snapshot, SnapshotFailure } from "./snapshots.js";

/** Readings and when they were asked for, by this machine's clock. */
export interface AskedReadings {
  readonly readings: readonly Reading[];
  readonly askedAt: number;
  readonly answeredAt: number;
  /** What failed so far. */
  readonly failures: readonly SnapshotFailure[];
}

/** What came of the readings of the instruments that were wanted. */
export interface TakenSnapshots {
  readonly snapshots: readonly Snapshot[];
  readonly failures: readonly SnapshotFailure[];
  readonly issues: readonly QualityIssue[];
}

const largestSkewMs = 5 * secondMs;

/** A snapshot of each instrument that was read, and a failure for each that was not or that cannot be told. */
export function takenSnapshots(
  { venue, title }: SnapshotSource,
  client: ExchangeClient,
  wanted: readonly ListedInstrument[],
  { readings, askedAt, answeredAt, failures: before }: AskedReadings,
): TakenSnapshots {
  const skewMs = clockSkew(client, askedAt, answeredAt);
  const snapshots: Snapshot[] = [];
  const failures = [...before];
  const issues: QualityIssue[] = [];
  if (Math.abs(skewMs) > largestSkewMs) {
    const seconds = Math.round(Math.abs(skewMs) / secondMs);
    const detail = `this machine's clock is ${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} that of ${title}; set it by a time server`;
    issues.push({ kind: "label", where: venue, count: 1, from: answeredAt, to: answeredAt, detail });
  }
  const byName = new Map(readings.map((reading) => [reading.instrument, reading]));
  for (const listed of wanted) {
    const { symbol, asset } = listed.instrument;
    const what = `${venue} ${symbol}`;
    const reading = byName.get(symbol);
    if (reading === undefined) {
      if (before.some((failure) => failure.what === what)) continue;
      failures.push({ venue, what, asset, message: `the answer of ${title} has no ${symbol}, which it lists` });
      continue;
    }
    try {
      const found = snapshotOf(listed, reading, { answeredAt, skewMs });
      snapshots.push(found.snapshot);
      for (const issue of found.issues) issues.push(issue);
    } catch (error) {
      failures.push({ venue, what, asset, message: failureSentence(error, title) });
    }
  }
  return { snapshots, failures, issues };
}

/** The venue's clock less ours, by the date of its last answer, which is of whole seconds; NaN where it has none. */
function clockSkew({ last_response_headers: headers }: ExchangeClient, askedAt: number, answeredAt: number): number {
  const date = Object.entries((headers ?? {}) as Readonly<Record<string, string>>).find(
    ([name]) => name.toLowerCase() === "date",
  )?.[1];
  const time = date === undefined ? Number.NaN : Date.parse(date) + secondMs / 2;
  return time > answeredAt ? time - answeredAt : time < askedAt ? time - askedAt : Number.isNaN(time) ? time : 0;
}

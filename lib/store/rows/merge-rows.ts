import type { PartitionRows, RevisedRows } from "./partition-rows.js";
import { compareKeys, keyText, type RowLabel } from "./row-label.js";

/** Which value holds where one is there that differs from a new one. */
export type Differing = "replace" | "keep";

/** What became of the rows of a partition. */
export interface MergedRows {
  /** All rows that hold now. */
  readonly rows: PartitionRows;
  readonly revisions: RevisedRows;
  readonly added: number;
  readonly same: number;
  /** Rows whose value is the same and whose identity is not: they hold the new one. */
  readonly relabelled: number;
  /** Labels that differ, old and new, once for each pair. */
  readonly relabels: readonly (readonly [old: RowLabel, now: RowLabel])[];
}

/**
 * New rows put among those that are there, key by key and time by time. A value that is the same to the bit stays as it is,
 * with the time at which it was first had; another one takes its place, and both are told as a revision. 0 and −0 are
 * the same. A row that is not among the new ones stays. One pass over both.
 * With `keep` whatever is there stays as it is and counts as the same, so that only new rows are added.
 */
export function mergeRows(
  present: PartitionRows,
  incoming: PartitionRows,
  differing: Differing = "replace",
): MergedRows {
  const { labels, places } = distinct([...present.labels, ...incoming.labels]);
  const presentPlaces = places.subarray(0, present.labels.length);
  const newPlaces = places.subarray(present.labels.length);
  const ranks = keyRanks(labels);
  const most = present.times.length + incoming.times.length;
  const label = new Uint32Array(most);
  const times = new Float64Array(most);
  const values = new Float64Array(most);
  const retrieved = new Float64Array(most);
  const revisedOld: number[] = [];
  const revisedNew: number[] = [];
  const pairs = new Set<number>();
  let same = 0;
  let relabelled = 0;
  let added = 0;
  let count = 0;
  const keep = (rows: PartitionRows, row: number, labelPlace: number, had: number): void => {
    label[count] = labelPlace;
    times[count] = rows.times[row];
    values[count] = rows.values[row];
    retrieved[count++] = had;
  };
  for (let i = 0, j = 0; i < present.times.length || j < incoming.times.length; ) {
    // At the end of either, its place is that of no label, and the other's row comes first.
    const oldLabel = presentPlaces[present.label[i]];
    const newLabel = newPlaces[incoming.label[j]];
    const order = orderOf(present.times[i], ranks[oldLabel], incoming.times[j], ranks[newLabel]);
    if (order < 0) {
      keep(present, i, oldLabel, present.retrieved[i]);
      i++;
      continue;
    }
    if (order > 0) {
      added++;
      keep(incoming, j, newLabel, incoming.retrieved[j]);
      j++;
      continue;
    }
    if (differing === "keep") {
      same++;
      keep(present, i, oldLabel, present.retrieved[i]);
      i++;
      j++;
      continue;
    }
    const isSame = present.values[i] === incoming.values[j];
    const isRelabelled = newLabel !== oldLabel;
    if (isRelabelled) pairs.add(oldLabel * labels.length + newLabel);
    if (isSame) {
      if (isRelabelled) relabelled++;
      else same++;
      keep(present, i, newLabel, present.retrieved[i]);
    } else {
      revisedOld.push(i);
      revisedNew.push(j);
      keep(incoming, j, newLabel, incoming.retrieved[j]);
    }
    i++;
    j++;
  }
  return {
    rows: {
      labels,
      label: label.slice(0, count),
      times: times.slice(0, count),
      values: values.slice(0, count),
      retrieved: retrieved.slice(0, count),
    },
    revisions: revisedRows(present, revisedOld, incoming, revisedNew),
    added,
    same: same + relabelled,
    relabelled,
    relabels: [...pairs].map((pair) => [
      labels[Math.floor(pair / labels.length)] as RowLabel,
      labels[pair % labels.length] as RowLabel,
    ]),
  };
}

/** Rank of each label's key among all, the same for labels of one key. */
function keyRanks(labels: readonly RowLabel[]): Uint32Array {
  const ranks = new Uint32Array(labels.length);
  const places = [...labels.keys()].sort((a, b) => compareKeys(labels[a] as RowLabel, labels[b] as RowLabel));
  let rank = 0;
  for (const [index, place] of places.entries()) {
    const before = labels[places[index - 1] ?? place] as RowLabel;
    if (compareKeys(before, labels[place] as RowLabel) !== 0) rank++;
    ranks[place] = rank;
  }
  return ranks;
}

/** Negative where the present row comes first, positive where the new one does, 0 where they are of one key and time. */
function orderOf(time: number | undefined, rank: number, newTime: number | undefined, newRank: number): number {
  if (time === undefined) return 1;
  if (newTime === undefined) return -1;
  return rank !== newRank ? rank - newRank : time - newTime;
}

/** Labels, each once, and for each of those given its place among them. */
function distinct(given: readonly RowLabel[]): { readonly labels: readonly RowLabel[]; readonly places: Uint32Array } {
  const known = new Map<string, number>();
  const labels: RowLabel[] = [];
  const places = Uint32Array.from(given, (label) => {
    const text = labelText(label);
    const place = known.get(text) ?? labels.push(label) - 1;
    known.set(text, place);
    return place;
  });
  return { labels, places };
}

function labelText(label: RowLabel): string {
  const { kind, margin, settle, sides, sidesReported, convertedAt, delayMs, expiry } = label;
  return `${keyText(label)}${JSON.stringify([kind, margin, settle, sides, sidesReported, convertedAt, delayMs, expiry])}`;
}

function revisedRows(
  present: PartitionRows,
  old: readonly number[],
  incoming: PartitionRows,
  now: readonly number[],
): RevisedRows {
  return {
    labels: incoming.labels,
    label: Uint32Array.from(now, (row) => incoming.label[row]),
    times: Float64Array.from(now, (row) => incoming.times[row]),
    oldValues: Float64Array.from(old, (row) => present.values[row]),
    newValues: Float64Array.from(now, (row) => incoming.values[row]),
    oldRetrieved: Float64Array.from(old, (row) => present.retrieved[row]),
    newRetrieved: Float64Array.from(now, (row) => incoming.retrieved[row]),
  };
}

import { isoTime } from "../../series/time.js";

/** A part of a metric's rows. */
export interface SanRange {
  readonly metric: string;
  readonly slug: string;
  /** Exchange or settlement currency; undefined for a metric of the asset alone. */
  readonly owner?: string | undefined;
  /** First label, epoch milliseconds UTC. */
  readonly from: number;
  /** Label after the last. */
  readonly to: number;
  readonly interval: string;
  readonly includeIncomplete: boolean;
}

/** Field by which rows are asked for: a JSON list, or the older list of objects with selected fields. */
export type SanForm = "timeseriesDataJson" | "timeseriesData";

/**
 * Rows of a range. The last value of each interval is asked for, so that a longer bar ends with the open interest at its
 * end, whatever the metric's own default is.
 */
export function rowsDocument(range: SanRange, form: SanForm): string {
  const { metric, slug, owner, from, to, interval, includeIncomplete } = range;
  const selector = `slug: ${quoted(slug)}${owner === undefined ? "" : ` owner: ${quoted(owner)}`}`;
  const period = `from: ${quoted(utcTime(from))} to: ${quoted(utcTime(to))} interval: ${quoted(interval)}`;
  const which = `aggregation: LAST includeIncompleteData: ${includeIncomplete}`;
  const fields = form === "timeseriesData" ? " { datetime value }" : "";
  return `{ getMetric(metric: ${quoted(metric)}) { ${form}(selector: { ${selector} } ${period} ${which})${fields} } }`;
}

const accessFields = "isAccessible isRestricted restrictedFrom restrictedTo";

/** Shortest interval, first row, and what of the metric is open to the key. */
export function aboutDocument(metric: string, slug: string): string {
  return about(metric, slug, `minInterval ${accessFields}`);
}

/** The same from servers whose metadata does not tell what is open. */
export function plainAboutDocument(metric: string, slug: string): string {
  return about(metric, slug, "minInterval");
}

/** What of each metric is open to the plan of the key. */
export const restrictionsDocument = `{ getAccessRestrictions(product: SANAPI, filter: METRIC) { name ${accessFields} } }`;

/** Exchanges or currencies for which there are rows. */
export function ownersDocument(metric: string, slug: string): string {
  return `{ getLabelBasedMetricOwners(metric: ${quoted(metric)} slug: ${quoted(slug)}) }`;
}

function about(metric: string, slug: string, fields: string): string {
  return `{ getMetric(metric: ${quoted(metric)}) { metadata { ${fields} } availableSince(slug: ${quoted(slug)}) } }`;
}

/** JSON's strings are GraphQL's, for all that a name can hold. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function utcTime(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

/** A range in a few words, such as `exchange_open_interest bitcoin binance 2025-07-01..2025-07-02`. */
export function rangeText({ metric, slug, owner, from, to }: SanRange): string {
  return `${metric} ${slug}${owner === undefined ? "" : ` ${owner}`} ${isoTime(from)}..${isoTime(to)}`;
}

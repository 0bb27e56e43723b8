import type { Candles } from "../series/candles.js";
import { countText } from "../series/count-text.js";
import { timeGrid } from "../series/grid.js";
import type { Identity } from "../series/identity.js";
import { type Column, Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import { intervalText, isoTime } from "../series/time.js";
import type { Dataset, Provenance, SourceFile } from "./dataset.js";
import { checkAlike, conflictIssues, joinedIdentity, joinedSeries, relativeDifference } from "./joined-series.js";
import { issueAt } from "./quality/issue-at.js";
import type { QualityIssue } from "./quality/quality.js";

/**
 * Two datasets of one asset that follow each other in time, such as an archive's and what an exchange still keeps, as one
 * on a grid without holes; instants that neither has are NaN and told as `gap`.
 *
 * Where both have an instant the earlier's holds if it has a value, else the later's: coins and dollars of one column are
 * taken from the same of the two, as are all fields of a bar, so that no price comes about that never was. Values that
 * differ by more than a millionth are told as `conflict` with the largest difference. Columns, funding and other series
 * are joined by name; a column that only one has is NaN in the other's time and told as `composition`. A column's identity
 * is what both agree on, with the longer delay; provenance and quality are those of both.
 * @throws {RangeError} if they differ in asset, interval or grid, if rows of one are not on its own grid, or if columns of
 *   one name are not of the same contract
 */
export function joinedDatasets(earlier: Dataset, later: Dataset): Dataset {
  check(earlier, later);
  const { asset, intervalMs } = earlier;
  const places = placesOf(earlier, later);
  const panels = joinedPanels(earlier, later, places);
  const candles = joinedCandles(earlier.candles, later.candles, places);
  const funding = joinedByName(earlier.funding, later.funding, "funding");
  const others = joinedByName(earlier.others ?? [], later.others ?? [], "others");
  const hole = places.times.filter((time) => !covers(earlier, time) && !covers(later, time));
  return {
    asset,
    intervalMs,
    candles: candles.candles,
    openInterest: panels.openInterest,
    openInterestUsd: panels.openInterestUsd,
    funding: funding.series,
    ...(others.series.length > 0 && { others: others.series }),
    quality: {
      rowsRead: earlier.quality.rowsRead + later.quality.rowsRead,
      issues: [
        ...earlier.quality.issues,
        ...later.quality.issues,
        ...issueAt("gap", "joined", hole, "bars between the two, which neither has; left empty, not bridged"),
        ...panels.issues,
        ...candles.issues,
        ...funding.issues,
        ...others.issues,
      ],
    },
    provenance: joinedProvenance(earlier, later),
  };
}

/** The common grid, and the row in it of the first row of each. */
interface Places {
  readonly times: Float64Array;
  readonly earlier: number;
  readonly later: number;
}

function check(earlier: Dataset, later: Dataset): void {
  if (earlier.asset !== later.asset) {
    throw new RangeError(
      `joinedDatasets: one is of ${earlier.asset}, the other of ${later.asset}; join those of one asset`,
    );
  }
  if (earlier.intervalMs !== later.intervalMs) {
    throw new RangeError(
      `joinedDatasets: one has bars of ${intervalText(earlier.intervalMs)}, the other of ${intervalText(later.intervalMs)}; resample one`,
    );
  }
  checkRows(earlier, "the earlier");
  checkRows(later, "the later");
  const [one, other] = [earlier.openInterest.times[0], later.openInterest.times[0]];
  if (one !== undefined && other !== undefined && (other - one) % earlier.intervalMs !== 0) {
    throw new RangeError(
      `joinedDatasets: one has a bar that ends at ${isoTime(one)}, the other at ${isoTime(other)}, off its grid of ${intervalText(earlier.intervalMs)}; resample one`,
    );
  }
  if (hasPrices(earlier) && hasPrices(later)) checkAlike(earlier.candles.close, later.candles.close, "joinedDatasets");
}

/** Rows are placed by the first of them, so each must be where it says, and those of all parts at the same times. */
function checkRows({ openInterest: { times }, openInterestUsd, candles, intervalMs }: Dataset, which: string): void {
  for (let row = 1; row < times.length; row++) {
    const [before, time] = [times[row - 1] as number, times[row] as number];
    if (time - before === intervalMs) continue;
    throw new RangeError(
      `joinedDatasets: ${which} has a bar that ends at ${isoTime(before)} and the next at ${isoTime(time)}, not ${intervalText(intervalMs)} apart; put it on its grid with NaN where there is nothing`,
    );
  }
  const parts = { "open interest in dollars": openInterestUsd.times, candles: candles.times };
  for (const [name, others] of Object.entries(parts)) {
    if (others.length === times.length && times.every((time, row) => time === others[row])) continue;
    throw new RangeError(
      `joinedDatasets: ${which} has ${name} at other times than its open interest, ${spanText(others)} and ${spanText(times)}; align them`,
    );
  }
}

function spanText(times: Float64Array): string {
  if (times.length === 0) return "no row";
  const rows = countText(times.length, "row");
  return `${rows} from ${isoTime(times[0] as number)} to ${isoTime(times[times.length - 1] as number)}`;
}

function hasPrices({ candles }: Dataset): boolean {
  return candles.close.values.some((value) => !Number.isNaN(value));
}

function placesOf({ openInterest: { times: one }, intervalMs }: Dataset, { openInterest: { times: other } }: Dataset) {
  if (one.length === 0 || other.length === 0) return { times: one.length === 0 ? other : one, earlier: 0, later: 0 };
  const from = Math.min(one[0] as number, other[0] as number);
  const to = Math.max(one[one.length - 1] as number, other[other.length - 1] as number);
  const times = timeGrid({ from: from - intervalMs, to, intervalMs, originMs: from });
  const place = (time: number): number => Math.round((time - from) / intervalMs);
  return { times, earlier: place(one[0] as number), later: place(other[0] as number) };
}

/** Values of a column at their rows of the common grid, NaN in the others. */
function placed(values: Float64Array | undefined, { times }: Places, first: number): Float64Array {
  const all = new Float64Array(times.length).fill(Number.NaN);
  if (values !== undefined) all.set(values, first);
  return all;
}

function joinedPanels(earlier: Dataset, later: Dataset, places: Places) {
  const names = [...new Set([...earlier.openInterest.names, ...later.openInterest.names])];
  const issues: QualityIssue[] = [];
  const coins: Column[] = [];
  const dollars: Column[] = [];
  for (const name of names) {
    const one = [columnOf(earlier.openInterest, name), columnOf(earlier.openInterestUsd, name)] as const;
    const other = [columnOf(later.openInterest, name), columnOf(later.openInterestUsd, name)] as const;
    const pairAt = ([a, b]: typeof one, row: number): Pair => [
      placed(a?.values, places, row),
      placed(b?.values, places, row),
    ];
    const first = pairAt(one, places.earlier);
    const second = pairAt(other, places.later);
    const chosen = earlierWhereItHas(first, second);
    coins.push({ name, values: chosen[0], identity: identityOf(one[0], other[0]) });
    dollars.push({ name, values: chosen[1], identity: identityOf(one[1], other[1]) });
    issues.push(
      ...conflicts(name, places.times, first[0], second[0]),
      ...conflicts(`${name} in dollars`, places.times, first[1], second[1]),
      ...alone(name, one[0] ?? one[1], other[0] ?? other[1], [earlier, later]),
    );
  }
  return {
    openInterest: new Panel(places.times, coins, "base"),
    openInterestUsd: new Panel(places.times, dollars, "usd"),
    issues,
  };
}

type Pair = readonly [Float64Array, Float64Array];

/** Row by row both arrays of the first pair where either has a value there, else those of the second. */
function earlierWhereItHas([a, b]: Pair, [c, d]: Pair): Pair {
  const [x, y] = [new Float64Array(a.length), new Float64Array(a.length)];
  for (let row = 0; row < a.length; row++) {
    const has = !Number.isNaN(a[row]) || !Number.isNaN(b[row]);
    x[row] = (has ? a[row] : c[row]) as number;
    y[row] = (has ? b[row] : d[row]) as number;
  }
  return [x, y];
}

function columnOf(panel: Panel, name: string): Series | undefined {
  return panel.names.includes(name) ? panel.column(name) : undefined;
}

function identityOf(one: Series | undefined, other: Series | undefined): Identity {
  if (one !== undefined && other !== undefined) checkAlike(one, other, "joinedDatasets");
  return joinedIdentity([one, other].flatMap((series) => (series === undefined ? [] : [series.identity])));
}

function conflicts(
  where: string,
  times: Float64Array,
  one: Float64Array,
  other: Float64Array,
): readonly QualityIssue[] {
  const both: number[] = [];
  const differences: number[] = [];
  for (let row = 0; row < times.length; row++) {
    const difference = relativeDifference(one[row] as number, other[row] as number);
    if (Number.isNaN(difference)) continue;
    both.push(times[row] as number);
    differences.push(difference);
  }
  return conflictIssues(where, both, differences);
}

function alone(
  name: string,
  one: Series | undefined,
  other: Series | undefined,
  [earlier, later]: readonly [Dataset, Dataset],
): readonly QualityIssue[] {
  if (one !== undefined && other !== undefined) return [];
  const [without, withIt] = one === undefined ? [earlier, later] : [later, earlier];
  const missing = without.openInterest.times.filter((time) => !covers(withIt, time));
  const what =
    one === undefined
      ? "is in the later data only; its start is no inflow"
      : "is in the earlier data only; its end is no outflow";
  return issueAt("composition", name, missing, what);
}

function covers({ openInterest: { times } }: Dataset, time: number): boolean {
  return time >= (times[0] ?? Number.POSITIVE_INFINITY) && time <= (times[times.length - 1] as number);
}

const priceFields = ["open", "high", "low", "close"] as const;
const volumeFields = ["volume", "takerBuyVolume"] as const;

function joinedCandles(earlier: Candles, later: Candles, places: Places) {
  const { times } = places;
  const fields = [...priceFields, ...volumeFields].filter(
    (field) => earlier[field] !== undefined || later[field] !== undefined,
  );
  const one = fields.map((field) => placed(earlier[field]?.values, places, places.earlier));
  const other = fields.map((field) => placed(later[field]?.values, places, places.later));
  const has = new Uint8Array(times.length);
  for (const values of one) for (let row = 0; row < has.length; row++) if (!Number.isNaN(values[row])) has[row] = 1;
  const series = fields.map((field, index) => {
    const [first, second] = [one[index], other[index]] as [Float64Array, Float64Array];
    const values = first.map((value, row) => (has[row] === 1 ? value : (second[row] as number)));
    const known = [earlier[field], later[field]].filter((each) => each !== undefined) as [Series, ...Series[]];
    const identity = joinedIdentity(known.map((each) => each.identity));
    return [field, new Series(times, values, known[0].name, known[0].unit, identity)];
  });
  return {
    candles: { times, intervalMs: earlier.intervalMs, ...Object.fromEntries(series) } as Candles,
    issues: fields.flatMap((field, index) =>
      conflicts(`candles ${field}`, times, one[index] as Float64Array, other[index] as Float64Array),
    ),
  };
}

/** Series of one name, venue and contract as one; those that only one of the two has as they are. */
function joinedByName(earlier: readonly Series[], later: readonly Series[], where: string) {
  const key = ({ name, identity: { venue, instrument } }: Series): string => JSON.stringify([name, venue, instrument]);
  const issues: QualityIssue[] = [];
  const series = earlier.map((one) => {
    const other = later.find((each) => key(each) === key(one));
    if (other === undefined) return one;
    checkAlike(one, other, "joinedDatasets");
    const joined = joinedSeries(one, other, `${where} ${one.name}`);
    issues.push(...joined.issues);
    return joined.series;
  });
  const known = new Set(earlier.map(key));
  return { series: [...series, ...later.filter((each) => !known.has(key(each)))], issues };
}

function joinedProvenance(
  { provenance: one, openInterest: { times } }: Dataset,
  { provenance: other }: Dataset,
): Provenance {
  const files = new Map<string, SourceFile>();
  for (const file of [...one.files, ...other.files]) files.set(`${file.name} ${file.sha256}`, file);
  const end = times.length === 0 ? "" : `, up to ${isoTime(times[times.length - 1] as number)}`;
  return {
    source: [...new Set([one.source, other.source])].join(" + "),
    simulated: one.simulated || other.simulated,
    description: `${one.description.replace(/\.$/, "")}${end}; then: ${other.description}`,
    files: [...files.values()],
  };
}

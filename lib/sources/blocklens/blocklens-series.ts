import { openInterestField } from "../../market/open-interest-fields.js";
import { openInterestOf } from "../../market/open-interest-of.js";
import type { Identity, Unit } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { dayMs, isoTime } from "../../series/time.js";
import { rowsOnGrid } from "../rows-on-grid.js";
import type { BlocklensDays } from "./blocklens-days.js";
import type { BlocklensRead } from "./blocklens-read.js";

/** Every end of a day from the first that any series has to the last one. */
export function wholeGrid(reads: readonly BlocklensRead[], { first, last }: BlocklensDays): Float64Array {
  const there = reads.filter(({ days }) => days.length > 0);
  if (there.length === 0) {
    throw new RangeError(
      `loadBlocklens: Blocklens gives nothing from ${isoTime(first)} to ${isoTime(last)}; ask for another period, without a key for one within the last 60 days`,
    );
  }
  const start = Math.min(...there.map(({ days }) => days[0] as number));
  const end = Math.max(...there.map(({ days }) => days[days.length - 1] as number));
  return Float64Array.from({ length: (end - start) / dayMs + 1 }, (_, row) => start + (row + 1) * dayMs);
}

/** A column in dollars for each venue, on the whole grid. */
export function venuePanel(
  venues: readonly string[],
  reads: readonly BlocklensRead[],
  times: Float64Array,
  asset: string,
): Panel {
  const field = openInterestField("blocklens", "", "oi/exchange", "close_oi_usd");
  const columns = reads.map(({ days, columns: [published] }, index) => {
    const name = venues[index] as string;
    const values = published as Float64Array;
    const identity: Identity = { asset, venue: name };
    const of = openInterestOf(field, { times: days, values }, { identity, name, intervalMs: dayMs });
    const placed = rowsOnGrid({ times: of.times, columns: [of.values] }, 0, { times, stepMs: dayMs }, name);
    return { name, values: placed.columns[0] as Float64Array, identity: of.identity };
  });
  return new Panel(times, columns, "usd");
}

/** What is published of all venues together, at the days that have a row. */
export function totalSeries({ days, columns }: BlocklensRead, asset: string): readonly Series[] {
  const field = openInterestField("blocklens", "", "futures/oi", "total_oi_usd");
  const [level, change, percent, count] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
  const identity: Identity = { asset };
  const total = openInterestOf(field, { times: days, values: level }, { identity, name: "total", intervalMs: dayMs });
  const beside = (values: Float64Array, name: string, unit: Unit, of: Identity = total.identity): Series =>
    new Series(total.times, values, name, unit, of);
  return [
    total,
    beside(change, "total change", "usd"),
    beside(
      percent.map((value) => value / 100),
      "total change fraction",
      "fraction",
    ),
    beside(count, "exchange count", "number", identity),
  ];
}

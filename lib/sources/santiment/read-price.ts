import type { Candles } from "../../series/candles.js";
import { Series } from "../../series/series.js";
import { minuteMs } from "../../series/time.js";
import { removeImpossiblePrices } from "../files/impossible-cells.js";
import type { QualityIssue } from "../quality/quality.js";
import { rowsOnGrid } from "../rows-on-grid.js";
import type { ReadOptions } from "./read-open-interest.js";
import { isClosed } from "./san-failure.js";
import { orderedRows } from "./san-order.js";
import type { ReadRows, SanReader } from "./san-reader.js";

/** Price of an asset in dollars over all exchanges. Its relative `price_usd_5m` fills gaps, so it is not taken. */
export const priceMetric = "price_usd";

/** How late 95 of 100 prices are, by Santiment's own count. */
const delayMs = 35 * minuteMs;

/** Price bars as far as there are any. */
export interface PriceRead {
  /** With closes alone: open, high and low are missing, because one price is told for a bar. Undefined without any. */
  readonly candles: Candles | undefined;
  readonly issues: readonly QualityIssue[];
  readonly rowsRead: number;
}

/** Prices at the ends of bars: the last in each. */
export async function readPrice(
  reader: SanReader,
  times: Float64Array,
  { asset, barMs, now, ...range }: Omit<ReadOptions, "metric">,
): Promise<PriceRead> {
  let read: ReadRows;
  try {
    read = await reader.read({ ...range, metric: priceMetric });
  } catch (cause) {
    if (isClosed(cause)) return { candles: undefined, issues: [], rowsRead: 0 };
    throw cause;
  }
  const { rowsRead } = read;
  const rows = orderedRows(read, priceMetric, { barMs, now, includeIncomplete: range.includeIncomplete });
  const ends = rows.times.map((time) => time + barMs);
  const impossible = removeImpossiblePrices(priceMetric, ends, rows.values);
  const placed = rowsOnGrid({ times: ends, columns: [rows.values] }, 0, { times, stepMs: barMs }, priceMetric);
  const issues = [...rows.issues, ...impossible, ...placed.issues];
  const [close] = placed.columns as readonly [Float64Array];
  if (close.every(Number.isNaN)) return { candles: undefined, issues, rowsRead };
  const untold = new Float64Array(times.length).fill(Number.NaN);
  const bar = (name: string, values: Float64Array): Series =>
    new Series(times, values, name, "price", { asset, delayMs });
  const candles = {
    times,
    intervalMs: barMs,
    open: bar("open", untold),
    high: bar("high", untold),
    low: bar("low", untold),
    close: bar("close", close),
  };
  return { candles, issues, rowsRead };
}

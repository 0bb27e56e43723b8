import { bars, type Take, takeBars } from "./bars.js";
import type { Candles } from "./candles.js";
import { checkChoice } from "./check.js";
import { mapColumns, type SeriesOrPanel } from "./map-columns.js";
import type { Series } from "./series.js";

const takes: readonly Take[] = ["last", "first", "mean", "sum", "min", "max"];

/** What `resample` can be asked for. */
export interface ResampleOptions {
  /**
   * - `last`: the last present value in the bar: a level, such as open interest, as last known at the bar's end
   * - `first`: the first present value in the bar
   * - `mean`, `sum`, `min`, `max`: over the bar's rows, all of which must be there unless `minCount` says otherwise
   */
  readonly take: Take;
  /**
   * What becomes of a bar at an edge that the data covers only in part: the last one, if the data does not reach its
   * end, and for all but `last` the first one, if it begins before the data. Default `drop`. Kept, it is made of the
   * rows there are, is stamped with its end as any bar, and will change as rows come in.
   */
  readonly partial?: "drop" | "keep";
  /** An instant at which a bar ends, epoch milliseconds; default 0, for whole weeks Monday 1970-01-05. */
  readonly originMs?: number;
  /**
   * Fewest present values with which a bar has a value. Default 1 for `last` and `first`; for the others as many as the
   * bar has source rows, so that a sum with a missing part is NaN rather than too small.
   */
  readonly minCount?: number;
  /**
   * Distance between source rows in milliseconds; default the smallest distance between two of them. From it follow how
   * many rows a bar must have, and how far before its stamp the first row begins. Give it where rows may come closer
   * together later on: the default looks at all labels, and a closer pair makes bars before it incomplete.
   */
  readonly sourceIntervalMs?: number;
}

/**
 * The data in longer bars (end − interval, end], each stamped with its END, on a regular grid: a bar without rows is a row
 * of NaN. Unit and identities stay. Bars of days begin and end at midnight UTC, bars of weeks as Monday begins.
 * A bar is given once there is a row at or after its end, so on a regular grid, or with `sourceIntervalMs`, nothing in the
 * result changes when more rows come.
 * @param intervalMs length of a bar in milliseconds
 * @throws {RangeError} for an unknown `take` or `partial`, an interval that is not above 0, or source rows of whose distance
 *   the bar is no multiple and no `minCount`
 */
export function resample<D extends SeriesOrPanel>(
  data: D,
  intervalMs: number,
  { take, partial = "drop", originMs, minCount, sourceIntervalMs }: ResampleOptions,
): D {
  checkChoice("take", take, takes, "resample");
  const oneIsEnough = take === "last" || take === "first";
  const plan = bars(
    data.times,
    intervalMs,
    {
      partial,
      needsStart: take !== "last",
      minCount: minCount ?? (oneIsEnough ? 1 : "all"),
      originMs,
      sourceIntervalMs,
    },
    "resample",
  );
  return mapColumns(data, ({ values }) => takeBars(values, plan, take), { times: plan.ends });
}

/**
 * Candles in longer bars: the first open, the highest high, the lowest low, the last close and the sum of volumes.
 * A bar in which a source bar is missing is missing in every field, unless `minCount` says how many are enough; so are
 * bars without any. Bars at the edges that the candles cover only in part are dropped by default.
 * @param intervalMs length of a bar in milliseconds, a multiple of the candles' own
 * @throws {RangeError} if it is no multiple, or `partial` is unknown
 */
export function resampleCandles(
  candles: Candles,
  intervalMs: number,
  { partial = "drop", originMs, minCount }: Pick<ResampleOptions, "partial" | "originMs" | "minCount"> = {},
): Candles {
  if (!(intervalMs % candles.intervalMs === 0 && intervalMs > 0)) {
    throw new RangeError(
      `resampleCandles: intervalMs ${intervalMs} is not a multiple of ${candles.intervalMs}, the length of the bars given`,
    );
  }
  const plan = bars(
    candles.times,
    intervalMs,
    { partial, needsStart: true, minCount: minCount ?? "all", originMs, sourceIntervalMs: candles.intervalMs },
    "resampleCandles",
  );
  const taken = (source: Series, take: Take): Series =>
    mapColumns(source, ({ values }) => takeBars(values, plan, take), { times: plan.ends });
  return {
    times: plan.ends,
    intervalMs,
    open: taken(candles.open, "first"),
    high: taken(candles.high, "max"),
    low: taken(candles.low, "min"),
    close: taken(candles.close, "last"),
    volume: candles.volume && taken(candles.volume, "sum"),
    takerBuyVolume: candles.takerBuyVolume && taken(candles.takerBuyVolume, "sum"),
  };
}

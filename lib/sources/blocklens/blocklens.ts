import { canonicalVenue } from "../../market/venues.js";
import type { Series } from "../../series/series.js";
import { dayMs, intervalMs, isoTime } from "../../series/time.js";
import { checkNames } from "../check-names.js";
import type { Dataset } from "../dataset.js";
import { apiKey } from "../http/api-key.js";
import type { ProviderOptions } from "../provider-options.js";
import { blankIssues, columnIssues } from "../quality/column-issues.js";
import { gapIssues } from "../quality/grid-issues.js";
import type { QualityIssue } from "../quality/quality.js";
import { checkPriceBars, usdDataset } from "../usd-dataset.js";
import { blocklensClient, documentedVenues } from "./blocklens-client.js";
import { blocklensDays } from "./blocklens-days.js";
import { coverageIssues, cutIssues, sumIssues, zeroIssues } from "./blocklens-issues.js";
import type { BlocklensRead } from "./blocklens-read.js";
import { totalSeries, venuePanel, wholeGrid } from "./blocklens-series.js";

/** What to load from Blocklens. */
export interface BlocklensOptions extends ProviderOptions {
  /** Default `BTC`, the only one that it documents. */
  readonly asset?: string | undefined;
  /** Default `1d`, the only one. */
  readonly interval?: string | undefined;
  /** ISO time, left out of the period. Default 365 days before its end. */
  readonly from?: string | undefined;
  /**
   * Venues, which need a key of the plan Pro; none with `[]`, for the total alone. Default with a key the ones that it
   * documents: binance, bybit, okx and hyperliquid; without one none.
   */
  readonly venues?: readonly string[] | undefined;
  /** Default the variable BLOCKLENS_API_KEY, or none. */
  readonly key?: string | undefined;
  /** Keeps the row of the day that is not over, stamped with its end like any other. Default false. */
  readonly includeIncomplete?: boolean | undefined;
  /** Most rows of one answer. Default 365, as in the documented examples; what the server allows is not documented. */
  readonly limit?: number | undefined;
  /** Requests in an hour. Default 416, those of the plan Pro. */
  readonly requestsPerHour?: number | undefined;
}

/**
 * Daily open interest of Bitcoin in dollars from Blocklens: a column for each venue, and under `others` what it publishes
 * of all venues together: `total`, `total change` (dollars since the day before), `total change fraction` and
 * `exchange count`, the number of venues that the total is of.
 *
 * A value is the last snapshot before midnight UTC and stamped with that midnight, the end of its day. The day that is
 * not over is left out and told as `incomplete`. A day without a row is NaN in a venue and absent from `others`, and told
 * as `gap`; a row without a value as `blank`; days before the first row and after the last one as `cut`; changes of the
 * number of venues as `coverage`; venues that add up to more than the total as `sum`; a lone zero as `invalid`. Coins need
 * `prices`.
 *
 * Documented: address, header, paths, parameters, names of the value fields, dollars, BTC, one value a day at its close,
 * 416 requests an hour, `X-RateLimit-Reset`; by Blocklens' own client the envelope; by its README that without a key the
 * last 60 days of the total are given (another page says that nothing is). Not documented, and so not verified: that a
 * row names its day in `date`, that `end_date` is included, the order of rows, the greatest `limit`, other venues, since
 * when there are rows, how many sides are counted, and when a day is published, so that series carry no delay. Its pages
 * disagree on whether binance is of perpetuals alone; bybit is of linear perpetuals, okx and hyperliquid of perpetuals.
 * Source: docs.blocklens.co (api, metrics/futures, metrics/exchanges); github.com/blocklens/blocklens-mcp-server.
 * @throws {RangeError} for another asset or interval, a time that is none, an option out of range, or a period of which
 *   nothing is given
 * @throws {Error} for a refusal or an answer that is something else, naming the field and the row
 * @throws {HttpFailure} if Blocklens cannot be reached, fails, or asks for too long a wait
 */
export async function loadBlocklens(options: BlocklensOptions): Promise<Dataset> {
  const { asset = "BTC", interval = "1d", prices, now = Date.now(), limit = 365, requestsPerHour = 416 } = options;
  const { from, to, includeIncomplete = false, onProgress = () => {} } = options;
  checkOptions(asset, interval, limit, requestsPerHour);
  checkPriceBars(prices, dayMs);
  if (options.venues !== undefined) checkNames("loadBlocklens", "venues", options.venues);
  const key = apiKey("BLOCKLENS_API_KEY", options.key);
  const days = blocklensDays({ from, to, now, includeIncomplete });
  const asked = options.venues ?? (key === undefined ? [] : documentedVenues);
  const venues = [...new Set(asked.map(canonicalVenue))];
  const client = blocklensClient({ ...options, key, requestsPerHour });

  const requests = (venues.length + 1) * Math.ceil(((days.last - days.first) / dayMs + 1) / limit);
  let done = 0;
  const answered = (what: string): void => {
    done++;
    onProgress({ done, total: Math.max(done, requests), what });
  };
  const { readBlocklens } = await import("./blocklens-read.js");
  // One after the other: with an hourly allowance nothing is won by asking for several at once.
  const all = await readBlocklens({ client, asset, days, limit, key, answered, venue: undefined });
  const parts: BlocklensRead[] = [];
  for (const venue of venues) parts.push(await readBlocklens({ client, asset, days, limit, key, answered, venue }));
  const reads = [all, ...parts];

  const times = wholeGrid(reads, days);
  const openInterestUsd = venuePanel(venues, parts, times, asset);
  const others = totalSeries(all, asset);
  const [totalUsd, , , exchangeCount] = others as [Series, Series, Series, Series];
  const range = { first: days.first + dayMs, last: days.last + dayMs, hasKey: key !== undefined };
  const keyless = options.venues === undefined && key === undefined ? [withoutKey] : [];
  return usdDataset({
    asset,
    intervalMs: dayMs,
    openInterestUsd,
    others,
    funding: [],
    prices,
    quality: {
      rowsRead: reads.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
      issues: [
        ...days.issues,
        ...keyless,
        ...cutIssues({ ...range, where: "period", times }),
        ...cutIssues({
          ...range,
          first: times[0] as number,
          last: times.at(-1) as number,
          where: "total",
          times: totalUsd.times,
        }),
        ...reads.flatMap((read, index) => [...read.issues, ...missing(read, venues[index - 1] ?? "total")]),
        ...columnIssues(openInterestUsd).filter(({ kind }) => kind === "composition"),
        ...zeroIssues(openInterestUsd),
        ...coverageIssues(exchangeCount),
        ...sumIssues(openInterestUsd, totalUsd),
      ],
    },
    provenance: {
      source: "blocklens",
      simulated: false,
      description: `${asset} open interest in US dollars from Blocklens, as served at ${isoTime(now)}, one value a day stamped with the day's end, its last snapshot before midnight UTC: ${venues.length === 0 ? "" : `${venues.join(", ")}, and `}the published total of all venues with its daily change and the number of venues in it.`,
      files: client.files,
    },
  });
}

function checkOptions(asset: string, interval: string, limit: number, requestsPerHour: number): void {
  if (asset !== "BTC") {
    throw new RangeError(`loadBlocklens: Blocklens has open interest of BTC, not of "${asset}"; known: BTC`);
  }
  if (intervalMs(interval) !== dayMs) {
    throw new RangeError(`loadBlocklens: Blocklens has one value a day, none every "${interval}"; known: 1d`);
  }
  for (const [name, value] of Object.entries({ limit, requestsPerHour })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RangeError(`loadBlocklens: ${name} is ${value}; give a whole number from 1 up`);
  }
}

/** Days between the first and the last row that have none, and rows whose value is null. */
function missing({ days, columns }: BlocklensRead, where: string): readonly QualityIssue[] {
  const times = days.map((day) => day + dayMs);
  return [...gapIssues(times, dayMs, where), ...blankIssues(where, times, columns[0] as Float64Array)];
}

const withoutKey: QualityIssue = {
  kind: "cut",
  where: "venues",
  count: documentedVenues.length,
  detail: "open interest by venue needs a key of the plan Pro, and there is none; only the total was asked for",
};

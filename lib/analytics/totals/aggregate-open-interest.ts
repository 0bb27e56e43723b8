import { checkChoice } from "../../series/check.js";
import { sumIdentity, type Unit } from "../../series/identity.js";
import { type Column, Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import { dayMs } from "../../series/time.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { sumColumns } from "../columns/sum-columns.js";
import { groupColumns } from "./group-columns.js";
import { type ListedSums, listedSums } from "./listed-sums.js";

/** Open interest summed over instruments, with its coverage. `D` is a panel with a column for each group, or a series. */
export interface AggregateOpenInterest<D extends Panel | Series> {
  /** The sum, unit `usd`. */
  readonly openInterest: D;
  /** How many instruments are in the sum, unit `number`. */
  readonly reporting: D;
  /** How many instruments are listed and so should be in it, unit `number`. */
  readonly listed: D;
}

/** How instruments are added up. */
export interface AggregateOptions extends Pick<SumOptions, "mixedSides"> {
  /**
   * `listed`: an instant where a listed instrument is missing has no sum (NaN), because one that stops reporting would
   * look like a fall; one not listed yet, or expired, is not waited for. `reporting`: the sum of those that are there,
   * NaN if none is. Default `listed`.
   */
  readonly over?: "listed" | "reporting";
  /**
   * How long an instrument may be silent before it counts as delisted, in milliseconds; until then it is missing, so always
   * in the first row that lacks it, from which silence is counted. Default seven days. An instrument whose identity tells
   * its expiry is waited for until then, however long it is silent, and no longer.
   */
  readonly delistedAfterMs?: number;
}

/**
 * Open interest of each exchange in dollars, with its coverage: out[v][t] = sum over the instruments j of v of oi[j][t].
 *
 * Instruments come and go, so a sum over all of them would hardly ever exist. An instrument is listed from its first
 * value on: until `identity.expiry`, if it tells one, and else until it has been silent for longer than
 * `delistedAfterMs`. Silence is the time from the first row in which it is missing while another column reports to the
 * last such row: a hole in all columns is nobody's, whether it is rows of NaN or has no rows, but one that falls within a
 * silence is part of it. That looks at no later row: whether a silence is an outage or the end is not known while it
 * lasts, so it blanks the sum that long, and the sums of later rows go on without it. An instrument that fails before its first value is not waited for either. On data without expiries every
 * dated contract blanks its group for `delistedAfterMs` as it ends: there, tell expiries or add `over: "reporting"`.
 * A listing or an expiry moves the sum without a trade; `linkedTotal` leaves those steps out. A group that is not listed
 * yet is NaN too, so its shares are `shares(openInterest, { over: "reporting" })`, to be read where every group has as many
 * reporting as listed.
 * Source: definition; the metric that Santiment publishes as `exchange_open_interest`, over the instruments given.
 * @param oiUsd open interest in `usd`, N instruments × T rows, NaN where not reported
 * @returns a column for each venue, in order of appearance, T rows
 * @throws {RangeError} if the panel is not in dollars, an instrument names no venue, the instruments of one venue cannot
 *   be added, `over` is unknown, or `delistedAfterMs` is negative or no number
 */
export function exchangeOpenInterest(oiUsd: Panel, options: AggregateOptions = {}): AggregateOpenInterest<Panel> {
  const owner = "exchangeOpenInterest";
  return summedGroups(oiUsd, groupColumns(oiUsd.columns, "venue", owner), options, owner);
}

/**
 * Open interest of each settlement currency in dollars, with its coverage; instruments are listed, and missing, as
 * `exchangeOpenInterest` says.
 * Source: definition; the metric that Santiment publishes as `open_interest_per_settlement_currency`.
 * @param oiUsd open interest in `usd`, N instruments × T rows, NaN where not reported
 * @returns a column for each currency, in order of appearance, T rows
 * @throws {RangeError} as `exchangeOpenInterest` does, of the settlement currency
 */
export function openInterestPerSettlementCurrency(
  oiUsd: Panel,
  options: AggregateOptions = {},
): AggregateOpenInterest<Panel> {
  const owner = "openInterestPerSettlementCurrency";
  return summedGroups(oiUsd, groupColumns(oiUsd.columns, "settle", owner), options, owner);
}

/**
 * Open interest of all instruments in dollars, with its coverage; instruments are listed, and missing, as
 * `exchangeOpenInterest` says. It is the total of the instruments given: two publishers that follow other exchanges
 * publish other totals.
 * Source: definition; the metric that Santiment publishes as `total_open_interest`.
 * @param oiUsd open interest in `usd`, N instruments × T rows, NaN where not reported
 * @returns series of T rows
 * @throws {RangeError} as `exchangeOpenInterest` does, but for the venue
 */
export function totalOpenInterest(oiUsd: Panel, options: AggregateOptions = {}): AggregateOpenInterest<Series> {
  const all = summedGroups(oiUsd, new Map([["total", oiUsd.columns]]), options, "totalOpenInterest");
  const { openInterest, reporting, listed } = all;
  return {
    openInterest: openInterest.column("total"),
    reporting: reporting.column("total"),
    listed: listed.column("total"),
  };
}

function summedGroups(
  { times, columns, unit }: Panel,
  groups: ReadonlyMap<string, readonly Column[]>,
  { over = "listed", delistedAfterMs = 7 * dayMs, mixedSides = "throw" }: AggregateOptions,
  owner: string,
): AggregateOpenInterest<Panel> {
  checkOptions(unit, over, delistedAfterMs, owner);
  const alive = sumColumns(columns, times.length, "reporting").counts;
  const sums = Array.from(groups, ([name, members]) => {
    checkAddable(members, unit, { mixedSides }, owner);
    const identity = sumIdentity(members.map((member) => member.identity));
    return { name, identity, ...listedSums(members, times, alive, { over, delistedAfterMs }) };
  });
  const panel = (of: Unit, pick: (group: ListedSums) => Float64Array): Panel =>
    new Panel(
      times,
      sums.map((group) => ({ name: group.name, values: pick(group), identity: group.identity })),
      of,
    );
  return {
    openInterest: panel("usd", (group) => group.sums),
    reporting: panel("number", (group) => group.counts),
    listed: panel("number", (group) => group.listed),
  };
}

function checkOptions(unit: Unit, over: string, delistedAfterMs: number, owner: string): void {
  if (unit !== "usd") {
    throw new RangeError(`${owner}: the panel is in ${unit}; convert each instrument to usd first`);
  }
  checkChoice("over", over, ["listed", "reporting"], owner);
  if (!(delistedAfterMs >= 0)) {
    throw new RangeError(`${owner}: delistedAfterMs ${delistedAfterMs} is no length of time; give milliseconds`);
  }
}

import { convertOpenInterest, type OpenInterestUnit } from "../../market/convert.js";
import { openInterestFields, type PublishedField } from "../../market/open-interest-fields.js";
import { openInterestOf } from "../../market/open-interest-of.js";
import type { Series } from "../../series/series.js";
import { isoTime, minuteMs, secondMs } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import type { ListedInstrument } from "./listed-instruments.js";
import { publishedNumber } from "./published-number.js";
import { publishedTime } from "./published-time.js";
import type { Reading } from "./snapshot-source.js";
import type { Snapshot } from "./snapshots.js";

/** When a reading was asked for and answered. */
export interface SnapshotMoment {
  /** By this machine's clock, epoch milliseconds UTC. */
  readonly answeredAt: number;
  /** The venue's clock less this machine's, milliseconds; NaN where the venue does not tell. */
  readonly skewMs: number;
  /** Dollars for a coin of the settlement currency, for quanto contracts. Default none. */
  readonly settlePrice?: number;
}

/** A snapshot, with what was found on the way. */
export interface SnapshotFound {
  readonly snapshot: Snapshot;
  readonly issues: readonly QualityIssue[];
}

const oldMs = 10 * minuteMs;
const aheadMs = 10 * secondMs;

/**
 * A reading as a snapshot. Every number goes through the registry's record of its field; the unit that is published is
 * kept, and those that are not are converted at the price read beside it. What cannot be told is NaN.
 * Where amount and value are both published and no price is, they imply one.
 * @throws {Error} if no field of the registry is in the reading, or its main one is no number from 0
 */
export function snapshotOf(
  { instrument, marketName, sizeDoubt }: ListedInstrument,
  { published, price: priceCell, priceName = "mark", time: timeCell }: Reading,
  { answeredAt, skewMs, settlePrice = Number.NaN }: SnapshotMoment,
): SnapshotFound {
  const { venue, symbol, asset, kind, margin, settle, expiry = Number.NaN } = instrument;
  const where = `${venue} ${symbol}`;
  const fields = apiFields(venue, marketName).filter(({ field }) => field in published);
  const [main] = fields;
  if (main === undefined) {
    const asked = apiFields(venue, marketName).map(({ field }) => field);
    throw new Error(
      `has none of ${asked.join(", ")} but only ${Object.keys(published).slice(0, 20).join(", ")}; it has changed its answer`,
    );
  }
  const amount = publishedNumber(published[main.field]);
  if (!(amount >= 0)) {
    throw new Error(
      `says ${main.field} ${JSON.stringify(published[main.field])}, which is no open interest; nothing taken`,
    );
  }
  const told = snapshotTime(timeCell, { answeredAt, skewMs, settlePrice });
  const { time } = told;
  const issueOf = (kind: QualityIssue["kind"], detail: string) => issueAt(kind, where, [time], detail);

  const known = new Map<OpenInterestUnit, Series>();
  for (const field of fields) {
    const value = publishedNumber(published[field.field]);
    if (field.sides !== main.sides || !(value >= 0)) continue;
    const series = openInterestOf(field, { times: [time], values: [value] }, { instrument });
    if (!known.has(series.unit as OpenInterestUnit)) known.set(series.unit as OpenInterestUnit, series);
  }
  // An inverse contract is dollars without a price, a linear one coins: the number that needs less is taken first.
  const order = margin === "inverse" ? ["usd", "contracts", "base"] : ["base", "usd", "contracts"];
  const publishedUnits = [...known.values()].sort((one, other) => order.indexOf(one.unit) - order.indexOf(other.unit));
  const convert = (to: OpenInterestUnit, price: number): Series | undefined => {
    const options = { instrument, price: [price], priceName, settlePrice: [settlePrice] };
    return publishedUnits
      .filter(({ unit }) => unit !== "contracts" || instrument.contractSize > 0)
      .map((from) => convertOpenInterest(from, to, options))
      .find(({ values }) => !Number.isNaN(values[0]));
  };
  const inUnit = (unit: OpenInterestUnit, price: number) => known.get(unit) ?? convert(unit, price);
  const amountOf = (series: Series | undefined) => series?.values[0] ?? Number.NaN;
  const given = publishedNumber(priceCell);
  const isGiven = given > 0;
  const implied = amountOf(inUnit("usd", Number.NaN)) / amountOf(inUnit("base", Number.NaN));
  const price = isGiven ? given : implied > 0 && implied < Number.POSITIVE_INFINITY ? implied : Number.NaN;
  const contracts = amountOf(known.get("contracts"));
  const coins = inUnit("base", price);
  const dollars = inUnit("usd", price);
  const [base, usd] = [amountOf(coins), amountOf(dollars)];
  const noPrice =
    Number.isNaN(price) && (Number.isNaN(base) || Number.isNaN(usd))
      ? issueOf(
          "no-price",
          `its price is ${JSON.stringify(priceCell) ?? "missing"}; coins or dollars are left as a gap`,
        )
      : [];
  return {
    snapshot: {
      venue,
      instrument: symbol,
      asset,
      kind,
      margin,
      settle,
      expiry,
      time,
      timeFrom: told.timeFrom,
      contracts,
      base,
      usd,
      price,
      priceName: isGiven ? priceName : Number.isNaN(price) ? "" : "implied",
      baseConvertedAt: coins?.identity.convertedAt ?? "",
      usdConvertedAt: dollars?.identity.convertedAt ?? "",
      sides: main.sides,
    },
    issues: [
      ...(told.issue === undefined ? [] : issueOf(told.issue.kind, told.issue.detail)),
      ...noPrice,
      ...(sizeDoubt === undefined ? [] : issueOf("invalid", sizeDoubt)),
      ...contradictions().flatMap((detail) => issueOf("implied-price", detail)),
    ],
  };

  /** What is published twice must agree: contracts and coins by the contract's size, coins and dollars by the price. */
  function contradictions(): readonly string[] {
    const ownBase = amountOf(known.get("base"));
    const ownUsd = amountOf(known.get("usd"));
    const { contractSize } = instrument;
    const differs = margin === "linear" && Math.abs((contracts * contractSize) / ownBase - 1) > 0.01;
    const isFar = isGiven && Math.abs(ownUsd / ownBase / given - 1) > 0.05;
    return [
      ...(differs
        ? [`${contracts} contracts of ${contractSize} are not the ${ownBase} coins beside them; coins kept`]
        : []),
      ...(isFar ? [`${ownUsd} dollars for ${ownBase} coins are far from the price ${given}; both kept`] : []),
    ];
  }
}

interface ToldTime {
  readonly time: number;
  readonly timeFrom: "venue" | "answer";
  readonly issue?: { readonly kind: QualityIssue["kind"]; readonly detail: string };
}

/** The venue's own time, unless it has none or one that cannot be. */
function snapshotTime(cell: unknown, { answeredAt, skewMs }: SnapshotMoment): ToldTime {
  if (cell === undefined || cell === null || cell === "") return { time: answeredAt, timeFrom: "answer" };
  const time = publishedTime(cell);
  // Where this machine's clock is behind, a good time seems to be of the future.
  const latest = answeredAt + Math.max(0, Number.isNaN(skewMs) ? 0 : skewMs) + aheadMs;
  if (!(time >= Date.UTC(2009, 0, 3) && time <= latest)) {
    const detail = `its time ${JSON.stringify(cell)} cannot be; stamped with the moment of the answer`;
    return { time: answeredAt, timeFrom: "answer", issue: { kind: "label", detail } };
  }
  if (time >= answeredAt - oldMs) return { time, timeFrom: "venue" };
  const detail = `it is of ${isoTime(time)}, ${Math.round((answeredAt - time) / minuteMs)} minutes before it was asked; stamped so`;
  return { time, timeFrom: "venue", issue: { kind: "stale", detail } };
}

const cache = new Map<string, readonly PublishedField[]>();

/** The venue's own fields of one market, its main one first. */
function apiFields(venue: string, marketName: string): readonly PublishedField[] {
  const key = `${venue} ${marketName}`;
  const found =
    cache.get(key) ??
    openInterestFields().filter(
      ({ publisher, market, source }) => publisher === venue && market === marketName && source === "api",
    );
  cache.set(key, found);
  return found;
}

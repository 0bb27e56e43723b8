import { contractFactor } from "../../market/contract-factor.js";
import { convertOpenInterest, instrumentIdentity, type OpenInterestUnit } from "../../market/convert.js";
import { type Instrument, instrument } from "../../market/instrument.js";
import { openInterestField, type PublishedField } from "../../market/open-interest-fields.js";
import { openInterestOf } from "../../market/open-interest-of.js";
import type { Candles } from "../../series/candles.js";
import type { Identity, Unit } from "../../series/identity.js";
import { type Column, Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { intervalText, isoTime } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import type { QualityIssue } from "../quality/quality.js";
import { type Grid, rowsOnGrid } from "../rows-on-grid.js";
import type { CcxtMarket } from "./exchange-client.js";
import type { ExchangeHistory } from "./exchange-history.js";
import { documentedLabel, exchangeLabel, type LabelReading } from "./exchange-label.js";
import type { ExchangeSpec, OpenInterestCall } from "./exchange-spec.js";
import { impliedPriceIssues } from "./implied-price.js";

/** One market's rows and what they are of. */
export interface MarketRows {
  readonly spec: ExchangeSpec;
  /** How open interest was called for; undefined if it was not. */
  readonly openInterest: OpenInterestCall | undefined;
  readonly asset: string;
  /** The market as ccxt lists it, and its name at its venue. */
  readonly listed: CcxtMarket;
  readonly symbol: string;
  readonly history: ExchangeHistory;
  readonly grid: Grid;
  /** Name of the column of open interest, and of the funding series. */
  readonly names: { readonly openInterest: string; readonly funding: string };
  /** What was found before rows were fetched. */
  readonly issues: readonly QualityIssue[];
  readonly now: number;
}

/**
 * The dataset of one perpetual: its bars, its funding, and its open interest in coins and in dollars, each as it is
 * published or by the size of a contract where that is enough, and else at the close of its own bar, which its identity
 * says. Where the venue publishes all contracts on an asset as one, so does the column: it names no contract.
 * @throws {RangeError} if the registry does not know contracts of this name, or not their size
 * @throws {Error} if no row of open interest lies on the grid
 */
export function marketDataset(rows: MarketRows): Dataset {
  const { spec, asset, listed, symbol, history, grid, names, now } = rows;
  const contract = instrument(spec.venue, symbol, spec.listsSize === true ? { contractSize: listed.contractSize } : {});
  const { sides: _, ...ofPrice } = instrumentIdentity(contract);
  const bars = rowsOnGrid(history.candles, grid.stepMs, grid, "candles");
  const candles = candlesOf(bars.columns, grid, ofPrice, spec, contract);
  const found = openInterest(rows, contract, candles);
  const since = (grid.times[0] as number) - grid.stepMs;
  const until = grid.times[grid.times.length - 1] as number;
  const rates = history.funding.columns[0] as Float64Array;
  const funding = new Series(history.funding.times, rates, names.funding, "fraction", ofPrice).slice(since, until);
  return {
    asset,
    intervalMs: grid.stepMs,
    candles,
    openInterest: new Panel(grid.times, found.base, "base"),
    openInterestUsd: new Panel(grid.times, found.usd, "usd"),
    funding: funding.length === 0 ? [] : [funding],
    quality: {
      rowsRead: history.rowsRead,
      issues: [...rows.issues, ...found.issues, ...history.candles.issues, ...bars.issues, ...history.funding.issues],
    },
    provenance: {
      source: "exchange",
      simulated: false,
      description: `${spec.title} ${symbol} through ccxt, as served at ${isoTime(now)}: ${spec.description}.`,
      files: [],
    },
  };
}

interface Found {
  readonly base: readonly Column[];
  readonly usd: readonly Column[];
  readonly issues: readonly QualityIssue[];
}

function openInterest(
  { openInterest, spec, history, grid, names }: MarketRows,
  contract: Instrument,
  candles: Candles,
): Found {
  if (openInterest === undefined) return { base: [], usd: [], issues: [] };
  const fields = openInterest.cells.map(({ field }) =>
    openInterestField(spec.venue, spec.market, "ccxt history", field),
  );
  const label = labelReading(history, fields, contract, candles);
  const placed = rowsOnGrid(history.openInterest, label.shiftMs, grid, "open interest");
  checkPlaced(history.openInterest.times, placed.columns, grid, spec);
  const published = fields.map((field, index) => {
    const late = Math.max(Number.isNaN(field.delayMs) ? 0 : field.delayMs, label.isGuess ? grid.stepMs : 0);
    return openInterestOf(
      field,
      { times: grid.times, values: placed.columns[index] as Float64Array },
      { instrument: contract, label: "instant", name: names.openInterest, ...(late > 0 ? { delayMs: late } : {}) },
    );
  });
  const base = inUnit("base", published, contract, candles.close);
  const usd = inUnit("usd", published, contract, candles.close);
  return {
    base: [columnOf(base)],
    usd: [columnOf(usd)],
    issues: [
      label.issue,
      ...history.openInterest.issues,
      ...placed.issues,
      ...impliedPriceIssues(base, usd, candles.close),
    ],
  };
}

/** Held against prices where coins and dollars are both published, so that dividing them gives the price of the instant. */
function labelReading(
  { openInterest: { times: labels, columns } }: ExchangeHistory,
  fields: readonly PublishedField[],
  contract: Instrument,
  { times: barEnds, open, close, intervalMs: barMs }: Candles,
): LabelReading {
  const documented = fields[0]?.label ?? "unknown";
  const inCoins = columnWorth("base", fields, columns, contract);
  const inDollars = columnWorth("usd", fields, columns, contract);
  if (inCoins === undefined || inDollars === undefined) return documentedLabel(labels, barMs, documented);
  return exchangeLabel(
    { labels, openInterest: inCoins, value: inDollars, barEnds, open: open.values, close: close.values, barMs },
    documented,
  );
}

/** The first column that is coins (or dollars), or contracts of so many of them; undefined if none is without a price. */
function columnWorth(
  unit: "base" | "usd",
  fields: readonly PublishedField[],
  columns: readonly Float64Array[],
  { margin, contractSize }: Instrument,
): Float64Array | undefined {
  for (const [index, { counts }] of fields.entries()) {
    const { multiply, divide, pricePower } = contractFactor(
      counts === "quote" ? "usd" : counts,
      unit,
      margin,
      contractSize,
    );
    if (pricePower === 0) return (columns[index] as Float64Array).map((value) => (value * multiply) / divide);
  }
  return undefined;
}

function inUnit(unit: "base" | "usd", published: readonly Series[], contract: Instrument, close: Series): Series {
  const { margin, contractSize } = contract;
  const powers = published.map(
    (series) => contractFactor(series.unit as OpenInterestUnit, unit, margin, contractSize).pricePower,
  );
  const free = powers.indexOf(0);
  const source = published[Math.max(free, 0)] as Series;
  const converted = convertOpenInterest(source, unit, { instrument: contract, ...(free < 0 ? { price: close } : {}) });
  // What is of all contracts on an asset is of no single one, though converted with one's price.
  if (source.identity.instrument !== undefined) return converted;
  const identity: Identity = { ...source.identity, ...(free < 0 ? { convertedAt: close.name } : {}) };
  return new Series(converted.times, converted.values, converted.name, unit, identity);
}

const columnOf = ({ name, values, identity }: Series): Column => ({ name, values, identity });

function candlesOf(
  columns: readonly Float64Array[],
  { times, stepMs }: Grid,
  identity: Identity,
  { candles }: ExchangeSpec,
  { margin, contractSize }: Instrument,
): Candles {
  const [open, high, low, close, volume] = columns as readonly Float64Array[];
  const bar = (name: string, values: Float64Array | undefined, unit: Unit): Series =>
    new Series(times, values as Float64Array, name, unit, identity);
  // Contracts of an inverse market are dollars, traded at many prices within the bar.
  const coins =
    candles.volume === "base"
      ? volume
      : candles.volume === "contracts" && margin === "linear"
        ? volume?.map((contracts) => contracts * contractSize)
        : undefined;
  return {
    times,
    intervalMs: stepMs,
    open: bar("open", open, "price"),
    high: bar("high", high, "price"),
    low: bar("low", low, "price"),
    close: bar("close", close, "price"),
    ...(coins && { volume: bar("volume", coins, "base") }),
  };
}

/** Rows that all lie beside the grid would leave nothing but gaps: bars of another time zone, or of another clock. */
function checkPlaced(
  labels: Float64Array,
  columns: readonly Float64Array[],
  { times, stepMs }: Grid,
  spec: ExchangeSpec,
): void {
  const inPeriod = labels.some(
    (time) => time > (times[0] as number) - stepMs && time <= (times[times.length - 1] as number),
  );
  const onGrid = labels.some((time) => time % stepMs === 0);
  if (!inPeriod || onGrid || columns.some((values) => values.some((value) => !Number.isNaN(value)))) return;
  throw new Error(
    `loadExchange: no row of open interest of ${spec.title} lies on the grid of ${intervalText(stepMs)} in UTC, the first is of ${isoTime(labels[0] as number)}; ask for a shorter interval`,
  );
}

import type { Candles } from "../../series/candles.js";
import { isoTime } from "../../series/time.js";
import { type PreparedSlippage, prepareSlippage } from "../costs/slippage.js";
import { type EncodedSignals, encodeSignals, isSignals, signalConflicts } from "../exits/signals.js";
import { type ContractTerms, contractTerms } from "../margin/contract.js";
import { maintenanceTiers } from "../margin/maintenance.js";
import { type AccountGrid, barColumns, onRows, presentBars, rowOffset, valueColumns } from "./bar-columns.js";
import type { CompleteOptions } from "./check.js";
import type { BarColumns, PlacedDecision, PreparedLeg } from "./leg-state.js";
import type { Leg } from "./options.js";
import { settlements } from "./settlements.js";
import { targets } from "./targets.js";

/** A leg made ready, and what its decisions lacked. */
export interface LegPreparation {
  readonly leg: PreparedLeg;
  readonly missingPositions: number;
}

/**
 * Brings everything of a leg to the rows of the account: prices, marks, decisions on the rows they are filled in,
 * slippage. Errors are those of `backtest`.
 */
export function prepareLeg(
  name: string,
  leg: Leg,
  grid: AccountGrid,
  options: CompleteOptions,
  owner: string,
): LegPreparation {
  const { candles, funding, mark, openInterest, maintenance = options.maintenance } = leg;
  const terms = contractTerms(contractOf(leg, owner), owner);
  const offset = rowOffset(candles.times, grid);
  const T = grid.times.length;
  const prices = barColumns(candles, grid);
  const present = presentBars(prices, grid, "candles", owner);
  const values = valueColumns(prices, terms.inverse);
  const { decision, missing } = placeDecision(leg, terms, options, owner);
  const start = (candles.times[0] ?? 0) - candles.intervalMs;
  const end = candles.times[candles.times.length - 1] ?? start;
  const slippage = prepareSlippage(options.slippage ?? options.slippageBps, candles, { terms, openInterest, owner });
  return {
    leg: {
      name,
      terms,
      prices,
      present,
      values,
      ...(mark === undefined ? { marks: values } : markColumns(mark, values, present, terms.inverse, grid, owner)),
      decision: decisionOnRows(decision, offset, T),
      slippage: slippageOnRows(slippage, offset, T),
      settlements: settlements(funding, start, end),
      tiers: maintenance === undefined ? undefined : maintenanceTiers(maintenance, owner),
      firstRow: offset,
      endRow: offset + candles.times.length,
    },
    missingPositions: missing,
  };
}

/** The contract given, or the one that the identity of the candles tells. */
function contractOf({ contract, candles }: Leg, owner: string): NonNullable<Leg["contract"]> {
  if (contract !== undefined) return contract;
  const { margin, instrument = "the instrument" } = candles.close.identity;
  if (margin === "quanto") {
    throw new TypeError(
      `${owner}: ${instrument} is a quanto contract, whose profit no rule here computes; leave it out`,
    );
  }
  return { margin: margin === "inverse" ? "inverse" : "linear" };
}

function placeDecision(
  { decision, candles: { times, intervalMs } }: Leg,
  { size: contractSize }: ContractTerms,
  { fill, maxLeverage, missingPosition }: CompleteOptions,
  owner: string,
): { readonly decision: PlacedDecision; readonly missing: number } {
  if (!isSignals(decision)) {
    const rules = { fill, maxLeverage, missingPosition, contractSize, owner };
    const { unit, orders, missing } = targets(decision, times, intervalMs, rules);
    return { decision: { kind: "targets", unit, orders }, missing };
  }
  const signals = encodeSignals(decision, times, intervalMs, { fill, owner });
  const { sizes, missing } = signals;
  const largest = typeof sizes === "number" ? sizes : sizes.reduce((most, size) => (size > most ? size : most), 0);
  if (largest > maxLeverage) {
    throw new RangeError(
      `${owner}: signal size ${largest} is beyond maxLeverage ${maxLeverage}; scale it down or raise maxLeverage`,
    );
  }
  const conflicts = signalConflicts(decision, missingPosition, owner);
  return { decision: { kind: "signals", signals, conflicts }, missing };
}

function decisionOnRows(decision: PlacedDecision, offset: number, T: number): PlacedDecision {
  if (decision.kind === "targets") {
    return { ...decision, orders: onRows(decision.orders, offset, T, Number.NaN) };
  }
  const { signals } = decision;
  return { ...decision, signals: { ...signals, ...signalsOnRows(signals, offset, T) } };
}

function signalsOnRows(
  { bits, sizes }: EncodedSignals,
  offset: number,
  T: number,
): Pick<EncodedSignals, "bits" | "sizes"> {
  if (bits.length === T) return { bits, sizes };
  const placed = new Uint8Array(T);
  placed.set(bits, offset);
  return { bits: placed, sizes: typeof sizes === "number" ? sizes : onRows(sizes, offset, T, Number.NaN) };
}

function slippageOnRows({ base, impact }: PreparedSlippage, offset: number, T: number): PreparedSlippage {
  return {
    base: typeof base === "number" ? base : onRows(base, offset, T, Number.NaN),
    ...(impact === undefined ? {} : { impact: onRows(impact, offset, T, Number.NaN) }),
  };
}

/**
 * f(mark) on the rows of the account, with the traded bar where that of the marks is missing, NaN where both are, and
 * where the marks were missing.
 * @throws {RangeError} if the mark candles have other bars, or a price is not above 0
 */
function markColumns(
  mark: Candles,
  traded: BarColumns,
  isTraded: Uint8Array,
  isInverse: boolean,
  grid: AccountGrid,
  owner: string,
): { readonly marks: BarColumns; readonly missingMarks: Uint8Array } {
  const phase = mark.times.length === 0 ? 0 : (mark.times[0] - grid.times[0]) % grid.intervalMs;
  if (mark.intervalMs !== grid.intervalMs || phase !== 0) {
    throw new RangeError(
      `${owner}: mark candles have other bars than the traded ones (first end ${isoTime(mark.times[0] ?? Number.NaN)}); resample them`,
    );
  }
  const prices = barColumns(mark, grid);
  const present = presentBars(prices, grid, "mark candles", owner);
  const values = valueColumns(prices, isInverse);
  const missingMarks = present.map((has) => 1 - has);
  const column = (own: Float64Array, other: Float64Array): Float64Array =>
    own.map((value, row) => (present[row] === 1 ? value : isTraded[row] === 1 ? other[row] : Number.NaN));
  const marks = {
    open: column(values.open, traded.open),
    high: column(values.high, traded.high),
    low: column(values.low, traded.low),
    close: column(values.close, traded.close),
  };
  return { marks, missingMarks };
}

import { readFileSync } from "node:fs";
import { vectorbtFromOrders } from "../../../lib/backtest/vectorbt/from-orders.js";
import { vectorbtFromSignals } from "../../../lib/backtest/vectorbt/from-signals.js";
import type { VectorbtBacktest } from "../../../lib/backtest/vectorbt/result.js";
import { type VectorbtLeg, vectorbtShared } from "../../../lib/backtest/vectorbt/shared.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";

type Stored = number | boolean | string | null;

/** One line of cases.jsonl: settings by vectorbt's names, and what vectorbt made of them. */
export interface RecordedCase {
  readonly method: "from_orders" | "from_signals";
  readonly legs: readonly ({ readonly path: number } & Readonly<Record<string, Stored | readonly Stored[]>>)[];
  readonly call_seq?: "default" | "reversed" | "auto";
  /** Row, column, signed size, price, fees. */
  readonly orders: readonly (readonly [number, number, number, number, number])[];
  readonly value: readonly number[];
  /** After the last row. */
  readonly cash: number;
  readonly total_return: number;
  readonly sharpe_ratio: number | string | null;
  readonly max_drawdown: number | string | null;
}

type Path = Readonly<Record<"close" | "open" | "high" | "low", readonly (number | null)[]>>;

const [head, ...lines] = readFileSync(new URL("cases.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n");
const { paths } = JSON.parse(head) as { paths: readonly Path[] };

/** Every recorded case. Written by make-cases.py. */
export const recordedCases: readonly RecordedCase[] = lines.map((line) => JSON.parse(line) as RecordedCase);

/** Runs a case by our own functions. */
export function rerun({ method, legs, call_seq: callSequence }: RecordedCase): VectorbtBacktest {
  const initCash = legs[0].init_cash as number;
  const ours = legs.map((leg, column) => legOf(method, leg, column));
  if (callSequence !== undefined) return vectorbtShared(ours, { initCash, callSequence });
  const [{ close, ...rest }] = ours;
  if ("orders" in rest) return vectorbtFromOrders(close, rest.orders, { ...rest, initCash });
  return vectorbtFromSignals(close, rest.signals, { ...rest, initCash });
}

function legOf(
  method: RecordedCase["method"],
  { path, init_cash: _, ...leg }: RecordedCase["legs"][0],
  column: number,
): VectorbtLeg {
  const close = priceOf(path, "close", column);
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(leg)) {
    if (name !== "bars") settings[camel(name)] = isChoice(name) ? choice(value as string) : numbers(value);
  }
  if (leg.bars === true) {
    for (const name of ["open", "high", "low"] as const) settings[name] = priceOf(path, name, column);
  }
  const { size, entries, exits, shortEntries, shortExits, ...rest } = settings;
  const leftover = rest as object;
  if (method === "from_orders") return { ...leftover, close, orders: size as number[] };
  const on = (text: unknown) => (text === undefined ? undefined : Array.from(text as string, (bit) => bit === "1"));
  const signals = {
    entries: on(entries) ?? false,
    exits: on(exits) ?? false,
    shortEntries: on(shortEntries),
    shortExits: on(shortExits),
  };
  return { ...leftover, close, size: size as number, signals };
}

function priceOf(path: number, name: keyof Path, column: number): Series {
  const values = paths[path][name];
  const times = values.map((_, row) => (row + 1) * hourMs);
  return series({ times, values, name: `${name}${column}`, unit: "price" });
}

function isChoice(name: string): boolean {
  return /^(size_type|direction|accumulate|upon_|stop_)/.test(name);
}

/** vectorbt's choices are words without capitals. */
function choice(word: string): string {
  return word.replace(/only|amount|value|percent|reduce|nan|limit|market|price/, (part, at: number) =>
    at === 0 ? part : part === "nan" ? "NaN" : part[0].toUpperCase() + part.slice(1),
  );
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Numbers as JSON could hold them. Texts of signals are left as they are. */
function numbers(value: Stored | readonly Stored[]): unknown {
  if (Array.isArray(value)) return value.map(numbers);
  if (value === null) return Number.NaN;
  if (value === "inf") return Number.POSITIVE_INFINITY;
  return value === "-inf" ? Number.NEGATIVE_INFINITY : value;
}

import { isBelow } from "./near.js";
import type { OrderRequest, VectorbtSizeType } from "./order.js";

/** What to do when an entry and an exit of one side come in one row; the last two only where there is a position. */
export type VectorbtConflict = "ignore" | "entry" | "exit" | "adjacent" | "opposite";

/** What to do when entries of both sides come in one row; the last two only where there is a position. */
export type VectorbtDirectionConflict = "ignore" | "long" | "short" | "adjacent" | "opposite";

/** What an entry against the position does; the kinds with `Reduce` only reduce it where sizes accumulate. */
export type VectorbtOppositeEntry = "ignore" | "close" | "closeReduce" | "reverse" | "reverseReduce";

/** Whether further entries add to a position and exits take from it, instead of being skipped and closing it. */
export type VectorbtAccumulation = "disabled" | "both" | "addOnly" | "removeOnly";

/** The signals of one row, which rules may change. */
export interface RowSignals {
  longEntry: boolean;
  longExit: boolean;
  shortEntry: boolean;
  shortExit: boolean;
  accumulate: VectorbtAccumulation;
}

/** How signals that contradict one another are settled. */
export interface ConflictRules {
  readonly uponLongConflict: VectorbtConflict;
  readonly uponShortConflict: VectorbtConflict;
  readonly uponDirConflict: VectorbtDirectionConflict;
  readonly uponOppositeEntry: VectorbtOppositeEntry;
}

/** Settles the signals of a row: exits against entries, long against short, then entries against the position. */
export function settleSignals(signals: RowSignals, position: number, rules: ConflictRules): void {
  if (!signals.longEntry && !signals.shortEntry) return;
  if (signals.longEntry && signals.longExit) {
    const keeps = kept(rules.uponLongConflict, position);
    signals.longEntry = keeps === "entry";
    signals.longExit = keeps === "exit";
  }
  if (signals.shortEntry && signals.shortExit) {
    const keeps = kept(rules.uponShortConflict, position);
    signals.shortEntry = keeps === "entry";
    signals.shortExit = keeps === "exit";
  }
  if (signals.longEntry && signals.shortEntry) {
    const side = keptSide(rules.uponDirConflict, position);
    signals.longEntry = side > 0;
    signals.shortEntry = side < 0;
  }
  const isOpposite = position > 0 ? signals.shortEntry : position < 0 && signals.longEntry;
  if (isOpposite) settleOpposite(signals, position, rules.uponOppositeEntry);
}

/** Of an entry and an exit of one side, the one that is kept. */
function kept(rule: VectorbtConflict, position: number): "entry" | "exit" | "none" {
  if (rule === "entry" || rule === "exit") return rule;
  if (rule === "ignore" || position === 0) return "none";
  return rule === "adjacent" ? "entry" : "exit";
}

/** Of a long and a short entry the side that is kept: 1, −1, or 0 for neither. */
function keptSide(rule: VectorbtDirectionConflict, position: number): number {
  if (rule === "long") return 1;
  if (rule === "short") return -1;
  if (rule === "ignore") return 0;
  return rule === "adjacent" ? Math.sign(position) : -Math.sign(position);
}

function settleOpposite(signals: RowSignals, position: number, rule: VectorbtOppositeEntry): void {
  if (rule === "reverseReduce") return;
  if (rule === "close" || rule === "reverse") signals.accumulate = "disabled";
  if (rule === "reverse") return;
  if (position > 0) {
    signals.shortEntry = false;
    if (rule !== "ignore") signals.longExit = true;
  } else {
    signals.longEntry = false;
    if (rule !== "ignore") signals.shortExit = true;
  }
}

/**
 * Writes the settled signals of a row into an order. The size is unsigned; with a position and without accumulation an
 * exit closes it and an opposite entry turns it over.
 * @returns false if there is nothing to order
 * @throws {RangeError} for a size below 0, or a reversal by percent
 */
export function signalOrder(
  signals: RowSignals,
  position: number,
  size: number,
  sizeType: VectorbtSizeType,
  valPrice: number,
  request: OrderRequest,
): boolean {
  if (isBelow(size, 0))
    throw new RangeError(`vectorbt: size ${size} of a signal is below 0; the signal tells the side`);
  const { accumulate } = signals;
  const side = Math.sign(position);
  request.sizeType = sizeType;
  request.direction = "both";
  if (side === 0) {
    if (!signals.longEntry && !signals.shortEntry) return false;
    request.size = signals.longEntry ? size : -size;
    return request.size !== 0;
  }
  const [entry, exit, opposite] =
    side > 0
      ? [signals.longEntry, signals.longExit, signals.shortEntry]
      : [signals.shortEntry, signals.shortExit, signals.longEntry];
  const reduces = accumulate === "both" || accumulate === "removeOnly";
  // The size with the sign of the position: above 0 adds to it.
  let signed = 0;
  if (opposite) {
    signed = reduces ? -size : -turnedOver(Math.abs(position), size, sizeType, valPrice);
    if (!reduces) request.sizeType = "amount";
  } else if (exit) {
    request.direction = side > 0 ? "longOnly" : "shortOnly";
    signed = reduces ? -size : -Math.abs(position);
    if (!reduces) request.sizeType = "amount";
  } else if (entry) {
    request.direction = side > 0 ? "longOnly" : "shortOnly";
    if (accumulate === "both" || accumulate === "addOnly") signed = size;
  }
  // An order that is short only has its size turned round once more when it is executed.
  request.size = request.direction === "shortOnly" ? signed : side * signed;
  return request.size !== 0;
}

/** Units that close a position and open one of the given size on the other side. */
function turnedOver(held: number, size: number, sizeType: VectorbtSizeType, valPrice: number): number {
  if (size !== size) return held;
  if (sizeType === "percent") {
    throw new RangeError(
      "vectorbt: a size in percent cannot turn a position over; exit first, or size by amount or value",
    );
  }
  return held + (sizeType === "value" ? size / valPrice : size);
}

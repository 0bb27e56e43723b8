import { checkChoice } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import type { VectorbtDirection, VectorbtSizeType } from "./order.js";
import { directionRows, prepareSettings, type VectorbtOrderSettings } from "./order-settings.js";
import { booleanRows, choiceRows, type NumberPerRow, numberRows, type PerRow, type Rows } from "./per-row.js";
import {
  type ConflictRules,
  type RowSignals,
  settleSignals,
  signalOrder,
  type VectorbtAccumulation,
  type VectorbtConflict,
  type VectorbtDirectionConflict,
  type VectorbtOppositeEntry,
} from "./signal-rules.js";
import type { Column } from "./simulate.js";
import {
  type Bar,
  Stops,
  stopSignals,
  type VectorbtStopEntryPrice,
  type VectorbtStopExit,
  type VectorbtStopExitPrice,
  type VectorbtStopUpdate,
} from "./stops.js";

/** Signals by row, true or not 0 where there is one. */
export interface VectorbtSignals {
  readonly entries: PerRow<boolean | number>;
  /** Default none. */
  readonly exits?: PerRow<boolean | number>;
  /** With these two, `entries` and `exits` are of the long side, and `direction` does not count. Default none. */
  readonly shortEntries?: PerRow<boolean | number>;
  readonly shortExits?: PerRow<boolean | number>;
}

/** Settings of orders made from signals, with vectorbt 1.2's defaults. */
export interface VectorbtSignalsSettings extends VectorbtOrderSettings {
  /** Unsigned size of an entry, and of a step where sizes accumulate. Default Infinity, all the cash. */
  readonly size?: NumberPerRow;
  /** What the size counts. Default `amount`. */
  readonly sizeType?: VectorbtSizeType | readonly VectorbtSizeType[];
  /** Side of `entries` and `exits`; for `both` an exit is the entry of a short position. Default `longOnly`. */
  readonly direction?: VectorbtDirection | readonly VectorbtDirection[];
  /** Default `disabled`: entries into a position are skipped and exits close it. */
  readonly accumulate?: VectorbtAccumulation;
  /** Default `ignore`. */
  readonly uponLongConflict?: VectorbtConflict;
  /** Default `ignore`. */
  readonly uponShortConflict?: VectorbtConflict;
  /** Default `ignore`. */
  readonly uponDirConflict?: VectorbtDirectionConflict;
  /** Default `reverseReduce`. */
  readonly uponOppositeEntry?: VectorbtOppositeEntry;
  /**
   * Prices of the bars, for stops and for a price of −Infinity, which is the open. Default: the close stands for them.
   */
  readonly open?: NumberPerRow;
  readonly high?: NumberPerRow;
  readonly low?: NumberPerRow;
  /** Stop-loss as a part of the price it is reckoned from. Default NaN, none. */
  readonly slStop?: NumberPerRow;
  /** Whether the stop-loss trails the best price. Default false. */
  readonly slTrail?: PerRow<boolean | number>;
  /** Take-profit as a part of the price it is reckoned from. Default NaN, none. */
  readonly tpStop?: NumberPerRow;
  /** Default `close`. */
  readonly stopEntryPrice?: VectorbtStopEntryPrice;
  /** Default `stopLimit`. */
  readonly stopExitPrice?: VectorbtStopExitPrice;
  /** Default `close`. */
  readonly uponStopExit?: VectorbtStopExit;
  /** Default `override`. */
  readonly uponStopUpdate?: VectorbtStopUpdate;
}

const conflicts = ["ignore", "entry", "exit", "adjacent", "opposite"];

/** One asset traded by signals; a stop comes before the signals of its row, of which none is then looked at. */
export function signalColumn(
  close: Series,
  signals: VectorbtSignals,
  {
    size = Number.POSITIVE_INFINITY,
    sizeType = "amount",
    direction = "longOnly",
    accumulate = "disabled",
    uponLongConflict = "ignore",
    uponShortConflict = "ignore",
    uponDirConflict = "ignore",
    uponOppositeEntry = "reverseReduce",
    open = Number.NaN,
    high = Number.NaN,
    low = Number.NaN,
    slStop = Number.NaN,
    slTrail = false,
    tpStop = Number.NaN,
    stopEntryPrice = "close",
    stopExitPrice = "stopLimit",
    uponStopExit = "close",
    uponStopUpdate = "override",
    ...settings
  }: VectorbtSignalsSettings,
): Column {
  checkChoice("accumulate", accumulate, ["disabled", "both", "addOnly", "removeOnly"], "vectorbt");
  checkChoice("uponLongConflict", uponLongConflict, conflicts, "vectorbt");
  checkChoice("uponShortConflict", uponShortConflict, conflicts, "vectorbt");
  checkChoice("uponDirConflict", uponDirConflict, ["ignore", "long", "short", "adjacent", "opposite"], "vectorbt");
  const opposites = ["ignore", "close", "closeReduce", "reverse", "reverseReduce"];
  checkChoice("uponOppositeEntry", uponOppositeEntry, opposites, "vectorbt");
  checkChoice("stopEntryPrice", stopEntryPrice, ["valPrice", "price", "fillPrice", "close"], "vectorbt");
  checkChoice("stopExitPrice", stopExitPrice, ["stopLimit", "stopMarket", "price", "close"], "vectorbt");
  checkChoice("uponStopExit", uponStopExit, opposites.slice(1), "vectorbt");
  checkChoice("uponStopUpdate", uponStopUpdate, ["keep", "override", "overrideNaN"], "vectorbt");
  const { times, values } = close;
  const rows = {
    open: numberRows(open, times, "open"),
    high: numberRows(high, times, "high"),
    low: numberRows(low, times, "low"),
  };
  const sizes = numberRows(size, times, "size");
  const types = choiceRows(sizeType, ["amount", "value", "percent"], times, "sizeType");
  const rules: ConflictRules = { uponLongConflict, uponShortConflict, uponDirConflict, uponOppositeEntry };
  const signalsAt = signalReader(signals, direction, times, accumulate);
  const stops = new Stops({
    slStop: stopRows(slStop, times, "slStop"),
    slTrail: booleanRows(slTrail, times, "slTrail"),
    tpStop: stopRows(tpStop, times, "tpStop"),
    stopEntryPrice,
    uponStopUpdate,
  });
  return {
    settings: prepareSettings(close, settings),
    lowerPrice(row) {
      const opened = rows.open.values[row * rows.open.step];
      if (opened === opened) return opened;
      return row > 0 ? values[row - 1] : Number.NaN;
    },
    decide(row, request, position, valPrice) {
      const stopPrice = stops.hit(position, barAt(rows, values[row], row));
      const isStopped = stopPrice === stopPrice;
      const current = isStopped ? stopSignals(position, uponStopExit, accumulate) : signalsAt(row);
      if (isStopped) {
        if (stopExitPrice === "stopLimit" || stopExitPrice === "stopMarket") request.price = stopPrice;
        if (stopExitPrice === "close") request.price = values[row];
        if (stopExitPrice === "stopLimit") request.slippage = 0;
      } else {
        settleSignals(current, position, rules);
      }
      const type = types.values[row * types.step];
      return signalOrder(current, position, sizes.values[row * sizes.step], type, valPrice, request);
    },
    filled(row, fill, request, before, after, valPrice) {
      stops.update(row, values[row], fill, request, before, after, valPrice);
    },
  };
}

function stopRows(option: NumberPerRow, times: Float64Array, what: string): Rows<number> {
  const rows = numberRows(option, times, what);
  for (let row = 0; row < rows.values.length; row++) {
    if (rows.values[row] < 0) {
      throw new RangeError(
        `vectorbt: ${what} ${rows.values[row]} at row ${row} is below 0; give a fraction, NaN for none`,
      );
    }
  }
  return rows;
}

/** The prices of a bar; where one is missing the open and close stand for it. */
function barAt(rows: { open: Rows<number>; high: Rows<number>; low: Rows<number> }, close: number, row: number): Bar {
  const asked = rows.open.values[row * rows.open.step];
  const high = rows.high.values[row * rows.high.step];
  const low = rows.low.values[row * rows.low.step];
  const open = asked === asked ? asked : close;
  return { open, high: high === high ? high : Math.max(open, close), low: low === low ? low : Math.min(open, close) };
}

/** Reads the signals of a row by side. */
function signalReader(
  { entries, exits = false, shortEntries, shortExits }: VectorbtSignals,
  direction: VectorbtDirection | readonly VectorbtDirection[],
  times: Float64Array,
  accumulate: VectorbtAccumulation,
): (row: number) => RowSignals {
  const entry = booleanRows(entries, times, "entries");
  const exit = booleanRows(exits, times, "exits");
  const isOn = ({ values, step }: Rows<boolean | number>, row: number): boolean => isSet(values[row * step]);
  if (shortEntries !== undefined || shortExits !== undefined) {
    const shortEntry = booleanRows(shortEntries ?? false, times, "shortEntries");
    const shortExit = booleanRows(shortExits ?? false, times, "shortExits");
    return (row) => ({
      longEntry: isOn(entry, row),
      longExit: isOn(exit, row),
      shortEntry: isOn(shortEntry, row),
      shortExit: isOn(shortExit, row),
      accumulate,
    });
  }
  const directions = directionRows(direction, times);
  return (row) => {
    const [enters, leaves] = [isOn(entry, row), isOn(exit, row)];
    const side = directions.values[row * directions.step];
    return {
      longEntry: enters && side !== "shortOnly",
      longExit: leaves && side === "longOnly",
      shortEntry: side === "both" ? leaves : enters && side === "shortOnly",
      shortExit: leaves && side === "shortOnly",
      accumulate,
    };
  };
}

/** A gap is no signal. */
function isSet(value: boolean | number): boolean {
  return value === true || (typeof value === "number" && value === value && value !== 0);
}

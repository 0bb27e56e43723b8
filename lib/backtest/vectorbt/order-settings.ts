import type { Series } from "../../series/series.js";
import type { OrderRequest, VectorbtDirection, VectorbtSizeType } from "./order.js";
import { booleanRows, choiceRows, type NumberPerRow, numberRows, type PerRow, type Rows } from "./per-row.js";

/** Settings of orders, each one value for all rows or one for each, with vectorbt 1.2's defaults. */
export interface VectorbtOrderSettings {
  /** Price to fill at. Default Infinity, which stands for the close of the row; −Infinity stands for the one before. */
  readonly price?: NumberPerRow;
  /**
   * Price at which the asset is valued when an order is sized. Infinity (default) is the price, −Infinity the last
   * close.
   */
  readonly valPrice?: NumberPerRow;
  /** Part of the traded value paid for each order. Default 0. */
  readonly fees?: NumberPerRow;
  /** Money paid for each order. Default 0. */
  readonly fixedFees?: NumberPerRow;
  /** Part of the price that fills are worse by. Default 0. */
  readonly slippage?: NumberPerRow;
  /** Units below which an order is rejected. Default 1e-8. */
  readonly minSize?: NumberPerRow;
  /** Units above which an order is cut, or rejected without `allowPartial`. Default Infinity. */
  readonly maxSize?: NumberPerRow;
  /**
   * Orders are rounded down to multiples of so many units. Default NaN, any size. As vectorbt's numba engine, where 1
   * in steps of 0.1 is 0.9 because 0.1 is no binary fraction; its Rust engine makes that 1.
   */
  readonly sizeGranularity?: NumberPerRow;
  /** Whether the cash from short sales is locked, and as much again. Default false. */
  readonly lockCash?: PerRow<boolean | number>;
  /** Whether an order may be filled in part where the cash does not reach. Default true. */
  readonly allowPartial?: PerRow<boolean | number>;
}

/** The settings of one column, ready to be read by row. */
export interface PreparedSettings {
  readonly close: Float64Array;
  readonly price: Rows<number>;
  readonly valPrice: Rows<number>;
  readonly fees: Rows<number>;
  readonly fixedFees: Rows<number>;
  readonly slippage: Rows<number>;
  readonly minSize: Rows<number>;
  readonly maxSize: Rows<number>;
  readonly sizeGranularity: Rows<number>;
  readonly lockCash: Rows<boolean | number>;
  readonly allowPartial: Rows<boolean | number>;
}

/** Every kind of size. */
export const sizeTypes: readonly VectorbtSizeType[] = [
  "amount",
  "value",
  "percent",
  "targetAmount",
  "targetValue",
  "targetPercent",
];

/** @throws {RangeError} for a close that is no price, settings of another length, or values out of range */
export function prepareSettings(
  close: Series,
  {
    price = Number.POSITIVE_INFINITY,
    valPrice = Number.POSITIVE_INFINITY,
    fees = 0,
    fixedFees = 0,
    slippage = 0,
    minSize = 1e-8,
    maxSize = Number.POSITIVE_INFINITY,
    sizeGranularity = Number.NaN,
    lockCash = false,
    allowPartial = true,
  }: VectorbtOrderSettings,
): PreparedSettings {
  if (close.unit !== "price") {
    throw new RangeError(`vectorbt: "${close.name}" is in ${close.unit}; give closing prices, unit price`);
  }
  const { times } = close;
  const rows = (
    option: NumberPerRow,
    what: string,
    isSound: (value: number) => boolean,
    rule: string,
  ): Rows<number> => {
    const prepared = numberRows(option, times, what);
    for (let row = 0; row < prepared.values.length; row++) {
      if (isSound(prepared.values[row])) continue;
      throw new RangeError(`vectorbt: ${what} ${prepared.values[row]} at row ${row} is no such setting; give ${rule}`);
    }
    return prepared;
  };
  const isAmount = (value: number): boolean => value >= 0 && value < Number.POSITIVE_INFINITY;
  return {
    close: close.values,
    price: numberRows(price, times, "price"),
    valPrice: numberRows(valPrice, times, "valPrice"),
    fees: rows(fees, "fees", Number.isFinite, "a finite number"),
    fixedFees: rows(fixedFees, "fixedFees", Number.isFinite, "a finite number"),
    slippage: rows(slippage, "slippage", isAmount, "a finite number of at least 0"),
    minSize: rows(minSize, "minSize", isAmount, "a finite number of at least 0"),
    maxSize: rows(maxSize, "maxSize", (value) => value > 0, "a number above 0"),
    sizeGranularity: rows(
      sizeGranularity,
      "sizeGranularity",
      (value) => value !== value || (value > 0 && value < Number.POSITIVE_INFINITY),
      "a number above 0, or NaN",
    ),
    lockCash: booleanRows(lockCash, times, "lockCash"),
    allowPartial: booleanRows(allowPartial, times, "allowPartial"),
  };
}

/** Direction by row. */
export function directionRows(
  direction: VectorbtDirection | readonly VectorbtDirection[],
  times: Float64Array,
): Rows<VectorbtDirection> {
  return choiceRows(direction, ["longOnly", "shortOnly", "both"], times, "direction");
}

/** An order for nothing, to be filled in row by row. */
export function emptyRequest(): OrderRequest {
  return {
    size: Number.NaN,
    sizeType: "amount",
    direction: "both",
    price: Number.NaN,
    fees: 0,
    fixedFees: 0,
    slippage: 0,
    minSize: 0,
    maxSize: Number.POSITIVE_INFINITY,
    sizeGranularity: Number.NaN,
    lockCash: false,
    allowPartial: true,
  };
}

/** Puts the settings of a row into an order, all but size, direction and price. */
export function applySettings(settings: PreparedSettings, row: number, request: OrderRequest): void {
  const { fees, fixedFees, slippage, minSize, maxSize, sizeGranularity, lockCash, allowPartial } = settings;
  request.fees = fees.values[row * fees.step];
  request.fixedFees = fixedFees.values[row * fixedFees.step];
  request.slippage = slippage.values[row * slippage.step];
  request.minSize = minSize.values[row * minSize.step];
  request.maxSize = maxSize.values[row * maxSize.step];
  request.sizeGranularity = sizeGranularity.values[row * sizeGranularity.step];
  request.lockCash = Boolean(lockCash.values[row * lockCash.step]);
  request.allowPartial = Boolean(allowPartial.values[row * allowPartial.step]);
}

import type { Series } from "../../series/series.js";
import type { VectorbtDirection, VectorbtSizeType } from "./order.js";
import { directionRows, prepareSettings, sizeTypes, type VectorbtOrderSettings } from "./order-settings.js";
import { choiceRows, type NumberPerRow, numberRows } from "./per-row.js";
import type { Column } from "./simulate.js";

/** Settings of orders that are given row by row. */
export interface VectorbtOrdersSettings extends VectorbtOrderSettings {
  /** What the size counts. Default `amount`. */
  readonly sizeType?: VectorbtSizeType | readonly VectorbtSizeType[];
  /** Positions that orders may lead to. Default `both`. */
  readonly direction?: VectorbtDirection | readonly VectorbtDirection[];
}

/** One asset traded by an order in each row, NaN for none. */
export function orderColumn(
  close: Series,
  size: NumberPerRow,
  { sizeType = "amount", direction = "both", ...settings }: VectorbtOrdersSettings,
): Column {
  const { times, values } = close;
  const sizes = numberRows(size, times, "size");
  const types = choiceRows(sizeType, sizeTypes, times, "sizeType");
  const directions = directionRows(direction, times);
  return {
    settings: prepareSettings(close, settings),
    lowerPrice: (row) => (row > 0 ? values[row - 1] : Number.NaN),
    decide(row, request) {
      request.size = sizes.values[row * sizes.step];
      request.sizeType = types.values[row * types.step];
      request.direction = directions.values[row * directions.step];
      return true;
    },
  };
}

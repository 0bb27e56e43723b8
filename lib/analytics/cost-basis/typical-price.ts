import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";

/**
 * One price for a bar's trading where its volume-weighted mean is not known: (high + low + close) / 3, unit `price`.
 * A gap in any of the three is NaN.
 * Source: definition, as the trade uses the word.
 */
export function typicalPrice({ high, low, close }: Candles): Series {
  const typical = new Float64Array(close.length);
  for (let t = 0; t < typical.length; t++) typical[t] = (high.values[t] + low.values[t] + close.values[t]) / 3;
  return close.with(typical, { name: "typical price" });
}

import { Panel } from "../series/panel.js";
import { heldRow } from "./held-row.js";

/**
 * A second measure in longer bars, each value of the instant whose value the bars of the first one hold; NaN where the
 * second is missing at that instant. Taking the last of each by itself could pair the coins of one instant with the
 * dollars of another, and a price that never was.
 * @param companion the second measure, on the rows of `source`, the same columns in the same order
 * @param source the first measure, on a regular grid that holds the ends of all bars
 * @param bars made from `source` by taking the last value; `source` itself where the bars are its rows
 */
export function atSameInstants(companion: Panel, source: Panel, bars: Panel): Panel {
  if (bars === source) return companion;
  const columns = bars.columns.map(({ values }, column) => {
    const { name, identity, values: seconds } = companion.columns[column];
    const firsts = source.columns[column].values;
    const paired = new Float64Array(values.length).fill(Number.NaN);
    for (let row = 0; row < values.length; row++) {
      if (!Number.isNaN(values[row])) paired[row] = seconds[heldRow(firsts, source.times, bars.times[row])];
    }
    return { name, identity, values: paired };
  });
  return new Panel(bars.times, columns, companion.unit);
}

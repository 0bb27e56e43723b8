import { type Column, Panel } from "./panel.js";
import { Series } from "./series.js";

/** What most functions over time take: one series or a panel of them. They return the kind they were given. */
export type SeriesOrPanel = Series | Panel;

/**
 * The same kind of data with values from a function of each column; names and identities stay.
 * @param values of a column, as long as `times`
 */
export function mapColumns<D extends SeriesOrPanel>(
  data: D,
  values: (column: Column) => Float64Array,
  {
    times = data.times,
    unit = data.unit,
  }: {
    /** Times of the result; those of `data` if left out. */
    readonly times?: Float64Array;
    /** Unit of the result; that of `data` if left out. */
    readonly unit?: D["unit"];
  } = {},
): D {
  const mapped: SeriesOrPanel = isPanel(data)
    ? new Panel(
        times,
        data.columns.map((column) => ({ ...column, values: values(column) })),
        unit,
      )
    : new Series(times, values(data), data.name, unit, data.identity);
  return mapped as D;
}

/** Whether the data is a panel; told by its shape, so that a panel of another copy of this library is one too. */
export function isPanel(data: SeriesOrPanel): data is Panel {
  return "columns" in data;
}

import { Series } from "./series.js";

/** The rows that have a value. What comes after must not count rows as if they were equally far apart. */
export function dropMissing(series: Series): Series {
  const { times, values, name, unit, identity } = series;
  const keptTimes = times.filter((_, row) => values[row] === values[row]);
  const keptValues = values.filter((value) => value === value);
  return new Series(keptTimes, keptValues, name, unit, identity);
}

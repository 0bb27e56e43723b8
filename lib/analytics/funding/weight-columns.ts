import type { Identity } from "../../series/identity.js";
import type { Column } from "../../series/panel.js";
import type { Series } from "../../series/series.js";

/**
 * For each funding rate the column that weighs it: the one of the same venue and instrument, else the one of the same
 * venue that names no instrument and, if it names one, no other margin or asset.
 * @throws {RangeError} naming `owner`, if a rate has no venue, no column or several, or two rates have the same
 */
export function weightColumns(
  funding: readonly Series[],
  columns: readonly Column[],
  owner: string,
): readonly Column[] {
  const claimed = new Map<Column, string>();
  return funding.map(({ name, identity }) => {
    if (identity.venue === undefined) {
      throw new RangeError(`${owner}: rate "${name}" names no venue to find its weight by; give its identity a venue`);
    }
    const exact = columns.filter((column) => isInstrument(identity, column.identity));
    const found = exact.length > 0 ? exact : columns.filter((column) => isVenue(identity, column.identity));
    const [column] = found;
    const what = `${identity.venue}${identity.instrument === undefined ? "" : ` ${identity.instrument}`}`;
    if (column === undefined) {
      throw new RangeError(
        `${owner}: rate "${name}" of ${what} has no weight among ${columns.map((each) => each.name).join(", ")}; add its column, or leave the rate out`,
      );
    }
    if (found.length > 1) {
      throw new RangeError(
        `${owner}: rate "${name}" of ${what} fits the weights ${found.map((each) => `"${each.name}"`).join(" and ")}; leave one`,
      );
    }
    const other = claimed.get(column);
    if (other !== undefined) {
      throw new RangeError(
        `${owner}: rates "${other}" and "${name}" both fit the weight "${column.name}"; give weights by instrument, or leave one rate`,
      );
    }
    claimed.set(column, name);
    return column;
  });
}

/** Whether the weight is of the rate's own instrument. */
function isInstrument(rate: Identity, weight: Identity): boolean {
  return rate.instrument !== undefined && weight.venue === rate.venue && weight.instrument === rate.instrument;
}

/** Whether the weight may be a total of the rate's venue: nothing that both name differs. A mixed margin names none. */
function isVenue(rate: Identity, { margin, ...rest }: Identity): boolean {
  const weight: Identity = margin === "mixed" ? rest : { ...rest, margin };
  const agrees = (field: "instrument" | "margin" | "asset" | "settle" | "kind"): boolean =>
    rate[field] === undefined || weight[field] === undefined || rate[field] === weight[field];
  return weight.venue === rate.venue && (["instrument", "margin", "asset", "settle", "kind"] as const).every(agrees);
}

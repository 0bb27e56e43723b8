import { canonicalVenue, venues } from "../../market/venues.js";
import { type Column, Panel } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";

/** A panel whose columns are venues, and what had to be told as one. */
export interface VenueColumns {
  readonly panel: Panel;
  readonly issues: readonly QualityIssue[];
}

/**
 * A panel whose columns are named for exchanges, with each under its canonical name and venue in its identity.
 * Columns of one venue become one, in the place of the first: a publisher that renames a venue (`GATE.IO`, `GATE`) ends
 * one column and starts the other. Each instant takes the value of the column that has one; where both have the same
 * value it is that.
 * @throws {RangeError} where both have different values at one instant, because then they may be two parts of the venue
 *   to be added or two readings of which one is wrong, and that is not ours to guess
 */
export function venueColumns({ times, columns, unit }: Panel): VenueColumns {
  const byVenue = new Map<string, Column[]>();
  for (const column of columns) {
    const venue = canonicalVenue(column.name);
    byVenue.set(venue, [...(byVenue.get(venue) ?? []), column]);
  }
  const issues: QualityIssue[] = [];
  const told = [...byVenue].map(([venue, group]): Column => {
    const identity = { ...(group[0] as Column).identity, venue };
    if (group.length === 1) {
      const [{ name, values }] = group;
      if (isRewritten(name, venue)) issues.push(...issueAt("alias", venue, times, rewriting(name)));
      return { name: venue, values, identity };
    }
    const values = merged(times, group, venue);
    const names = group.map(({ name }) => name).join(", ");
    const present = times.filter((_, row) => !Number.isNaN(values[row]));
    issues.push(...issueAt("alias", venue, present, `columns ${names} are one venue and are told as one`));
    return { name: venue, values, identity };
  });
  return { panel: new Panel(times, told, unit), issues };
}

/** Whether an unknown name lost more than its capitals. */
function isRewritten(name: string, venue: string): boolean {
  return name.toLowerCase() !== venue && !venues.some((known) => known.name === venue);
}

function rewriting(name: string): string {
  return `the column ${JSON.stringify(name)} names no venue that is known here; told by its letters and digits alone`;
}

function merged(times: Float64Array, group: readonly Column[], venue: string): Float64Array {
  const values = new Float64Array(times.length).fill(Number.NaN);
  const from: string[] = [];
  for (const column of group) {
    for (let row = 0; row < times.length; row++) {
      const value = column.values[row] as number;
      if (value !== value) continue;
      const held = values[row] as number;
      if (held === held && held !== value) {
        throw new RangeError(
          `venueColumns: ${from[row]} (${held}) and ${column.name} (${value}) at ${isoTime(times[row] as number)} are both ${venue}; leave one out, or read without venues and add them`,
        );
      }
      values[row] = value;
      from[row] = column.name;
    }
  }
  return values;
}

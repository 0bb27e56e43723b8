import { Series } from "../../series/series.js";
import { joinedSeries } from "../joined-series.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import type { SanColumn } from "./san-columns.js";
import type { SanRange } from "./san-documents.js";
import { type FinalRows, type OrderedRows, orderedRows } from "./san-order.js";
import type { SanReader } from "./san-reader.js";

/** Rows of one column. */
export interface ColumnRead extends OrderedRows {
  readonly rowsRead: number;
}

/**
 * Rows of one column, of all names that Santiment has for it: where two of them have a row the first's value holds, and
 * values that differ are told as `conflict`. That a column is of more than one is told as `composition`.
 * @param where what issues call the column
 */
export async function readColumn(
  reader: SanReader,
  { owners }: Pick<SanColumn, "owners">,
  range: Omit<SanRange, "owner">,
  final: FinalRows,
  where: string,
): Promise<ColumnRead> {
  const one = async (owner: string | undefined, name: string): Promise<ColumnRead> => {
    const read = await reader.read({ ...range, owner });
    return { ...orderedRows(read, name, final), rowsRead: read.rowsRead };
  };
  if (owners.length < 2) return one(owners[0], where);
  const issues: QualityIssue[] = [];
  const withRows: string[] = [];
  let joined = new Series(new Float64Array(0), new Float64Array(0), where, "number");
  let rowsRead = 0;
  for (const owner of owners) {
    const part = await one(owner, `${where} (${owner})`);
    // At the ends of bars, by which issues are told.
    const ends = part.times.map((label) => label + final.barMs);
    const both = joinedSeries(joined, new Series(ends, part.values, where, "number"), where);
    joined = both.series;
    rowsRead += part.rowsRead;
    if (part.values.some((value) => !Number.isNaN(value))) withRows.push(owner);
    issues.push(...part.issues, ...both.issues);
  }
  const names = withRows.join(", ");
  const detail = `Santiment has it under several names, ${names}, joined as one; where two have a value that of the first holds`;
  const composition = withRows.length > 1 ? issueAt("composition", where, joined.times, detail) : [];
  const times = joined.times.map((end) => end - final.barMs);
  return { times, values: joined.values, issues: [...issues, ...composition], rowsRead };
}

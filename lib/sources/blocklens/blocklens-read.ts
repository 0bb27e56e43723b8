import { dayMs, isoTime } from "../../series/time.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import type { BlocklensClient } from "./blocklens-client.js";
import { type BlocklensDays, rowsOfDays } from "./blocklens-days.js";
import { blocklensPages } from "./blocklens-pages.js";
import { type BlocklensRows, blocklensRows } from "./blocklens-rows.js";

/** Fields of the total, in the order of its columns. */
const totalFields = ["total_oi_usd", "oi_delta_usd", "oi_delta_pct", "exchange_count"] as const;

/** Rows of one venue, or of the total of all, in order of time. */
export interface BlocklensRead {
  /** Starts of days. */
  readonly days: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly rowsRead: number;
  readonly issues: readonly QualityIssue[];
}

/** What to read, and how. */
export interface BlocklensReading {
  readonly client: BlocklensClient;
  readonly asset: string;
  readonly days: BlocklensDays;
  readonly limit: number;
  readonly key: string | undefined;
  /** Canonical name; undefined for the total. */
  readonly venue: string | undefined;
  /** Called after each answer. */
  readonly answered: (what: string) => void;
}

/**
 * Every row of one venue for the days asked for, one column of `close_oi_usd`; or of the total, a column for each of its
 * four fields. Repeated and unsorted rows are put right and told.
 */
export async function readBlocklens({
  client,
  asset,
  days,
  limit,
  key,
  venue,
  answered,
}: BlocklensReading): Promise<BlocklensRead> {
  const path = venue === undefined ? "futures/oi" : "oi/exchange";
  const fields = venue === undefined ? totalFields : ["close_oi_usd"];
  const levels = fields.filter((field) => !field.startsWith("oi_delta"));
  const counts = fields.filter((field) => field === "exchange_count");
  const ask = async (first: number, last: number): Promise<BlocklensRows> => {
    const [startDate, endDate] = [isoTime(first), isoTime(last)];
    const of = venue === undefined ? path : `${path} of ${venue}`;
    const where = `${of} from ${startDate} to ${endDate}`;
    const bytes = await client.ask({ path, venue, startDate, endDate, limit });
    answered(where);
    return blocklensRows(bytes, { where, fields, levels, counts, asset, venue, limit, key });
  };
  const answers = await blocklensPages(ask, { first: days.first, last: days.last, limit });
  const where = venue ?? "total";
  const { rows, issues } = rowsOfDays(answers, days, where);
  const sorted = sortedRows(rows.days, rows.columns, where);
  return {
    days: sorted.times,
    columns: sorted.columns,
    rowsRead: answers.days.length,
    issues: [...issues, ...sorted.issues.map((issue) => ({ ...issue, ...ends(issue) }))],
  };
}

/** Issues found among starts of days, told by their ends like all others. */
function ends({ from, to }: QualityIssue): Pick<QualityIssue, "from" | "to"> {
  return { ...(from !== undefined && { from: from + dayMs }), ...(to !== undefined && { to: to + dayMs }) };
}

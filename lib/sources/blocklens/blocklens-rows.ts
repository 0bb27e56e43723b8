import { z } from "zod";
import { canonicalVenue } from "../../market/venues.js";
import { epochMs } from "../../series/time.js";
import { foreignText } from "./foreign-text.js";

/** What an answer must be of, and how messages call it. */
export interface ExpectedRows {
  /** Of the request, such as `oi/exchange of binance from 2025-01-01 to 2025-12-31`. */
  readonly where: string;
  /** Fields with numbers that every row must have. */
  readonly fields: readonly string[];
  /** Those of them that cannot be below zero. */
  readonly levels: readonly string[];
  /** Those of them that are counts. */
  readonly counts: readonly string[];
  readonly asset: string;
  /** Canonical name of the venue asked for; undefined for the total of all. */
  readonly venue: string | undefined;
  /** Rows asked for at most. */
  readonly limit: number;
  /** Key that no message may show, should the server repeat it. */
  readonly key: string | undefined;
}

/** Rows in the order of the answer. */
export interface BlocklensRows {
  /** Start of each row's day, epoch milliseconds UTC. */
  readonly days: Float64Array;
  /** One column for each field that was asked for, NaN where the answer has null. */
  readonly columns: readonly Float64Array[];
}

const envelope = z.looseObject({
  success: z.boolean(),
  message: z.string().nullish(),
  count: z.number().int().nonnegative().nullish(),
  data: z.unknown().optional(),
});

const decimal = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const numeric = z
  .union([z.number(), z.string().regex(decimal).transform(Number).pipe(z.number()), z.null()])
  .transform((value) => value ?? Number.NaN);

const midnight = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0{1,6})?)?(?:Z|\+00:00)?)?$/;

const day = z.string().transform((text, context) => {
  const date = midnight.exec(text)?.[1];
  try {
    if (date !== undefined) return epochMs(date);
  } catch {
    // A day that does not exist, such as 2025-02-30.
  }
  context.addIssue({ code: "custom", message: "no day" });
  return z.NEVER;
});

/**
 * Rows of an answer of Blocklens, all of them and as they stand.
 *
 * The envelope `{success, data, count?, message?, timestamp}` is that of Blocklens' own client. What a row looks like is
 * not documented beyond the names of its value fields: `date` is taken for the day's name, as a date or its midnight in
 * UTC; a row that has none is refused and the fields it has are named. Numbers may be written as text, as databases write
 * decimals. Fields that are not asked for are passed over, but a row that says it is of another venue or asset is refused.
 * @throws {Error} for anything else, naming the field and the row (counted from 0)
 */
export function blocklensRows(bytes: Uint8Array, expected: ExpectedRows): BlocklensRows {
  const { where, fields, limit, key } = expected;
  const fail = (problem: string): Error => new Error(`loadBlocklens: ${where}: ${problem}`);
  const answer = envelope.safeParse(jsonOf(bytes, key, fail));
  if (!answer.success) {
    const field = answer.error.issues[0]?.path.join(".") ?? "";
    throw fail(
      field === ""
        ? "the answer is no object with success and data; is a proxy in between?"
        : `the answer's "${field}" is missing or of the wrong kind; is this Blocklens' address?`,
    );
  }
  const { success, message, count, data } = answer.data;
  if (!success) {
    throw fail(`Blocklens answers that it failed: ${foreignText(message || "without a reason", key)}`);
  }
  if (!Array.isArray(data))
    throw fail("the answer's \"data\" is missing or no list of rows; is this Blocklens' address?");
  const rows = data as readonly unknown[];
  // A count beyond a full page may be that of all rows there are.
  if (typeof count === "number" && count !== rows.length && !(count > rows.length && rows.length >= limit)) {
    throw fail(`the answer says it has ${count} rows and has ${rows.length}; try again, or give a smaller limit`);
  }
  const schema = z.looseObject({ date: day, ...Object.fromEntries(fields.map((field) => [field, numeric])) });
  const days = new Float64Array(rows.length);
  const columns = fields.map(() => new Float64Array(rows.length));
  for (let row = 0; row < rows.length; row++) {
    const parsed = schema.safeParse(rows[row]);
    if (!parsed.success) throw fail(rowProblem(rows[row], row, String(parsed.error.issues[0]?.path[0] ?? ""), key));
    const values = parsed.data as Readonly<Record<string, unknown>>;
    const problem = contradiction(values, expected);
    if (problem !== undefined) throw fail(`row ${row} ${foreignText(problem, key)}`);
    days[row] = values.date as number;
    fields.forEach((field, column) => {
      (columns[column] as Float64Array)[row] = values[field] as number;
    });
  }
  return { days, columns };
}

function jsonOf(bytes: Uint8Array, key: string | undefined, fail: (problem: string) => Error): unknown {
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return JSON.parse(text) as unknown;
  } catch {
    const begins = text === "" ? "" : `, it begins ${JSON.stringify(foreignText(text, key).slice(0, 60))}`;
    throw fail(`the answer is no JSON${begins}; is a proxy or a block page in between?`);
  }
}

function rowProblem(row: unknown, index: number, field: string, key: string | undefined): string {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return `row ${index} is no object with fields`;
  const values = row as Readonly<Record<string, unknown>>;
  if (!Object.hasOwn(values, field)) {
    const has = foreignText(Object.keys(values).join(", "), key) || "nothing";
    return `row ${index} has no "${field}"; it has ${has}`;
  }
  const kind = field === "date" ? "a day like 2025-07-01" : "a number or null";
  const value = typeof values[field] === "number" ? String(values[field]) : JSON.stringify(values[field]);
  return `row ${index} has ${foreignText(value, key)} as "${field}"; expected ${kind}`;
}

/** What makes a row of the right form one that cannot be, or one of something else. */
function contradiction(
  values: Readonly<Record<string, unknown>>,
  { levels, counts, asset, venue }: ExpectedRows,
): string | undefined {
  for (const field of levels) {
    if ((values[field] as number) < 0) return `has ${values[field]} as "${field}", which cannot be below 0`;
  }
  for (const field of counts) {
    const value = values[field] as number;
    if (!Number.isNaN(value) && !Number.isInteger(value)) return `has ${value} as "${field}", which is a count`;
  }
  const { exchange, asset: ofAsset, symbol } = values;
  if (venue !== undefined && typeof exchange === "string" && !isVenue(exchange, venue)) {
    return `is of the exchange ${JSON.stringify(exchange)}; ${venue} was asked for`;
  }
  const other = [ofAsset, symbol].find((name) => typeof name === "string" && !name.toUpperCase().startsWith(asset));
  return other === undefined ? undefined : `is of ${JSON.stringify(other)}; ${asset} was asked for`;
}

function isVenue(name: string, venue: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && canonicalVenue(name) === venue;
}

import { z } from "zod";
import type { SanAnswer } from "./san-client.js";
import type { SanForm } from "./san-documents.js";

/** Rows as labelled by Santiment, in its order. */
export interface SanRows {
  /** Labels, epoch milliseconds UTC. */
  readonly times: Float64Array;
  /** NaN where null. */
  readonly values: Float64Array;
}

const time = z.string().transform((text, context) => {
  const parsed = sanTime(text);
  if (Number.isNaN(parsed)) context.addIssue({ code: "custom", message: `"${text}" is no time` });
  return parsed;
});

// `computedAt` and whatever else a row has is not looked at.
const row = z.object({ datetime: time, value: z.number().nullable() });

const rows = z.array(row).nullish();

/**
 * Rows of an answer to `rowsDocument`; none where a field on the way to them is null.
 * @throws {Error} naming the first row and field that is missing or not what it should be
 */
export function sanRows({ data, what }: SanAnswer, form: SanForm): SanRows {
  const schema = z.object({ getMetric: z.object({ [form]: rows }).nullish() });
  const { getMetric } = checked(schema, data, what);
  const found = getMetric?.[form] ?? [];
  return {
    times: Float64Array.from(found, ({ datetime }) => datetime),
    values: Float64Array.from(found, ({ value }) => value ?? Number.NaN),
  };
}

/**
 * The data as the schema has it.
 * @throws {Error} naming the first field that is missing or not what it should be
 */
export function checked<S extends z.ZodType>(schema: S, data: unknown, what: string): z.output<S> {
  const { success, data: good, error } = schema.safeParse(data);
  if (success) return good;
  const { path, message, ...issue } = error.issues[0] as z.core.$ZodIssue;
  const missing = issue.code === "invalid_type" && message.includes("undefined");
  const where = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  throw new Error(
    `loadSantiment: ${what}: ${where.replace(/^\./, "")} ${missing ? "is missing" : `is wrong: ${message}`}; Santiment has changed its answer`,
  );
}

/**
 * Epoch milliseconds of a time of Santiment's: ISO 8601 with or without a fraction of any length, in UTC where it names no
 * zone. NaN if it is none.
 */
export function sanTime(text: string): number {
  const match = /^(\d{4}-\d{2}-(\d{2}))[T ](\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (match === null) return Number.NaN;
  const [, date, day, clock, fraction = "", zone = "Z"] = match;
  // Date.parse rolls 30 February over into March.
  if (Number(day) > 28 && new Date(`${date}T00:00Z`).getUTCDate() !== Number(day)) return Number.NaN;
  return Date.parse(`${date}T${clock}${fraction.slice(0, 4)}${zone}`);
}

import type { NotebookOutput } from "../../kernel/session/outputs.js";
import { Table, tableMime } from "../../notebook/table.js";
import { combinationText } from "./batch-plan.js";
import type { BatchReport } from "./batch-report.js";

/** Summaries of the reports of a batch, side by side. */
export interface JoinedSummaries {
  /** Tables that every report has with the same columns, as one table each, with the varied parameters in front. */
  readonly tables: readonly Table[];
  /** What is left of the summary of each report, in their order. */
  readonly rest: readonly (readonly NotebookOutput[])[];
}

type TableJson = Pick<Table, "caption" | "columns" | "rows" | "note">;

/** How many reports without a table are named below it; the table of reports lists all. */
const namedAbsent = 10;

/**
 * Joins the tables of the summaries. The first table of one report belongs to the first of the others, and so on; they
 * are joined if at least two reports have one and all that do agree on its columns.
 */
export function joinedSummaries(reports: readonly Pick<BatchReport, "varied" | "summary">[]): JoinedSummaries {
  const all = reports.map(({ summary }) => summary.filter((output) => tableOf(output) !== undefined));
  const tables: Table[] = [];
  const joined = new Set<NotebookOutput>();
  for (let place = 0; all.some((outputs) => place < outputs.length); place++) {
    const parts = reports.flatMap(({ varied }, index) => {
      const output = all[index]?.[place];
      const table = output === undefined ? undefined : tableOf(output);
      return output === undefined || table === undefined ? [] : [{ varied, output, table }];
    });
    const shapes = new Set(parts.map(({ table }) => JSON.stringify(table.columns)));
    if (parts.length < 2 || shapes.size > 1) continue;
    const absent = reports.filter((report) => !parts.some(({ varied }) => varied === report.varied));
    tables.push(joinedTable(parts, absent));
    for (const { output } of parts) joined.add(output);
  }
  return { tables, rest: reports.map(({ summary }) => summary.filter((output) => !joined.has(output))) };
}

/** @param absent reports that have no such table, as those have not that failed before it */
function joinedTable(
  parts: readonly (Pick<BatchReport, "varied"> & { readonly table: TableJson })[],
  absent: readonly Pick<BatchReport, "varied">[],
): Table {
  const [first] = parts as [(typeof parts)[number]];
  const names = Object.keys(first.varied);
  const same = (texts: readonly string[]): string => (new Set(texts).size === 1 ? (texts[0] as string) : "");
  return new Table({
    caption: same(parts.map(({ table }) => table.caption)),
    columns: [...names.map((name) => ({ name, align: "left" as const })), ...first.table.columns],
    rows: parts.flatMap(({ varied, table }) =>
      table.rows.map((row) => [...names.map((name) => String(varied[name])), ...row]),
    ),
    note: [same(parts.map(({ table }) => table.note)), absentNote(absent)].filter((part) => part !== "").join("; "),
  });
}

function absentNote(absent: readonly Pick<BatchReport, "varied">[]): string {
  if (absent.length === 0) return "";
  const named = absent.slice(0, namedAbsent).map(({ varied }) => combinationText(varied));
  const more = absent.length > namedAbsent ? ` and ${absent.length - namedAbsent} more` : "";
  return `no such table in ${named.join(" | ")}${more}`;
}

/** The table that an output is, undefined if it is none; anyone can show JSON of this type, so its shape is checked. */
function tableOf(output: NotebookOutput): TableJson | undefined {
  if (!("data" in output)) return undefined;
  const { caption, columns, rows, note } = (output.data[tableMime] ?? {}) as Readonly<Record<string, unknown>>;
  const isTable =
    typeof caption === "string" &&
    typeof note === "string" &&
    Array.isArray(columns) &&
    columns.every((one) => typeof one?.name === "string" && (one.align === "left" || one.align === "right")) &&
    Array.isArray(rows) &&
    rows.every((row) => isTexts(row) && row.length === columns.length);
  return isTable ? ({ caption, columns, rows, note } as TableJson) : undefined;
}

function isTexts(row: unknown): row is readonly string[] {
  return Array.isArray(row) && row.every((cell) => typeof cell === "string");
}

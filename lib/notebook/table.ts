import { countText } from "../series/count-text.js";
import type { Unit } from "../series/identity.js";
import { inspect } from "../series/inspect.js";
import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import { checkTabular } from "./check-tabular.js";
import { displaySymbol } from "./display-symbol.js";
import { type CellFormat, formatCells, inferFormat } from "./format-cells.js";
import type { MimeBundle } from "./mime-bundle.js";
import { tableHtml, tableText } from "./table-markup.js";

/** MIME type of a table whose cells are text already: `{ caption, columns: [{ name, align }], rows, note }`. */
export const tableMime = "application/vnd.open-interest.table+json";

/** A row of a table by key of its columns. */
export type TableRow = Readonly<Record<string, unknown>>;

/** A column of a table of rows. */
export interface TableColumn {
  /** Field of the rows. */
  readonly key: string;
  /** Heading. Default: the key. */
  readonly name?: string;
  /**
   * Default: number where all values are numbers, time where all are dates or the key says that they are instants
   * (`time`, `from`, `to`, `expiry`, `…Time`, `…At`, `…From`, `…To`), else text.
   */
  readonly format?: CellFormat;
  /** Decimals of numbers. Default: as the largest needs; for percentages 2 to 6, three digits of their usual size. */
  readonly digits?: number;
  /** Default: text to the left, all else to the right. */
  readonly align?: "left" | "right";
}

/** How a table is made. */
export interface TableOptions {
  /** Line above the table. Default: name, size and unit of a series or panel; none for rows. */
  readonly caption?: string;
  /** Line below the table. Default none. */
  readonly note?: string;
  /** Columns in order, by key or in full; default all keys of the rows. For a series or panel: names of its columns. */
  readonly columns?: readonly (string | TableColumn)[];
  /** Most rows shown; of more, the first and the last ones, with their number. Default 10; 30 for rows. */
  readonly maxRows?: number;
}

/** A table ready to be shown: all cells are text. */
export class Table {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string;

  constructor({ caption, columns, rows, note }: Pick<Table, "caption" | "columns" | "rows" | "note">) {
    this.caption = caption;
    this.columns = columns;
    this.rows = rows;
    this.note = note;
  }

  /** Aligned text. */
  toString(): string {
    return tableText(this);
  }

  [inspect](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    const { caption, columns, rows, note } = this;
    return {
      [tableMime]: { caption, columns, rows, note },
      "text/html": tableHtml(this),
      "text/plain": this.toString(),
    };
  }
}

/** Columns of a panel that still fit a page. */
const maxColumns = 12;

/**
 * A table of rows (objects with a field for each column), or of the first and last rows of a series or panel, which gives each column the format of its unit.
 * Times are UTC. A gap is `–`. What is left out is counted below the table. An object or a list in a cell is told in a few
 * words: `[25 numbers]`, the name of a series, the fields of an object.
 * @throws {TypeError} for what is none of these, such as a result that holds several series, naming those it holds
 * @throws {RangeError} for an unknown column of a panel, an unknown format, or `maxRows` below 2
 */
export function table(data: Series | Panel | readonly object[], options: TableOptions = {}): Table {
  checkTabular(data);
  if (data instanceof Series)
    return timeTable(data, [data], { caption: `${data.name} (${unitText(data.unit)})`, ...options });
  if (!(data instanceof Panel)) return rowTable(data as readonly TableRow[], options);
  const { columns = data.names, ...rest } = options;
  const chosen = data.select(columns.map((column) => (typeof column === "string" ? column : column.key)));
  const caption = `${countText(chosen.columns.length, "column")} × ${countText(data.length, "row")} (${unitText(data.unit)})`;
  return timeTable(data, chosen.columns, { caption, ...rest });
}

/** A column over time; a label for each row is taken as it is. */
export interface TimedColumn {
  readonly name: string;
  readonly values: Float64Array | readonly string[];
  readonly unit: Unit;
}

/** A table of columns that stand over the same times. */
export function timedTable(times: Float64Array, all: readonly TimedColumn[], options: TableOptions): Table {
  const { caption = "", note, maxRows = 10 } = options;
  const shown = all.slice(0, maxColumns);
  const hidden = all.length - shown.length;
  const { rows, cut, remark } = shownRows(times.length, maxRows);
  const columns = [
    {
      name: "time (UTC)",
      cells: formatCells(
        rows.map((row) => times[row]),
        "time",
      ),
      align: "left" as const,
    },
    ...shown.map(({ name, values, unit }) => ({
      name,
      cells: formatCells(
        rows.map((row) => values[row]),
        values instanceof Float64Array ? unitFormat(unit) : "text",
      ),
      align: values instanceof Float64Array ? ("right" as const) : ("left" as const),
    })),
  ];
  return assemble(columns, {
    caption,
    cut,
    remarks: [remark, hidden > 0 ? countText(hidden, "more column") : undefined, note],
  });
}

function timeTable({ times, unit }: Series | Panel, all: readonly Columnar[], options: TableOptions): Table {
  return timedTable(
    times,
    all.map(({ name, values }) => ({ name, values, unit })),
    options,
  );
}

interface Columnar {
  readonly name: string;
  readonly values: Float64Array;
}

function rowTable(data: readonly TableRow[], { caption = "", note, columns, maxRows = 30 }: TableOptions): Table {
  const keys = columns ?? [...new Set(data.flatMap((row) => Object.keys(row)))];
  const { rows, cut, remark } = shownRows(data.length, maxRows);
  return pickedRows(
    rows.map((row) => data[row] as TableRow),
    { columns: keys, caption, cut, remarks: [data.length === 0 ? "no rows" : remark, note] },
  );
}

/** What stands around rows that were picked from more. */
interface Picked {
  readonly columns: readonly (string | TableColumn)[];
  readonly caption: string;
  /** Number of rows before those that are left out, −1 if none is. */
  readonly cut: number;
  readonly remarks: readonly (string | undefined)[];
}

/** A table of all the rows given, with a line of dots where more have been left out. */
export function pickedRows(rows: readonly TableRow[], { columns, caption, cut, remarks }: Picked): Table {
  const made = columns.map((column) => {
    const {
      key,
      name = key,
      digits,
      ...given
    } = typeof column === "string" ? ({ key: column } as TableColumn) : column;
    const values = rows.map((row) => row[key]);
    const { format = inferFormat(values, key) } = given;
    const { align = format === "text" ? "left" : "right" } = given;
    return { name, cells: formatCells(values, format, digits), align };
  });
  return assemble(made, { caption, cut, remarks });
}

/** Rows to show, and what to say if that is not all. */
export function shownRows(
  length: number,
  maxRows: number,
): { readonly rows: number[]; readonly cut: number; readonly remark?: string } {
  if (!Number.isInteger(maxRows) || maxRows < 2) {
    throw new RangeError(`table: maxRows ${maxRows} is not a whole number of at least 2`);
  }
  const all = Array.from({ length: Math.min(length, maxRows) }, (_, row) => row);
  if (length <= maxRows) return { rows: all, cut: -1 };
  const head = Math.ceil(maxRows / 2);
  return {
    rows: all.map((row) => (row < head ? row : length - maxRows + row)),
    cut: head,
    remark: `first ${head} and last ${maxRows - head} of ${count(length)} rows`,
  };
}

interface MadeColumn {
  readonly name: string;
  readonly cells: readonly string[];
  readonly align: "left" | "right";
}

/** @param cut number of rows before those that are left out, −1 if none is */
function assemble(
  columns: readonly MadeColumn[],
  { caption, cut, remarks }: { caption: string; cut: number; remarks: readonly (string | undefined)[] },
): Table {
  const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => oneLine(cells[row] as string)));
  if (cut >= 0)
    rows.splice(
      cut,
      0,
      columns.map(() => "…"),
    );
  return new Table({
    caption: oneLine(caption),
    columns: columns.map(({ name, align }) => ({ name: oneLine(name), align })),
    rows,
    note: oneLine(remarks.filter((remark) => remark !== undefined && remark !== "").join("; ")),
  });
}

/** Text without control characters, which could break a line or steer a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

const unitFormats: Readonly<Partial<Record<Unit, CellFormat>>> = { usd: "usd", price: "usd", fraction: "percent" };

function unitFormat(unit: Unit): CellFormat {
  return unitFormats[unit] ?? "number";
}

function unitText(unit: Unit): string {
  return { usd: "USD", price: "USD per coin", base: "coins", score: "standard deviations" }[unit as string] ?? unit;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

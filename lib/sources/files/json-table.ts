import { type FileColumn, type FileTable, numberColumn } from "./file-table.js";
import { isRecord } from "./is-record.js";
import { repeatedField } from "./repeated-field.js";

/** Most bytes of a text that is parsed at once: longer ones have no string. */
export const mostJsonBytes: number = 2 ** 28;

/** How deep in a document its table can be. */
const deepest = 8;

type Cells = readonly unknown[];

/**
 * What a JSON text says: one document, or where there is one on each line, the list of them.
 * @param owner function that messages name
 * @throws {RangeError} if it is neither, naming the line, or a record has a field twice, of which the first would be lost
 */
export function jsonDocument(bytes: Uint8Array, name: string, owner: string): unknown {
  if (bytes.length > mostJsonBytes) {
    throw new RangeError(
      `${owner}: ${name} has ${bytes.length} bytes of JSON, more than the ${mostJsonBytes} that are parsed at once; write it as Parquet or CSV`,
    );
  }
  const text = new TextDecoder().decode(bytes);
  const document = parsedDocument(text, name, owner);
  const field = repeatedField(bytes, text, document);
  if (field === undefined) return document;
  throw new RangeError(`${owner}: ${name} ${field}; give each field of a record once`);
}

function parsedDocument(text: string, name: string, owner: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const lines = text.split(/\r\n|\n|\r/);
    const filled = lines.flatMap((line, index) => (line.trim() === "" ? [] : [index]));
    if (filled.length < 2 || !isRecordLine(lines[filled[0]])) {
      throw new RangeError(`${owner}: ${name} is no JSON (${oneLine(cause)}); write it again`, { cause });
    }
    return filled.map((index) => {
      try {
        return JSON.parse(lines[index]);
      } catch (problem) {
        throw new RangeError(`${owner}: ${name} line ${index + 1} is no JSON (${oneLine(problem)}); repair the line`, {
          cause: problem,
        });
      }
    });
  }
}

/**
 * A table from a JSON document: a list of records; columns by name, as lists or as pandas writes them by row; `columns` and
 * `data` as lists of names and rows (pandas' `split`); or any of these under `data`, with what its `schema` says is the index
 * (pandas' `table`). A field that a record lacks is empty.
 * @throws {RangeError} if it is none of these, or columns are of different lengths
 */
export function jsonTable(document: unknown, name: string, owner: string): FileTable {
  const columns = columnsOf(document, (problem) => {
    throw new RangeError(
      `${owner}: ${name} ${problem}; give a list of records, {column: [values]}, {columns, data} or one record on each line`,
    );
  });
  const header = [...columns.keys()];
  const cells = [...columns.values()].map(fileColumn);
  const rows = [...columns.values()][0]?.length ?? 0;
  return {
    name,
    format: "json",
    header,
    rows,
    column: (index) => cells[index],
    place: (row) => `record ${row + 1}`,
    issues: [],
  };
}

function columnsOf(document: unknown, fail: (problem: string) => never, depth: number = 0): ReadonlyMap<string, Cells> {
  if (Array.isArray(document)) return recordColumns(document, fail);
  if (!isRecord(document) || depth === deepest) return fail("holds no table");
  const { columns, data } = document;
  if (isSchema(document.schema) && Array.isArray(data)) return describedColumns(document.schema, data, fail);
  if (Array.isArray(columns) && Array.isArray(data)) return splitColumns(columns, data, document.index, fail);
  if (data !== undefined && (Array.isArray(data) || isRecord(data))) return columnsOf(data, fail, depth + 1);
  if (isRecord(columns)) return columnsOf(columns, fail, depth + 1);
  const entries = Object.entries(document);
  if (entries.length === 0) return fail("holds no table");
  if (entries.every(([, cells]) => Array.isArray(cells)))
    return sameLengths(new Map(entries as [string, Cells][]), fail);
  if (entries.every(([, cells]) => isRecord(cells))) {
    return indexedColumns(entries as [string, Readonly<Record<string, unknown>>][], fail);
  }
  return fail("holds no table");
}

function recordColumns(records: Cells, fail: (problem: string) => never): ReadonlyMap<string, Cells> {
  const columns = new Map<string, unknown[]>();
  for (const [row, record] of records.entries()) {
    if (!isRecord(record)) return fail(`record ${row + 1} is no record`);
    for (const [field, value] of Object.entries(record)) {
      let column = columns.get(field);
      if (column === undefined) {
        column = new Array(records.length).fill(null);
        columns.set(field, column);
      }
      column[row] = value;
    }
  }
  return columns;
}

function splitColumns(names: Cells, rows: Cells, index: unknown, fail: (problem: string) => never) {
  const columns = new Map<string, unknown[]>(names.map((field) => [String(field), new Array(rows.length).fill(null)]));
  if (columns.size !== names.length) return fail("names a column twice");
  for (const [row, cells] of rows.entries()) {
    if (!Array.isArray(cells) || cells.length !== names.length) {
      return fail(`row ${row + 1} has not ${names.length} cells, one for each of its columns`);
    }
    for (const [place, cell] of cells.entries()) (columns.get(String(names[place])) as unknown[])[row] = cell;
  }
  if (Array.isArray(index) && !columns.has(indexName) && !countsRows(index)) columns.set(indexName, index);
  return sameLengths(columns, fail);
}

/** What pandas writes as `table`: records, and what is the index among their fields; one without a name it calls `index`. */
function describedColumns({ primaryKey }: Schema, records: Cells, fail: (problem: string) => never) {
  const columns = [...recordColumns(records, fail)];
  return new Map(
    columns.map(([field, cells]) => {
      const isIndex = field === "index" && primaryKey.length === 1 && primaryKey[0] === "index";
      return [isIndex ? indexName : field, cells];
    }),
  );
}

interface Schema {
  readonly primaryKey: readonly unknown[];
}

function isSchema(schema: unknown): schema is Schema {
  return isRecord(schema) && Array.isArray(schema.fields) && Array.isArray(schema.primaryKey);
}

/** pandas' own form: cells by the name of their row. */
function indexedColumns(
  entries: readonly [string, Readonly<Record<string, unknown>>][],
  fail: (problem: string) => never,
) {
  const rows = Object.keys(entries[0][1]);
  const columns = new Map<string, Cells>();
  for (const [field, cells] of entries) {
    const own = Object.keys(cells);
    if (own.length !== rows.length || own.some((row, place) => row !== rows[place])) {
      return fail(`column "${field}" has other rows than "${entries[0][0]}"`);
    }
    columns.set(field, Object.values(cells));
  }
  if (!columns.has(indexName) && !countsRows(rows)) columns.set(indexName, rows);
  return columns;
}

/** What pandas calls an index without a name where it writes it as a column. */
const indexName = "__index_level_0__";

/** An index that only counts rows says nothing. */
function countsRows(index: Cells): boolean {
  return index.every((each, row) => String(each) === String(row));
}

function sameLengths(columns: ReadonlyMap<string, Cells>, fail: (problem: string) => never) {
  const [first] = columns;
  for (const [field, cells] of columns) {
    if (cells.length !== first[1].length) {
      return fail(`column "${field}" has ${cells.length} values where "${first[0]}" has ${first[1].length}`);
    }
  }
  return columns;
}

function fileColumn(cells: Cells): FileColumn {
  if (cells.every((cell) => cell === null || typeof cell === "number")) {
    return numberColumn(Float64Array.from(cells, (cell) => (cell as number | null) ?? Number.NaN));
  }
  if (cells.some((cell) => typeof cell === "object" && cell !== null)) return { kind: "other", type: "nested" };
  return { kind: "text", values: cells.map((cell) => (cell === null ? "" : String(cell).trim())) };
}

function isRecordLine(line: string): boolean {
  return /^\s*\{.*\}\s*$/.test(line);
}

function oneLine(cause: unknown): string {
  return (cause as Error).message.replace(/\s+/g, " ").slice(0, 200);
}

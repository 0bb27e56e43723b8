import { duckConnection, sqlText } from "../duck/duck.js";
import { queryColumns } from "../duck/query-columns.js";
import { dataFrameIndex } from "./data-frame-index.js";
import { type BeyondDouble, type FileColumn, type FileTable, largestWhole } from "./file-table.js";
import { parquetFields } from "./parquet-schema.js";
import { storedDurations } from "./stored-durations.js";

type DuckConnection = Awaited<ReturnType<typeof duckConnection>>;

/** Most cells of one file. */
const mostCells = 2e8;
/** Longest text of a cell. */
const mostCharacters = 10_000;
/** Digits of the longest decimal that DuckDB reads right. */
const mostDigits = 38;
/** What DuckDB would add to a file or take from its path. */
const asItIs = "hive_partitioning = false, union_by_name = false, filename = false, file_row_number = false";
const whole = /^(?:BIGINT|UBIGINT|HUGEINT|UHUGEINT)$/;
const number = /^(?:TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE)$/;
const text = /^(?:VARCHAR|ENUM\(.*\)|UUID|BOOLEAN|DECIMAL\(\d+,\d+\))$/s;

interface Described {
  readonly name: string;
  readonly type: string;
  /** Why its values are not read, where its type is not why. */
  readonly why?: string | undefined;
}

/**
 * A table from a Parquet file, read by DuckDB where it is. Decimals are texts; whole numbers beyond 2^53 are marked.
 * @param owner function that messages name
 * @param cells most of them that are read
 * @throws {RangeError} if it is damaged, encrypted, has more cells than memory should hold, or texts that are no labels
 */
export async function parquetTable(
  path: string,
  name: string,
  owner: string,
  cells: number = mostCells,
): Promise<FileTable> {
  const connection = await duckConnection({ memoryLimit: "2GB" });
  try {
    return await readTable(connection, path, name, cells);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new RangeError(
      `${owner}: ${name} cannot be read as Parquet (${why.replaceAll(path, name)}); write it again`,
      {
        cause,
      },
    );
  } finally {
    connection.closeSync();
  }
}

async function readTable(connection: DuckConnection, path: string, name: string, cells: number): Promise<FileTable> {
  const quoted = sqlText(literalPath(path));
  const file = `read_parquet(${quoted}, ${asItIs})`;
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  const metadata = async (key: string) => {
    const [found] = await rowsOf(`SELECT decode(value) FROM parquet_kv_metadata(${quoted}) WHERE key = '${key}'::BLOB`);
    return found === undefined ? undefined : String(found[0]);
  };
  const described = await describedColumns(connection, quoted, file, await metadata("ARROW:schema"));
  const [[count]] = await rowsOf(`SELECT num_rows FROM parquet_file_metadata(${quoted})`);
  const rows = Number(count);
  if (!(rows * described.length <= cells)) {
    throw new Error(`it has ${rows} rows of ${described.length} columns, more than ${cells} cells`);
  }
  const kept = described.flatMap((column, index) => (reading(column) === undefined ? [] : [{ column, index }]));
  const names = described.map((_, index) => `c${index}`);
  const from = `${file} AS t(${names.join(", ")})`;
  await checkTexts(connection, from, described);
  const select = kept.map(({ column, index }) => reading(column)?.(names[index]));
  const read = kept.length === 0 ? [] : await queryColumns(connection, `SELECT ${select.join(", ")} FROM ${from}`);
  const columns = described.map(({ type, why }): FileColumn => ({ kind: "other", type, why }));
  for (const [place, { column, index }] of kept.entries()) {
    const { values } = read[place];
    if (values.length !== rows) throw new Error(`it has ${values.length} rows and says ${rows}`);
    columns[index] = fileColumn(column, values, await beyondDouble(connection, from, names[index], column, values));
  }
  return {
    name,
    format: "parquet",
    header: described.map((column) => column.name),
    rows,
    column: (index) => columns[index],
    place: (row) => `row ${row + 1}`,
    index: dataFrameIndex(await metadata("pandas"), rows),
    issues: [],
  };
}

/** The columns by their names in the file and their types in DuckDB. */
async function describedColumns(
  connection: DuckConnection,
  quoted: string,
  file: string,
  arrowSchema: string | undefined,
): Promise<readonly Described[]> {
  const fields = await parquetFields(connection, quoted);
  const types = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${file}`)).getRows();
  if (types.length !== fields.length) throw new Error(`it has ${fields.length} columns and ${types.length} are read`);
  const durations = await storedDurations(
    arrowSchema,
    fields.map(({ name }) => name),
  );
  return fields.map(({ name, digits = 0 }, place): Described => {
    if (durations.has(place)) return { name, type: "Duration" };
    if (digits <= mostDigits) return { name, type: String(types[place][1]) };
    return { name, type: `decimal of ${digits} digits`, why: `has more than the ${mostDigits} digits that are read` };
  });
}

/** A path is a pattern to DuckDB: each letter that means something there is put in brackets, where it is itself. */
function literalPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

/** How a column is asked for; undefined where it has no one value in a row. */
function reading({ type }: Described): ((column: string) => string) | undefined {
  if (number.test(type) || whole.test(type)) return (column) => `${column}::DOUBLE`;
  if (text.test(type)) return (column) => `${column}::VARCHAR`;
  if (type === "TIMESTAMP_NS")
    return (column) => `CASE WHEN isfinite(${column}) THEN epoch_ns(${column})::DOUBLE / 1e6 END`;
  if (/^TIMESTAMP/.test(type) || type === "DATE") {
    return (column) => `CASE WHEN isfinite(${column}) THEN epoch_us(${column})::DOUBLE / 1000 END`;
  }
  return undefined;
}

function fileColumn({ type }: Described, values: Float64Array | readonly unknown[], beyond: BeyondDouble | undefined) {
  if (!(values instanceof Float64Array)) {
    const same = new Map<string, string>();
    const texts = values.map((value) => {
      const cell = value === null ? "" : String(value);
      const kept = same.get(cell);
      if (kept === undefined && same.size < 10_000) same.set(cell, cell);
      return kept ?? cell;
    });
    return { kind: "text" as const, values: texts };
  }
  if (number.test(type) || whole.test(type)) return { kind: "number" as const, values, beyond };
  const zone = type === "TIMESTAMP WITH TIME ZONE" ? ("utc" as const) : ("local" as const);
  return { kind: "time" as const, values: values.map(Math.round), zone };
}

/** Refuses texts that are documents: a packed file may hold a million of them in a few bytes. */
async function checkTexts(connection: DuckConnection, from: string, described: readonly Described[]): Promise<void> {
  const lengths = described.flatMap(({ type }, index) => (type === "VARCHAR" ? [`max(strlen(c${index}))`] : []));
  if (lengths.length === 0) return;
  const result = await connection.runAndReadAll(`SELECT ${lengths.join(", ")} FROM ${from}`);
  const [found = []] = result.getRows();
  const longest = found.findIndex((length) => Number(length ?? 0) > mostCharacters);
  if (longest < 0) return;
  const { name } = described.filter(({ type }) => type === "VARCHAR")[longest];
  throw new Error(`column "${name}" has texts of ${found[longest]} bytes, which are no labels`);
}

async function beyondDouble(
  connection: DuckConnection,
  from: string,
  id: string,
  { type }: Described,
  values: Float64Array | readonly unknown[],
): Promise<BeyondDouble | undefined> {
  if (!whole.test(type)) return undefined;
  const row = (values as Float64Array).findIndex((value) => Math.abs(value) > largestWhole);
  if (row < 0) return undefined;
  const found = await connection.runAndReadAll(`SELECT ${id}::VARCHAR FROM ${from} LIMIT 1 OFFSET ${row}`);
  return { row, text: String(found.getRows()[0]?.[0]) };
}

import type { Batch, Column, DataType, DecimalType, Table } from "@uwdata/flechette";
import type { QualityIssue } from "../quality/quality.js";
import { checkArrow } from "./arrow-check.js";
import { dataFrameIndex } from "./data-frame-index.js";
import { mostBytes } from "./file-bytes.js";
import type { BeyondDouble, FileColumn, FileTable } from "./file-table.js";

type Flechette = typeof import("@uwdata/flechette");

/** Most cells of one file. */
const mostCells = 2e8;

/**
 * A table from the bytes of an Arrow IPC file, which Feather version 2 is, or of a stream; packed with LZ4 or Zstandard or
 * not at all. A stream without its end mark is told as `cut`.
 * @param owner function that messages name
 * @throws {RangeError} if it is damaged, is big-endian, or unpacks to more than 1 GiB
 */
export async function arrowTable(given: Uint8Array, name: string, owner: string): Promise<FileTable> {
  const [flechette, { arrowCodecs }] = await Promise.all([import("@uwdata/flechette"), import("./arrow-codecs.js")]);
  const { CompressionType, setCompressionCodec } = flechette;
  // Views of numbers need places that are multiples of eight.
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  let left = mostBytes;
  const codecs = arrowCodecs((size) => {
    left -= size;
    if (!(size >= 0 && left >= 0)) throw new Error(`it unpacks to more than ${mostBytes} bytes`);
  });
  setCompressionCodec(CompressionType.LZ4_FRAME, codecs.lz4);
  setCompressionCodec(CompressionType.ZSTD, codecs.zstd);
  try {
    const { parts, isStream, isWhole } = checkArrow(bytes);
    const table = flechette.tableFromIPC([...parts], {
      useBigInt: true,
      useBigIntTimestamp: true,
      useDecimalInt: true,
    });
    const columns = readColumns(table, flechette);
    const metadata = table.schema.metadata?.get("pandas");
    const rows = table.numRows;
    return {
      name,
      format: "arrow",
      header: table.names.map(String),
      rows,
      column: (index) => columns[index],
      place: (row) => `row ${row + 1}`,
      index: dataFrameIndex(metadata, rows),
      issues: isStream && !isWhole ? [noEnd(name)] : [],
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new RangeError(`${owner}: ${name} is a damaged Arrow file (${why}); write it again`, { cause });
  }
}

function readColumns(table: Table, flechette: Flechette): readonly FileColumn[] {
  const rows = table.numRows;
  if (!(rows * table.numCols <= mostCells)) throw new Error(`it has ${rows} rows of ${table.numCols} columns`);
  const [first] = table.children;
  for (const column of table.children) {
    const fits = column.data.every((batch, index) => batch.length === first.data[index].length);
    if (!fits || column.data.length !== first.data.length)
      throw new Error("its columns have different numbers of rows");
  }
  return table.children.map((column) => readColumn(column, flechette));
}

function readColumn(column: Column<unknown>, { Type, TimeUnit }: Flechette): FileColumn {
  const isCoded = column.type.typeId === Type.Dictionary;
  const type = valueType(column.type);
  const { typeId } = type;
  const kept: readonly number[] = [
    ...[Type.Null, Type.Int, Type.Float, Type.Utf8, Type.LargeUtf8, Type.Utf8View],
    ...[Type.Bool, Type.Decimal, Type.Date, Type.Timestamp],
  ];
  if (!kept.includes(typeId)) return { kind: "other", type: typeName(typeId, Type) };
  for (const batch of column.data) checkColumnBatch(batch as CheckedBatch, isCoded);
  switch (typeId) {
    case Type.Int:
    case Type.Float:
    case Type.Null:
      return numbers(column);
    case Type.Timestamp: {
      const msIn: readonly number[] = [1000, 1, 1e-3, 1e-6];
      const ms = msIn[[TimeUnit.SECOND, TimeUnit.MILLISECOND, TimeUnit.MICROSECOND].indexOf(type.unit as 0)] ?? 1e-6;
      return times(column, (count) => Math.round(Number(count) * ms), isZoned(type.timezone) ? "utc" : "local");
    }
    case Type.Date:
      return times(column, Number, "local");
    case Type.Decimal:
      return texts(column, (value) => decimalText(BigInt(value as bigint | number), type));
    default:
      return texts(column, String);
  }
}

function numbers(column: Column<unknown>): FileColumn {
  const values = new Float64Array(column.length);
  let beyond: BeyondDouble | undefined;
  let row = 0;
  for (const value of column) {
    if (value === null || value === undefined) values[row] = Number.NaN;
    else {
      values[row] = Number(value);
      if (typeof value === "bigint" && !Number.isSafeInteger(values[row])) beyond ??= { row, text: String(value) };
    }
    row++;
  }
  return { kind: "number", values, beyond };
}

function times(column: Column<unknown>, ms: (value: unknown) => number, zone: "utc" | "local"): FileColumn {
  const values = new Float64Array(column.length);
  let row = 0;
  for (const value of column) values[row++] = value === null || value === undefined ? Number.NaN : ms(value);
  return { kind: "time", values, zone };
}

function texts(column: Column<unknown>, write: (value: unknown) => string): FileColumn {
  const values: string[] = [];
  for (const value of column) values.push(value === null || value === undefined ? "" : write(value));
  return { kind: "text", values };
}

/** An empty zone is none. */
function isZoned(timezone: string | null): boolean {
  return timezone !== null && timezone !== "";
}

function decimalText(value: bigint, { scale }: DecimalType): string {
  const digits = (value < 0n ? -value : value).toString().padStart(Math.max(0, scale) + 1, "0");
  const sign = value < 0n ? "-" : "";
  if (scale <= 0) return `${sign}${digits}${"0".repeat(-scale)}`;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function valueType(type: DataType): DataType {
  return type.typeId === -1 ? valueType(type.dictionary) : type;
}

function typeName(typeId: number, types: Flechette["Type"]): string {
  return Object.entries(types).find(([, id]) => id === typeId)?.[0] ?? `${typeId}`;
}

/** The parts of a batch that must fit each other. */
interface CheckedBatch extends Omit<Batch<unknown>, "values"> {
  readonly values?: ArrayLike<number | bigint>;
  readonly data?: readonly Uint8Array[];
  readonly dictionary?: Column<unknown>;
}

/** Refuses a batch whose buffers hold less than its rows: what is not there would be read as if it were. */
function checkColumnBatch(batch: CheckedBatch, isCoded: boolean): void {
  const { length, nullCount, validity, values, offsets, type } = batch;
  const problem = new Error("a column has fewer values than rows");
  if (type.typeId === 1) return;
  if (nullCount > 0 && (validity === undefined || validity.length * 8 < length)) throw problem;
  if (values === undefined) throw problem;
  if (isCoded && type.typeId === -1) {
    checkKeys(batch);
    for (const part of batch.dictionary?.data ?? []) checkColumnBatch(part as CheckedBatch, true);
  } else if (type.typeId === 6) {
    if (values.length * 8 < length) throw problem;
  } else if (type.typeId === 7 && type.bitWidth > 32) {
    if (values.length < (length * type.bitWidth) / 64) throw problem;
  } else if (type.typeId === 24) {
    checkViews(batch);
  } else if (offsets !== undefined) {
    if (length > 0 && offsets.length < length + 1) throw problem;
    for (let row = 0; row < length; row++) {
      if (offsets[row] > offsets[row + 1] || offsets[row] < 0) throw new Error("texts of a column overlap");
    }
    if (length > 0 && offsets[length] > values.length) throw problem;
  } else if (values.length < length) throw problem;
}

function checkKeys({ length, values = [], dictionary, nullCount, validity }: CheckedBatch): void {
  const entries = dictionary?.length ?? 0;
  if (values.length < length) throw new Error("a column has fewer values than rows");
  for (let row = 0; row < length; row++) {
    const isValid = nullCount === 0 || ((validity as Uint8Array)[row >> 3] & (1 << (row & 7))) !== 0;
    if (isValid && !(values[row] >= 0 && values[row] < entries))
      throw new Error("a column points beyond its dictionary");
  }
}

function checkViews({ length, values = [], data = [], nullCount, validity }: CheckedBatch): void {
  if (values.length < length * 16) throw new Error("a column has fewer values than rows");
  const bytes = values as Uint8Array;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < length; row++) {
    if (nullCount > 0 && ((validity as Uint8Array)[row >> 3] & (1 << (row & 7))) === 0) continue;
    const size = view.getInt32(row * 16, true);
    if (size >= 0 && size <= 12) continue;
    const buffer = data[view.getInt32(row * 16 + 8, true)];
    const start = view.getInt32(row * 16 + 12, true);
    if (size < 0 || buffer === undefined || start < 0 || start + size > buffer.length) {
      throw new Error("a text of a column is not within its data");
    }
  }
}

function noEnd(where: string): QualityIssue {
  return { kind: "cut", where, count: 1, detail: "the stream has no mark at its end; rows after it may be missing" };
}

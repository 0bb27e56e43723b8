import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  CompressionType,
  float64,
  setCompressionCodec,
  TimeUnit,
  tableFromArrays,
  tableToIPC,
  timestamp,
} from "@uwdata/flechette";
import { duckConnection, sqlText } from "../../../lib/sources/duck/duck.js";

export const hour = 3_600_000;
export const start: number = Date.parse("2025-07-01T00:00Z");

/** Five hours of two venues and a price; okx is missing at two o'clock. Numbers that no short decimal equals are among them. */
export const wide = {
  time: [0, 1, 2, 3, 4].map((row) => start + row * hour),
  okx: [1000, 1100.5, null, 1300, 0.1 + 0.2],
  bybit: [700, 710, 720, 1 / 3, 740],
  price: [100, 110, 120, 130, 123.456789],
};

type Wide = typeof wide;
const names = ["time", "okx", "bybit", "price"] as const;

export function csvText({ time, okx, bybit, price }: Wide = wide): string {
  const rows = time.map((each, row) =>
    [new Date(each).toISOString(), okx[row] ?? "", bybit[row], price[row]].join(","),
  );
  return `${[names.join(","), ...rows].join("\n")}\n`;
}

/** Records with times as ISO text. */
export function records(): readonly Readonly<Record<string, unknown>>[] {
  return wide.time.map((time, row) => ({
    time: new Date(time).toISOString(),
    okx: wide.okx[row],
    bybit: wide.bybit[row],
    price: wide.price[row],
  }));
}

const lz4 = createRequire(import.meta.url)("lz4js") as { compress(bytes: Uint8Array): Uint8Array };

/** Bytes of an Arrow file or stream of the table, its times in UTC. */
export function arrowBytes(format: "file" | "stream", isPacked = false): Uint8Array {
  const table = tableFromArrays(wide, {
    types: { time: timestamp(TimeUnit.MICROSECOND, "UTC"), okx: float64(), bybit: float64(), price: float64() },
  });
  return ipc(table, format, isPacked);
}

export function ipc(table: Parameters<typeof tableToIPC>[0], format: "file" | "stream", isPacked = false): Uint8Array {
  // Buffers as small as these are not shortened by packing, and are then kept as they are; repeated ones are.
  const codec = { encode: (bytes: Uint8Array) => lz4.compress(bytes), decode: () => new Uint8Array(0) };
  setCompressionCodec(CompressionType.LZ4_FRAME, codec);
  const options = { format, ...(isPacked ? { codec: CompressionType.LZ4_FRAME } : {}) };
  return tableToIPC(table, options) as Uint8Array;
}

/** Writes what SQL selects to a Parquet file, with its metadata as SQL writes a record. */
export async function writeParquet(folder: string, name: string, select: string, metadata?: string): Promise<string> {
  const path = join(folder, name);
  const connection = await duckConnection();
  try {
    await connection.run(
      `COPY (${select}) TO ${sqlText(path)} (FORMAT parquet${metadata === undefined ? "" : `, KV_METADATA ${metadata}`})`,
    );
  } finally {
    connection.closeSync();
  }
  return path;
}

/** The table as SQL, its times in UTC. */
export const wideSql: string = wide.time
  .map((time, row) => {
    const cells = [wide.okx[row], wide.bybit[row], wide.price[row]].map((cell) => `'${cell ?? "NaN"}'::DOUBLE`);
    if (wide.okx[row] === null) cells[0] = "NULL::DOUBLE";
    return `SELECT to_timestamp(${time / 1000}) AS time, ${cells[0]} AS okx, ${cells[1]} AS bybit, ${cells[2]} AS price`;
  })
  .join(" UNION ALL ");

export async function save(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

import { z } from "zod";
import { openInterestField } from "../../market/open-interest-fields.js";
import type { Identity } from "../../series/identity.js";
import { chartColumnsLeft, chartExport, chartShape } from "../csv/chart-export.js";
import type { FileTable } from "./file-table.js";
import { isRecord } from "./is-record.js";
import { madeTable, type VendorTable } from "./vendor-table.js";

/** Interfaces of CoinGlass whose answers look alike, with what their one column is called and of. */
const totals: Readonly<Record<string, { readonly column: string; readonly identity: Identity }>> = {
  "aggregated-history": { column: "total", identity: { margin: "mixed" } },
  "aggregated-coin-margin-history": { column: "coin-margined", identity: { margin: "inverse" } },
  "aggregated-stablecoin-history": { column: "stablecoin-margined", identity: { margin: "linear" } },
};

/** Names that `vendor` has for answers of CoinGlass that do not say themselves what they are. */
export const coinglassTotals: readonly string[] = Object.keys(totals).map((source) => `coinglass ${source}`);

const ohlc = ["time", "open", "high", "low", "close"];

const cell = z.union([z.number(), z.string(), z.null()]);
const chart = z.object({
  times: z.array(z.number()),
  prices: z.array(cell),
  venues: z.record(z.string(), z.array(cell)),
});

/**
 * The table of an answer of CoinGlass' `exchange-history-chart`: lists of times and prices and one of dollars for each
 * exchange. Undefined if the document is another.
 * @throws {RangeError} if it is an answer with an error, which it tells, or its lists are of different lengths
 */
export function coinglassChart(document: unknown, name: string, owner: string): FileTable | undefined {
  if (!isRecord(document)) return undefined;
  const { code, msg, data } = document;
  if (code !== undefined && (msg !== undefined || data !== undefined) && String(code) !== "0" && !hasRows(data)) {
    throw new RangeError(
      `${owner}: ${name} holds an error and no data: code ${String(code)}, ${JSON.stringify(msg ?? "no message")}; ask again`,
    );
  }
  const lists = isRecord(data) ? data : document;
  const read = {
    times: lists.time_list ?? lists.timeList,
    prices: lists.price_list ?? lists.priceList,
    venues: lists.data_map ?? lists.dataMap,
  };
  if (read.times === undefined || read.venues === undefined) return undefined;
  const parsed = chart.safeParse(read);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new RangeError(
      `${owner}: ${name} has a chart of CoinGlass whose ${path.join(" ")} is not as documented (${message}); ask again`,
    );
  }
  const { times, prices, venues } = parsed.data;
  const columns = { [chartExport.priceColumn]: prices, ...venues };
  for (const [column, cells] of Object.entries(columns)) {
    if (cells.length === times.length) continue;
    throw new RangeError(
      `${owner}: ${name} has ${cells.length} values of "${column}" for ${times.length} times; ask again`,
    );
  }
  const texts = Object.entries(columns).map(
    ([column, cells]) => [column, cells.map((each) => `${each ?? ""}`)] as const,
  );
  return madeTable(
    name,
    { [chartExport.timeColumn]: Float64Array.from(times), ...Object.fromEntries(texts) },
    times.length,
  );
}

/** A chart export as a vendor's table; undefined if the header is another. */
export function chartTable(table: FileTable): VendorTable | undefined {
  const { header } = table;
  if (!header.includes(chartExport.timeColumn) || !header.includes(chartExport.priceColumn)) return undefined;
  const { timeColumn, unit, label, priceColumn } = chartExport;
  return {
    table,
    vendor: "coinglass",
    options: { timeColumn, unit, label, except: chartColumnsLeft(header), venues: true },
    priceColumn,
    lastIsOpen: false,
    shape: chartShape,
  };
}

/** Whether a table has the columns of bars, which totals of open interest and prices share. */
export function isBars({ header }: FileTable): boolean {
  return ohlc.every((column) => header.includes(column));
}

/**
 * A total of CoinGlass, bars of open interest over all exchanges: the close, at the end of its bar, in the unit that the
 * registry has for the interface. That of stablecoin-margined contracts is in coins, although dollars are asked for.
 * @param source one of the interfaces in `coinglassTotals`
 * @throws {RangeError} if the table has no such columns
 */
export function coinglassTotal(table: FileTable, source: string, owner: string): VendorTable {
  if (!isBars(table)) {
    throw new RangeError(
      `${owner}: ${table.name} is no ${source} of CoinGlass, which has ${ohlc.join(", ")}; its columns: ${table.header.join(", ")}`,
    );
  }
  const { counts, label } = openInterestField("coinglass", "", source, "close");
  const { column, identity } = totals[source];
  return {
    table,
    vendor: "coinglass",
    options: {
      timeColumn: "time",
      unit: counts as "usd" | "base",
      label: label as "start",
      columns: { close: column },
      venues: false,
    },
    identities: { [column]: identity },
    lastIsOpen: true,
    shape: `read as ${source} of CoinGlass: times are the starts of bars, whose closes are ${counts === "usd" ? "dollars" : "coins"}`,
  };
}

function hasRows(data: unknown): boolean {
  return Array.isArray(data) ? data.length > 0 : isRecord(data) && Object.keys(data).length > 0;
}

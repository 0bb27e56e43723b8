import type { Candles } from "../../series/candles.js";
import type { Identity } from "../../series/identity.js";
import type { TableOptions } from "./table-options.js";
import { textList, textRecord } from "./text-options.js";

/**
 * A file of open interest, and what it cannot tell of itself. Lists may be written as text with commas between, records as
 * `name=value` with commas between, and empty text counts as left out, so that a notebook's parameters can say all of it.
 */
export interface FileOptions {
  /** CSV, Parquet, Arrow, Feather or JSON, told by its bytes; or a folder of chart exports (`chartFiles`). */
  readonly path: string;
  /** Base asset, in capital or small letters. Default `BTC`. */
  readonly asset?: string | undefined;
  /** Length of a bar, a multiple of the file's own step. Default the file's step. */
  readonly interval?: string | undefined;
  /** ISO time, left out of the period. Default: before the file's first row. */
  readonly from?: string | undefined;
  /** ISO time; a date alone includes that day. Default: the file's last row. */
  readonly to?: string | undefined;
  /**
   * What a vendor's export is, by vendor and interface. Shapes that say it themselves need none; the others are
   * `coinglass aggregated-history`, `coinglass aggregated-coin-margin-history` and
   * `coinglass aggregated-stablecoin-history`, which look alike and are in different units.
   */
  readonly vendor?: string | undefined;
  /** What the provenance, and a store, call the source. Default the vendor, or the format. */
  readonly name?: string | undefined;
  /** Column of times. Default the only column whose type is a time. `index` is the unnamed index of a DataFrame. */
  readonly timeColumn?: string | undefined;
  /** `usd` or `base`, what values are after `scale`. */
  readonly unit?: "usd" | "base" | (string & {}) | undefined;
  /** What a row's time says of its values: `instant`, or the `start` or `end` of their bar. */
  readonly label?: TableOptions["label"] | (string & {}) | undefined;
  /** `wide` or `long`. Default `long` where there are `keyColumns`, else `wide`. */
  readonly layout?: TableOptions["layout"] | (string & {}) | undefined;
  /** Zone of times without one: an IANA name or an offset such as `+02:00`. Default `UTC`. */
  readonly timeZone?: string | undefined;
  /** Wide: the columns to take, or their names in the file with those they get. Default all but the time and `except`. */
  readonly columns?: readonly string[] | Readonly<Record<string, string>> | string | undefined;
  /** Wide: columns to leave out. */
  readonly except?: readonly string[] | string | undefined;
  /** Long: the columns whose cells, joined by a space, name a value's column. */
  readonly keyColumns?: readonly string[] | string | undefined;
  /** Long: the column of values. */
  readonly valueColumn?: string | undefined;
  /** Only the rows with these cells in these columns. */
  readonly where?: Readonly<Record<string, string>> | string | undefined;
  /** Column of assets: only rows of `asset` are read. */
  readonly assetColumn?: string | undefined;
  /** Whether columns are named for exchanges and told by their venues. Default true. */
  readonly venues?: boolean | undefined;
  /** What each column is of, by its name in the result. */
  readonly identities?: Readonly<Record<string, Identity>> | undefined;
  /** Factor for every value. Default 1. */
  readonly scale?: number | undefined;
  /** What separates the cells of a CSV. Default `,`, or what its header line has instead. */
  readonly delimiter?: string | undefined;
  /** What separates whole numbers from fractions in texts: `.` or `,`. Default `.`. */
  readonly decimal?: "." | "," | (string & {}) | undefined;
  /** Column of the price at the instant of the row; in a long file each key's own. */
  readonly priceColumn?: string | undefined;
  /** Wide: the column of prices of each column of the result, where each has its own. */
  readonly priceColumns?: Readonly<Record<string, string>> | string | undefined;
  /** A file of prices, of any format: bars with columns open, high, low and close, or the one of `priceValueColumn`. */
  readonly pricePath?: string | undefined;
  /** Column of times there. Default `time`, or the only one whose type is a time. */
  readonly priceTimeColumn?: string | undefined;
  /** Column of prices there, where it has no bars. */
  readonly priceValueColumn?: string | undefined;
  /** What the times there say. Default `start` for bars, and for one column what `label` says. */
  readonly priceLabel?: TableOptions["label"] | (string & {}) | undefined;
  /** Price bars of the file's own step, instead of a file of them. */
  readonly prices?: Candles | undefined;
}

/** Options of a file with lists and records made of texts and empty texts left out. */
export interface ReadFileOptions
  extends Omit<FileOptions, "columns" | "except" | "keyColumns" | "where" | "priceColumns" | "asset"> {
  readonly asset: string;
  readonly columns?: readonly string[] | Readonly<Record<string, string>> | undefined;
  readonly except?: readonly string[] | undefined;
  readonly keyColumns?: readonly string[] | undefined;
  readonly where?: Readonly<Record<string, string>> | undefined;
  readonly priceColumns?: Readonly<Record<string, string>> | undefined;
}

const known: ReadonlySet<string> = new Set<keyof FileOptions>([
  ...(["path", "asset", "interval", "from", "to", "vendor", "name", "timeColumn", "unit", "label", "layout"] as const),
  ...(["timeZone", "columns", "except", "keyColumns", "valueColumn", "where", "assetColumn", "venues"] as const),
  ...(["identities", "scale", "delimiter", "decimal", "priceColumn", "priceColumns", "pricePath"] as const),
  ...(["priceTimeColumn", "priceValueColumn", "priceLabel", "prices"] as const),
]);

/** Options that are one text. */
const texts = [
  ...([
    "asset",
    "interval",
    "from",
    "to",
    "vendor",
    "name",
    "timeColumn",
    "unit",
    "label",
    "layout",
    "timeZone",
  ] as const),
  ...(["valueColumn", "assetColumn", "delimiter", "decimal", "priceColumn", "pricePath", "priceTimeColumn"] as const),
  ...(["priceValueColumn", "priceLabel"] as const),
];

const owner = "loadFile";

/**
 * The options of a file as they are meant: texts made lists and records, empty texts and null left out, the asset in
 * capitals.
 * @throws {RangeError} if there is no path, an option is unknown (naming those known) or of another kind than it takes
 */
export function readFileOptions(given: FileOptions): ReadFileOptions {
  const options = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== "" && value !== undefined && value !== null),
  ) as unknown as FileOptions;
  const unknown = Object.keys(options).find((option) => !known.has(option));
  if (unknown !== undefined) {
    throw new RangeError(`${owner}: unknown option "${unknown}"; known: ${[...known].join(", ")}`);
  }
  if (typeof options.path !== "string") throw new RangeError(`${owner}: no path; give the path of a file`);
  const wrong = texts.find((option) => options[option] !== undefined && typeof options[option] !== "string");
  if (wrong !== undefined) {
    throw new RangeError(`${owner}: ${wrong} is ${JSON.stringify(options[wrong])}, which is no text; give it as one`);
  }
  const { scale, venues } = options as { readonly scale?: unknown; readonly venues?: unknown };
  if (scale !== undefined && typeof scale !== "number") {
    throw new RangeError(`${owner}: scale ${JSON.stringify(scale)} is no number; give it as one, such as 1e6`);
  }
  if (venues !== undefined && typeof venues !== "boolean") {
    throw new RangeError(`${owner}: venues ${JSON.stringify(venues)} is neither true nor false; give one of them`);
  }
  const { columns } = options;
  return {
    ...options,
    asset: (options.asset ?? "BTC").toUpperCase(),
    columns: columnsOf(columns),
    except: textList(options.except, "except", owner),
    keyColumns: textList(options.keyColumns, "keyColumns", owner),
    where: whereOf(options),
    priceColumns: textRecord(options.priceColumns, "priceColumns", owner),
  };
}

function columnsOf(columns: FileOptions["columns"]): ReadFileOptions["columns"] {
  const isList = Array.isArray(columns) || (typeof columns === "string" && !columns.includes("="));
  return isList
    ? textList(columns as readonly string[] | string, "columns", owner)
    : textRecord(columns, "columns", owner);
}

function whereOf({ where, assetColumn, asset = "BTC" }: FileOptions): ReadFileOptions["where"] {
  const given = textRecord(where, "where", owner);
  return assetColumn === undefined ? given : { ...given, [assetColumn]: asset };
}

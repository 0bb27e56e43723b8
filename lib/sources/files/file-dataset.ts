import { chartFiles } from "../csv/chart-export.js";
import type { Dataset } from "../dataset.js";
import { coinalyzeTable, isCoinalyze } from "./coinalyze.js";
import { chartTable, coinglassChart, coinglassTotal, coinglassTotals, isBars } from "./coinglass.js";
import { isFolder } from "./file-bytes.js";
import { type FileOptions, type ReadFileOptions, readFileOptions } from "./file-options.js";
import { readTable } from "./read-table.js";
import { type DeclaredTable, type PriceFile, type TableSource, tableDataset } from "./table-dataset.js";
import type { TableOptions } from "./table-options.js";
import type { VendorTable } from "./vendor-table.js";

const owner = "loadFile";
const vendors: readonly string[] = [
  "coinglass exchange-history-chart",
  ...coinglassTotals,
  "coinalyze open-interest-history",
];

/** The dataset that `loadFile` gives; apart from it, so that what reads files is loaded with the first of them. */
export async function fileDataset(given: FileOptions): Promise<Dataset> {
  const options = readFileOptions(given);
  const found = (await isFolder(options.path, owner))
    ? await chartFiles(options.path, options.asset, options.interval)
    : { path: options.path, pricePath: undefined };
  let coinalyze: VendorTable | undefined;
  const isDeclared = options.timeColumn !== undefined || (options.unit !== undefined && options.label !== undefined);
  const source = await readTable(found.path, {
    delimiter: options.delimiter,
    owner,
    shaped: (document, name) => {
      if (isCoinalyze(document)) {
        coinalyze = coinalyzeTable(document, name, { asset: options.asset, unit: options.unit, owner });
        return coinalyze.table;
      }
      return coinglassChart(document, name, owner);
    },
  });
  const vendor = coinalyze ?? vendorTable(source, options, isDeclared);
  const pricePath = options.pricePath ?? found.pricePath;
  const priceFile = pricePath === undefined ? undefined : await readPrices(pricePath, options);
  const { asset, from, to, interval, prices, priceColumns } = options;
  const shared = { asset, from, to, interval, prices, priceFile, owner };
  if (vendor !== undefined) return tableDataset({ ...shared, ...vendorDeclaration(source, vendor, options) });
  return tableDataset({
    ...shared,
    source,
    options: declaredOptions(options),
    priceColumn: options.priceColumn,
    priceColumns,
    sourceName: options.name ?? source.table.format,
  });
}

async function readPrices(path: string, options: ReadFileOptions): Promise<PriceFile> {
  const { priceTimeColumn, priceValueColumn, priceLabel, delimiter } = options;
  return {
    ...(await readTable(path, { delimiter, owner })),
    timeColumn: priceTimeColumn,
    valueColumn: priceValueColumn,
    label: priceLabel as TableOptions["label"] | undefined,
  };
}

/** The vendor's export that the source is; undefined where the caller declared what it is. */
function vendorTable({ table }: TableSource, options: ReadFileOptions, isDeclared: boolean): VendorTable | undefined {
  const { vendor } = options;
  if (vendor !== undefined && !vendors.includes(vendor)) {
    throw new RangeError(`${owner}: unknown vendor "${vendor}"; known: ${vendors.join(", ")}`);
  }
  if (vendor !== undefined && isDeclared) {
    throw new RangeError(
      `${owner}: vendor "${vendor}" says itself what times and values are; leave timeColumn and label out, or vendor`,
    );
  }
  if (vendor === "coinalyze open-interest-history") {
    throw new RangeError(`${owner}: ${table.name} is no answer of Coinalyze, a list of {symbol, history: […]}`);
  }
  if (vendor !== undefined && coinglassTotals.includes(vendor)) {
    return agreed(coinglassTotal(table, vendor.replace("coinglass ", ""), owner), options);
  }
  if (isDeclared) return undefined;
  const chart = chartTable(table);
  if (chart !== undefined) return agreed(chart, options);
  if (isBars(table)) {
    throw new RangeError(
      `${owner}: ${table.name} has bars, which may be of open interest in dollars, in coins, or of a price; say vendor: "${coinglassTotals.join('", "')}", or declare timeColumn, unit and label`,
    );
  }
  const absent = (["timeColumn", "unit", "label"] as const).filter((option) => options[option] === undefined);
  throw new RangeError(
    `${owner}: ${absent.join(" and ")} not given; ${table.name} does not tell, so declare them (no export of a vendor is known by its shape; its columns: ${table.header.join(", ")})`,
  );
}

/** A unit that the vendor's interface does not have is a mistake, and a large one. */
function agreed(vendor: VendorTable, { unit }: ReadFileOptions): VendorTable {
  if (unit === undefined || unit === vendor.options.unit) return vendor;
  throw new RangeError(
    `${owner}: ${vendor.table.name} is in ${vendor.options.unit} and not in ${unit}, ${vendor.shape}; leave unit out, or declare timeColumn, unit and label instead of a vendor`,
  );
}

function vendorDeclaration(
  source: TableSource,
  { table, options, priceColumn, lastIsOpen, identities, shape, vendor }: VendorTable,
  { timeZone, scale, name }: ReadFileOptions,
): Pick<DeclaredTable, "source" | "options" | "priceColumn" | "lastIsOpen" | "shape" | "sourceName"> {
  const merged = { ...options, identities, timeZone, scale };
  const told = table === source.table ? source : { ...source, table: { ...table, issues: source.table.issues } };
  return { source: told, options: merged, priceColumn, lastIsOpen, shape, sourceName: name ?? vendor };
}

function declaredOptions(options: ReadFileOptions): DeclaredTable["options"] {
  const { unit, label, priceColumn, priceColumns, keyColumns, where, except = [] } = options;
  if (unit !== "usd" && unit !== "base") {
    throw new RangeError(
      unit === undefined
        ? `${owner}: unit not given; a file does not tell, so say usd or base`
        : `${owner}: unknown unit "${unit}"; known: usd, base`,
    );
  }
  if (label === undefined) {
    throw new RangeError(`${owner}: label not given; a file does not tell, so say instant, start or end`);
  }
  const prices = [...(priceColumn === undefined ? [] : [priceColumn]), ...Object.values(priceColumns ?? {})];
  return {
    timeColumn: options.timeColumn,
    unit: unit as "usd" | "base",
    label: label as TableOptions["label"],
    layout: (options.layout ?? (keyColumns === undefined ? "wide" : "long")) as TableOptions["layout"],
    timeZone: options.timeZone,
    columns: options.columns,
    except: [...except, ...prices],
    keyColumns,
    valueColumn: options.valueColumn,
    where,
    venues: options.venues ?? true,
    identities: options.identities,
    scale: options.scale,
    decimal: options.decimal as TableOptions["decimal"],
  };
}

import type { Identity } from "../../series/identity.js";
import type { FileTable } from "./file-table.js";
import type { TableOptions } from "./table-options.js";

/** A vendor's export, understood. */
export interface VendorTable {
  readonly table: FileTable;
  /** Name of the vendor, as the registry has it. */
  readonly vendor: string;
  readonly options: Partial<TableOptions> & { readonly unit: "usd" | "base"; readonly label: TableOptions["label"] };
  readonly priceColumn?: string | undefined;
  /** The newest row is of a bar that may not have been over. */
  readonly lastIsOpen: boolean;
  readonly identities?: Readonly<Record<string, Identity>> | undefined;
  /** How it is read, told as `label`. */
  readonly shape: string;
}

/** A table that was made of a document. */
export function madeTable(
  name: string,
  columns: Readonly<Record<string, Float64Array | readonly string[]>>,
  rows: number,
): FileTable {
  const header = Object.keys(columns);
  return {
    name,
    format: "json",
    header,
    rows,
    column: (index) => {
      const values = columns[header[index]];
      return values instanceof Float64Array ? { kind: "number", values } : { kind: "text", values };
    },
    place: (row) => `row ${row + 1}`,
    issues: [],
  };
}

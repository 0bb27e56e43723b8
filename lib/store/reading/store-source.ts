import { join } from "node:path";
import { sqlText } from "../../sources/duck/duck.js";
import type { StoredFile } from "../store-types.js";

const partitions = "{dataset: VARCHAR, asset: VARCHAR, venue: VARCHAR, month: VARCHAR}";

/**
 * Files of a store as what SQL selects from: their columns and those of their folders' names, `dataset`, `asset`, `venue` (NULL
 * for no one venue) and of data `month`.
 * @param files of one kind, at least one
 */
export function storeSource(path: string, files: readonly StoredFile[]): string {
  const list = files.map((file) => sqlText(join(path, file.path))).join(", ");
  const types = files[0]?.kind === "revisions" ? partitions.replace(", month: VARCHAR", "") : partitions;
  return `read_parquet([${list}], hive_partitioning = true, hive_types = ${types})`;
}

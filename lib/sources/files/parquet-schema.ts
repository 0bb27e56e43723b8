import type { duckConnection } from "../duck/duck.js";

type DuckConnection = Awaited<ReturnType<typeof duckConnection>>;

/** A column as the Parquet file itself describes it. */
export interface ParquetField {
  /** Its own name: DuckDB renames columns whose names differ in nothing but capitals, and those without a name. */
  readonly name: string;
  /** Digits of a decimal. */
  readonly digits: number | undefined;
}

/**
 * The columns of a Parquet file, in their order: the children of the schema's root, without the parts of a list or record.
 * @param quotedPath the path as a literal of SQL
 */
export async function parquetFields(connection: DuckConnection, quotedPath: string): Promise<readonly ParquetField[]> {
  const result = await connection.runAndReadAll(
    `SELECT name, num_children, "precision", logical_type FROM parquet_schema(${quotedPath})`,
  );
  const [root, ...elements] = result.getRows();
  if (root === undefined) throw new Error("it has no schema");
  const fields: ParquetField[] = [];
  let at = 0;
  for (let field = 0; field < Number(root[1]); field++) {
    const [name, , precision, logical] = elements[at];
    const digits = precision ?? /precision=(\d+)/.exec(String(logical))?.[1];
    fields.push({ name: String(name), digits: digits === undefined ? undefined : Number(digits) });
    at = afterParts(at);
  }
  return fields;

  /** Elements are listed depth first: each is followed by its parts. */
  function afterParts(element: number): number {
    let next = element + 1;
    const parts = Number(elements[element]?.[1] ?? 0);
    for (let part = 0; part < parts && next < elements.length; part++) next = afterParts(next);
    return next;
  }
}

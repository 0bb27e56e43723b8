import { checkArrow } from "./arrow-check.js";

/** Longest schema in a file's metadata that is looked at. */
const mostCharacters = 2 ** 24;

/**
 * Places of the columns that are lengths of time. Parquet has no type of them and holds whole numbers; what they are is in
 * the schema that a writer based on Arrow leaves in the metadata.
 * @param schema text under `ARROW:schema` in the file's metadata: a message of Arrow in base64
 */
export async function storedDurations(
  schema: string | undefined,
  names: readonly string[],
): Promise<ReadonlySet<number>> {
  if (schema === undefined || schema.length > mostCharacters) return new Set();
  const { tableFromIPC, Type } = await import("@uwdata/flechette");
  try {
    const { parts } = checkArrow(Uint8Array.from(Buffer.from(schema, "base64")));
    const { fields } = tableFromIPC([...parts]).schema;
    return new Set(
      fields.flatMap(({ name, type }, place) =>
        type.typeId === Type.Duration && String(name) === names[place] ? [place] : [],
      ),
    );
  } catch {
    // Metadata that cannot be read tell nothing; the columns are there without them.
    return new Set();
  }
}

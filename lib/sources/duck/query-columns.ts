import type { DuckDBConnection } from "@duckdb/node-api";

/** One column of a result. */
export interface QueryColumn {
  readonly name: string;
  /** DuckDB's name of the type, such as `DOUBLE` or `TIMESTAMP WITH TIME ZONE`. */
  readonly type: string;
  /**
   * Numbers are a `Float64Array` with NaN for NULL, times one of epoch milliseconds; anything else is an array of texts, or
   * of what JSON can hold, with null for NULL.
   */
  readonly values: Float64Array | readonly unknown[];
}

const numeric = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/;
const temporal = /^(TIMESTAMP.*|DATE)$/;

/**
 * The columns of a query's result, read as it streams. Whole numbers beyond 2^53 lose digits.
 * @throws {Error} as DuckDB does, naming what it could not read in the query
 */
export async function queryColumns(connection: DuckDBConnection, sql: string): Promise<readonly QueryColumn[]> {
  const described = await connection.runAndReadAll(`DESCRIBE ${sql}`);
  const shape = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const select = shape.map(({ name, type }) => {
    const id = `"${name.replaceAll('"', '""')}"`;
    if (numeric.test(type)) return `${id}::DOUBLE`;
    return temporal.test(type) ? `epoch_us(${id}::TIMESTAMPTZ)::DOUBLE / 1000` : id;
  });
  const result = await connection.stream(`SELECT ${select.join(", ")} FROM (${sql})`);
  const isNumber = shape.map(({ type }) => numeric.test(type) || temporal.test(type));
  const parts: (Float64Array | unknown[])[][] = shape.map(() => []);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [index, column] of parts.entries()) {
      const values = chunk.getColumnValues(index);
      column.push(
        isNumber[index] ? Float64Array.from(values, (value) => (value as number | null) ?? Number.NaN) : [...values],
      );
    }
  }
  return shape.map(({ name, type }, index) => ({
    name,
    type,
    values: isNumber[index] ? joined(parts[index] as Float64Array[]) : (parts[index] as unknown[][]).flat(),
  }));
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

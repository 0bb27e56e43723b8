import type { DuckDBVector } from "@duckdb/node-api";

/** Gathers the vectors of one column. */
export interface ColumnReader {
  /** Takes a copy of the vector, which lasts only as long as its chunk. */
  readonly add: (vector: DuckDBVector) => void;
  /** All values in their order; what was gathered is let go. */
  readonly values: () => Float64Array | readonly unknown[];
}

/** Rows of a block: large enough that few are joined, small enough that little of the last is empty. */
const blockRows = 65_536;

/**
 * For doubles without NULL. Vectors are copied whole into blocks, which are joined in the end; asking a vector for each of
 * its values takes some fifteen times as long.
 */
export function numberReader(): ColumnReader {
  let blocks: Float64Array[] = [];
  let count = 0;
  return {
    add(vector) {
      const items = itemsOf(vector);
      for (let taken = 0; taken < items.length; ) {
        const offset = count % blockRows;
        if (offset === 0) blocks.push(new Float64Array(blockRows));
        const part = items.subarray(taken, taken + blockRows - offset);
        (blocks[blocks.length - 1] as Float64Array).set(part, offset);
        taken += part.length;
        count += part.length;
      }
    },
    values() {
      const whole = new Float64Array(count);
      for (let index = 0; index < blocks.length; index++) {
        const start = index * blockRows;
        whole.set((blocks[index] as Float64Array).subarray(0, count - start), start);
      }
      blocks = [];
      return whole;
    },
  };
}

/** For texts and truth values, null where NULL. */
export function otherReader(isJson: boolean): ColumnReader {
  const values: unknown[] = [];
  return {
    add(vector) {
      for (let row = 0; row < vector.itemCount; row++) {
        const value = vector.getItem(row);
        values.push(isJson && typeof value === "string" ? JSON.parse(value) : value);
      }
    },
    values: () => values,
  };
}

/** The array that a vector of doubles without NULL holds, as long as its chunk lasts; the type keeps it to itself. */
export function itemsOf(vector: DuckDBVector): Float64Array {
  const { items } = vector as unknown as { readonly items?: unknown };
  if (items instanceof Float64Array) return items;
  return Float64Array.from({ length: vector.itemCount }, (_, row) => vector.getItem(row) as number);
}

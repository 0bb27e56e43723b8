import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { philoxStream } from "../../lib/evidence/random/philox.js";

/** Returns of strategies without skill, and a file of them that a Python peer reads: column after column, float64. */
export interface ReturnsFile {
  readonly columns: readonly Float64Array[];
  readonly path: string;
  /** Takes the file away. */
  remove(): void;
}

/** Independent normal returns, 1 % a period, seeded. */
export function returnsFile(strategies: number, rows: number): ReturnsFile {
  const columns = Array.from({ length: strategies }, (_, j) => {
    const stream = philoxStream(2025, j);
    return Float64Array.from({ length: rows }, () => 0.01 * stream.normal());
  });
  const folder = mkdtempSync(join(tmpdir(), "open-interest-bench-"));
  const path = join(folder, "returns.f64");
  const all = new Float64Array(strategies * rows);
  columns.forEach((column, j) => {
    all.set(column, j * rows);
  });
  writeFileSync(path, new Uint8Array(all.buffer));
  return { columns, path, remove: () => rmSync(folder, { recursive: true }) };
}

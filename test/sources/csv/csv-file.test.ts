import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CsvOptions } from "../../../lib/sources/csv/csv.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";

const options: CsvOptions = { timeColumn: "time", unit: "usd", label: "instant" };
const text = "time,a\n2025-07-01,1\n2025-07-02,2\n";

describe("readCsvFile", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "csv-file-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("a plain file and a gzipped one hold the same, and the file's own bytes are hashed", async () => {
    const packed = gzipSync(text);
    await writeFile(join(folder, "a.csv"), text);
    await writeFile(join(folder, "a.csv.gz"), packed);
    const plain = await readCsvFile(join(folder, "a.csv"), options);
    const gzipped = await readCsvFile(join(folder, "a.csv.gz"), options);
    expect([...plain.panel.column("a").values]).toEqual([1, 2]);
    expect(gzipped.panel).toEqual(plain.panel);
    expect(gzipped.file).toEqual({ name: "a.csv.gz", sha256: createHash("sha256").update(packed).digest("hex") });
  });

  test("a gzipped file that was cut short is refused by name", async () => {
    await writeFile(join(folder, "cut.csv.gz"), gzipSync(text).subarray(0, 30));
    await expect(readCsvFile(join(folder, "cut.csv.gz"), options)).rejects.toThrow("cut.csv.gz cannot be unpacked");
  });

  test("messages name the file", async () => {
    await writeFile(join(folder, "b.csv"), "time,a\n2025-07-01,x\n");
    await expect(readCsvFile(join(folder, "b.csv"), options)).rejects.toThrow('b.csv line 2, column "a"');
  });
});

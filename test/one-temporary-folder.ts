import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string;

/** All that tests and the programs they start write as temporary lies in one folder. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), "open-interest-test-"));
  process.env.TMPDIR = folder;
}

/** The folder goes when the tests are over. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

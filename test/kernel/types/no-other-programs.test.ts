import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { startTypeService } from "../../../lib/kernel/types/start-type-service.js";

const folder = mkdtempSync(join(tmpdir(), "open-interest-programs-"));
const { PATH } = process.env;

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true, force: true });
});

// The compiler for editors fetches declarations of packages by npm when a project is opened; this npm would be found.
test.skipIf(process.platform === "win32")("the compiler starts no npm", { timeout: 60_000 }, async () => {
  const trace = join(folder, "npm-was-started");
  const npm = join(folder, "npm");
  writeFileSync(npm, `#!/bin/sh\necho "$@" >> "${trace}"\n`);
  chmodSync(npm, 0o755);
  process.env.PATH = `${folder}${delimiter}${PATH}`;
  const types = startTypeService({ folder, oi: false });
  try {
    for (let index = 0; index < 20; index++) {
      expect(await types.check("const a: number = 1; a")).toEqual([]);
      await setTimeout(50);
    }
  } finally {
    types.close();
  }
  expect(existsSync(trace)).toBe(false);
});

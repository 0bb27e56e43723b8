import { spawnSync } from "node:child_process";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

// Only a process that ends shows it; it runs the built package, which `npm test` builds first.
const built: string = new URL("../../../dist/report/files/temporary-files.js", import.meta.url).href;

test("a process that exits takes its temporary files with it, and leaves those that it forgot", async () => {
  const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
  const script = `
    import { mkdirSync, writeFileSync } from "node:fs";
    import { forgetAtExit, partOf, removeAtExit } from ${JSON.stringify(built)};
    process.chdir(${JSON.stringify(folder)});
    for (const name of [partOf("study.html"), "kept", "folder/inside"]) {
      removeAtExit(name.replace("/inside", ""));
      mkdirSync("folder", { recursive: true });
      writeFileSync(name, "");
    }
    forgetAtExit("kept");
    process.exit(3);`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect([status, stderr]).toEqual([3, ""]);
  expect(await readdir(folder)).toEqual(["kept"]);
});

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "rolldown";
import { expect, test } from "vitest";

const module = resolve(import.meta.dirname, "../../../lib/report/files/temporary-files.ts");

// Only a process that ends shows it, and one loads JavaScript.
async function built(folder: string): Promise<string> {
  const file = join(folder, "temporary-files.mjs");
  await build({ input: module, platform: "node", resolve: { extensionAlias: { ".js": [".ts"] } }, output: { file } });
  return pathToFileURL(file).href;
}

test("a process that exits takes its temporary files with it, and leaves those that it forgot", async () => {
  const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
  const script = `
    import { mkdirSync, writeFileSync } from "node:fs";
    import { forgetAtExit, partOf, removeAtExit } from ${JSON.stringify(await built(await mkdtemp(join(tmpdir(), "open-interest-"))))};
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

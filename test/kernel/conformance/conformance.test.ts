import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// The kernel as it is installed, asked by the programs that will ask it: Jupyter's own client, nbconvert, papermill.
const python = process.env.OPEN_INTEREST_PYTHON_JUPYTER;
const root = resolve(import.meta.dirname, "../../..");
const suites = readdirSync(import.meta.dirname).filter((name) => /^test_.*\.py$/.test(name));
const suiteMs = 600_000;

describe.skipIf(python === undefined)("the installed kernel", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "open-interest-kernel-"));
    const command = [join(root, "dist/cli/main.js"), "kernel", "install", "--folder", folder];
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(suites)("passes %s", { timeout: suiteMs }, async (name) => {
    const { status, text } = await unittest(name, folder);
    expect(status, text).toBe(0);
  });
});

function unittest(name: string, folder: string): Promise<{ readonly status: number | null; readonly text: string }> {
  const child = spawn(python as string, ["-m", "unittest", name], {
    cwd: import.meta.dirname,
    env: { ...process.env, JUPYTER_PATH: folder, PYTHONDONTWRITEBYTECODE: "1", PYDEVD_DISABLE_FILE_VALIDATION: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return new Promise((settle) => child.on("close", (status) => settle({ status, text })));
}

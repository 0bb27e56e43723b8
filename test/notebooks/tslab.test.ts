import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

// The notebooks under plain tslab in Jupyter, by nbconvert: the kernel that a researcher may have today. It checks the
// types of every cell with its own compiler. OPEN_INTEREST_PYTHON names a Python that has nbconvert.

const python = process.env.OPEN_INTEREST_PYTHON;
const root = resolve(import.meta.dirname, "../..");
const work = mkdtempSync(join(tmpdir(), "tslab-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}

function execute(name: string): readonly Output[] {
  const kernel = join(work, "kernels", "tslab");
  mkdirSync(kernel, { recursive: true });
  const tslab = join(root, "node_modules/tslab/bin/tslab");
  const argv = [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"];
  writeFileSync(
    join(kernel, "kernel.json"),
    JSON.stringify({ argv, display_name: "TypeScript", language: "typescript" }),
  );
  const options = ["--to", "notebook", "--execute", "--output-dir", work, "--output", "executed"];
  options.push("--ExecutePreprocessor.kernel_name=tslab");
  execFileSync(python as string, ["-m", "nbconvert", join(root, "notebooks", name), ...options], {
    env: { ...process.env, JUPYTER_PATH: work },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { cells } = JSON.parse(readFileSync(join(work, "executed.ipynb"), "utf8"));
  return cells.flatMap(({ outputs = [] }: { outputs?: readonly Output[] }) => outputs);
}

const notebooks = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));

describe.skipIf(python === undefined)("under plain tslab (skipped where OPEN_INTEREST_PYTHON is not set)", () => {
  test.each(notebooks)("%s type-checks, runs to its end and shows figures and tables", { timeout: 180_000 }, (name) => {
    const outputs = execute(name);
    const errors = outputs.filter(({ output_type, name }) => output_type === "error" || name === "stderr");
    expect(errors.map(({ text }) => text?.join(""))).toEqual([]);
    const kinds = outputs.map(({ data = {} }) => Object.keys(data)[0]);
    const count = (mime: string): number => kinds.filter((kind) => kind === mime).length;
    expect(count("application/vnd.plotly.v1+json")).toBeGreaterThan(0);
    const figure = outputs.find(({ data }) => data && "application/vnd.plotly.v1+json" in data);
    expect(figure?.data?.["application/vnd.plotly.v1+json"]).toMatchObject({ data: expect.any(Array) });
    expect(count("application/vnd.open-interest.table+json")).toBeGreaterThan(0);
    // The conclusion comes last, and is prose.
    expect(Object.keys(outputs.at(-1)?.data ?? {})).toContain("text/markdown");
  });
});

import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { notebookJson } from "../../../lib/report/files/notebook-json.js";
import { reportHtml } from "../../../lib/report/page/report-html.js";
import { type NotebookRun, runNotebook } from "../../../lib/report/run/run-notebook.js";
import { publicRun } from "../../../lib/report/stamp/public-run.js";
import { makeNotebook } from "../make-notebook.js";

afterEach(() => vi.unstubAllEnvs());

describe("what a run tells of the machine", () => {
  test("of a parameter that is a place, only its last part, with a mark, wherever it is shown", async () => {
    const path = await makeNotebook([
      "parameters:let path = ''; let n = 1",
      "console.log(path + '/x.csv'); ({ path })",
    ]);
    const run = await runNotebook(path, { parameters: { path: "/srv/secret/market-data/", n: 2 } });
    expect(run.parameters).toMatchObject([
      { name: "path", value: "…/market-data", given: true, local: true },
      { name: "n", value: 2, given: true },
    ]);
    expect(run.cells[1]?.cell.source).toBe(
      '// Parameters\npath = "…/market-data"; // a place on the machine that ran this: put your own\nn = 2;',
    );
    expect(run.notebook.cells[1]).toBe(run.cells[1]?.cell);
    for (const text of [notebookJson(run), reportHtml(run)]) {
      expect(text).not.toContain("secret");
      expect(text).toContain("…/market-data");
    }
  });

  test.each(["BTC", ".", "/data", "/", "/home/x"])(
    "the same of texts that name no place of it, whatever its home is called (%s)",
    async (home) => {
      vi.stubEnv("HOME", home);
      const run = await runNotebook(await makeNotebook(["console.log('BTC in /data, /data/x and /tmp. And so on')"]));
      expect(run.cells[0]?.outputs).toMatchObject([{ text: "BTC in /data, /data/x and /tmp. And so on\n" }]);
    },
  );

  test("of a notebook in a short folder not even that, where a stack names it", () => {
    const text = "at file:///app/study.ipynb?cell=1:2 and /app/x";
    const cell = { cell_type: "code", source: "", metadata: {} } as const;
    const outputs = [{ output_type: "stream", name: "stdout", text } as const];
    const run = {
      ...{ name: "study", status: "complete", done: 1, total: 1, parameters: [], data: [] },
      notebook: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] },
      cells: [{ cell, executionCount: 1, outputs }],
    } as unknown as NotebookRun;
    const shown = publicRun(run, { file: "/app/study.ipynb", cwd: "/" });
    expect(shown.cells[0]?.outputs).toMatchObject([{ text: "at ./study.ipynb?cell=1:2 and /app/x" }]);
  });

  test("nothing where a cell prints the stack of an error, fails, or asks where it lies", async () => {
    vi.stubEnv("HOME", "/home/ada");
    const path = await makeNotebook([
      "console.log(new Error('seen')); import.meta.filename",
      "console.log(process.cwd(), require('node:os').homedir() + '/data')",
      "require('node:fs').readFileSync(require('node:path').join(import.meta.dirname, 'missing.csv'))",
    ]);
    const run = await runNotebook(path);
    for (const text of [notebookJson(run), reportHtml(run), JSON.stringify(run.failure)]) {
      expect(text).not.toContain(dirname(path));
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(new RegExp(`${homedir()}/`));
    }
    expect(run.failure?.error.message).toContain("open './missing.csv'");
    expect(run.cells[0]?.outputs[1]).toMatchObject({ data: { "text/plain": "./study.ipynb" } });
  });

  test("the name and hash of the lockfile above it", async () => {
    const path = await makeNotebook([]);
    const deep = join(dirname(path), "notebooks");
    await mkdir(deep);
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
    await writeFile(join(deep, "a.ipynb"), text);
    expect(await runNotebook(join(deep, "a.ipynb"))).not.toHaveProperty("lockfile");
    await writeFile(join(dirname(path), "package-lock.json"), "{}");
    // printf '{}' | sha256sum
    const sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    expect((await runNotebook(join(deep, "a.ipynb"))).lockfile).toEqual({ name: "package-lock.json", sha256 });
  });

  test("leaves what the author wrote as it is", async () => {
    const source = `parameters:let path = "${process.cwd()}/data"`;
    const run = await runNotebook(await makeNotebook([source]));
    expect(run.cells[0]?.cell.source).toBe(source.slice("parameters:".length));
    expect(run.parameters).toMatchObject([{ value: "…/data", given: false, local: true }]);
  });
});

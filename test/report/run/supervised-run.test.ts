import { spawn } from "node:child_process";
import { getEventListeners } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { CellProgress, NotebookRun } from "../../../lib/report/run/run-notebook.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import type * as Supervising from "../../../lib/report/run/supervised-run.js";
import { isProcessGone } from "../../../lib/sources/is-process-gone.js";
import { makeNotebook } from "../make-notebook.js";
import { sampleCells } from "../sample-cells.js";

// A process loads JavaScript: these tests run the built package, which `npm test` builds first.
const built: string = new URL("../../../dist/report/index.js", import.meta.url).href;
let supervisedRun: typeof Supervising.supervisedRun;
beforeAll(async () => {
  ({ supervisedRun } = await import(built));
});

const isPosix = process.platform !== "win32";

/** Everything that cells printed. */
function printed({ cells }: NotebookRun): string {
  return cells.flatMap(({ outputs }) => outputs.map((one) => (one.output_type === "stream" ? one.text : ""))).join("");
}

/** The errors that cells show, in a line each. */
function errors({ cells }: NotebookRun): string[] {
  return cells.flatMap(({ outputs }) => outputs.flatMap((one) => (one.output_type === "error" ? [one.evalue] : [])));
}

describe("a supervised run", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("gives what a run in this process gives", async () => {
    const path = await makeNotebook([
      ...sampleCells,
      "const provenance2 = { source: 's', simulated: false, description: 'd', files: [] }; const kept = { provenance: provenance2 };",
      "Number.NaN; console.log(1, null, [undefined])",
    ]);
    const options = { parameters: { asset: "ETH", hours: "24" } };
    const inProcess = await runNotebook(path, options);
    expect(inProcess.status).toBe("complete");
    expect(await supervisedRun(path, options)).toEqual(inProcess);
  });

  test("tells its progress as a run in this process does", async () => {
    const path = await makeNotebook(["md:# A", "1", "md:## B", "throw new Error('no')", "3"]);
    const told = async (run: typeof runNotebook): Promise<Partial<CellProgress>[]> => {
      const seen: Partial<CellProgress>[] = [];
      await run(path, { onProgress: ({ seconds: _, ...progress }) => seen.push(progress) });
      return seen;
    };
    expect(await told(supervisedRun)).toEqual(await told(runNotebook));
  });

  test("is in UTC, in American English and without colours, whatever this process has", async () => {
    const environment = { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8", LC_TIME: "de_DE.UTF-8" };
    for (const [name, value] of Object.entries({ ...environment, FORCE_COLOR: "1" })) vi.stubEnv(name, value);
    const cell = `
      const { TZ, LANG, LC_ALL, LC_TIME, NO_COLOR, FORCE_COLOR } = process.env;
      console.log([TZ, LANG, LC_ALL, LC_TIME, NO_COLOR, FORCE_COLOR].join());
      console.log(new Date(0).getHours(), (1234567.5).toLocaleString(), new Date(0).toLocaleDateString());
      console.log(["b", "a", "Z", "ä"].sort(new Intl.Collator().compare).join(), Intl.DateTimeFormat().resolvedOptions().locale);
      console.log(process.cwd() === ${JSON.stringify(process.cwd())}, process.stdin.isTTY, process.send);`;
    expect(printed(await supervisedRun(await makeNotebook([cell])))).toBe(
      "UTC,en_US.UTF-8,en_US.UTF-8,,1,\n0 1,234,567.5 1/1/1970\na,ä,b,Z en-US\ntrue undefined undefined\n",
    );
  });

  test("of what cannot be run is refused before a process starts", async () => {
    await expect(supervisedRun("no-such.ipynb")).rejects.toThrow(
      "supervisedRun: no-such.ipynb cannot be read (ENOENT)",
    );
    const path = await makeNotebook(["1"]);
    await expect(supervisedRun(path, { cellTimeoutMs: 0 })).rejects.toThrow(
      "supervisedRun: cellTimeoutMs 0 is not above 0; leave it out for no limit",
    );
    await expect(supervisedRun(path, { memoryMb: 3 })).rejects.toThrow(
      "supervisedRun: memoryMb 3 is less than a notebook needs; give at least 64",
    );
    await expect(supervisedRun(path, { parameters: { a: 1 } })).rejects.toThrow('unknown parameter "a"');
  });

  test("of no code has nothing to do", async () => {
    expect(await supervisedRun(await makeNotebook(["md:# Only text"]))).toMatchObject({ status: "complete", total: 0 });
  });

  test("ends with what its progress throws", async () => {
    const onProgress = () => {
      throw new Error("shown nowhere");
    };
    await expect(supervisedRun(await makeNotebook(["for (;;);"]), { onProgress })).rejects.toThrow("shown nowhere");
  });

  test("tells what the process writes beside its outputs", async () => {
    let text = "";
    const cell =
      "process.emitWarning('mind this'); require('node:child_process').execSync('echo aside', { stdio: 'inherit' })";
    const run = await supervisedRun(await makeNotebook([cell]), {
      onText: (part) => {
        text += part;
      },
    });
    expect(text).toContain("Warning: mind this");
    expect(text).toContain("aside");
    expect(printed(run)).toBe("");
  });
});

describe("a cell that does not end", () => {
  test.each([
    ["an endless loop", "for (;;);"],
    ["an endless loop after an await", "await 0; for (;;);"],
    ["an endless wait", "await new Promise((resolve) => setTimeout(resolve, 1e9));"],
  ])("is ended at its limit, by %s, and what ran is kept", async (_, source) => {
    const path = await makeNotebook([
      "md:# S",
      "console.log('before')",
      "md:## Spin",
      `console.log('in'); ${source}`,
      "3",
    ]);
    const seen: CellProgress[] = [];
    const run = await supervisedRun(path, {
      cellTimeoutMs: 2000,
      graceMs: 100,
      onProgress: (progress) => seen.push(progress),
    });
    const message =
      "the cell ran longer than its limit of 2s; raise --cell-timeout (cellTimeoutMs), or let the cell do less";
    expect(run).toMatchObject({
      status: "failed",
      done: 1,
      total: 3,
      failure: { number: 2, heading: "Spin", error: { name: "TimeoutError", message } },
    });
    expect(printed(run)).toBe("before\nin\n");
    expect(errors(run)).toEqual([message]);
    expect(run.cells.map(({ executionCount }) => executionCount)).toEqual([null, 1, null, 2, null]);
    expect(seen.filter(({ state }) => state === "failed")).toHaveLength(1);
  });

  test("is asked to end before it is ended", async () => {
    const path = await makeNotebook([
      "process.on('exit', () => require('node:fs').writeFileSync('exited', '')); process.chdir(import.meta.dirname)",
      "await new Promise((resolve) => setTimeout(resolve, 1e9))",
    ]);
    await supervisedRun(path, { cellTimeoutMs: 2000, graceMs: 20_000 });
    expect(existsSync(join(dirname(path), "exited"))).toBe(isPosix);
  });

  test("is ended by the limit of the whole run", async () => {
    const path = await makeNotebook(["1", "await new Promise((resolve) => setTimeout(resolve, 1e9))"]);
    const run = await supervisedRun(path, { timeoutMs: 6000, cellTimeoutMs: 3_600_000 });
    expect(run.failure).toMatchObject({
      number: 2,
      error: {
        message:
          "the run took longer than its limit of 6s and was in this cell; raise --timeout (timeoutMs), or let the notebook do less",
      },
    });
  });

  test("has as long as it needs when others took longer together", async () => {
    const cell = "await new Promise((resolve) => setTimeout(resolve, 1000))";
    const run = await supervisedRun(await makeNotebook([cell, cell, cell]), { cellTimeoutMs: 2900 });
    expect(run.status).toBe("complete");
  });
});

describe("a process that dies", () => {
  test.each([
    ["process.abort()", "the process crashed (SIGABRT), as a native module can make it; see what it wrote"],
    [
      "process.kill(process.pid, 'SIGKILL'); for (;;);",
      "the process was ended by SIGKILL, perhaps for lack of memory, or by what the cell calls; load less at a time",
    ],
    [
      "process.kill(process.pid, 'SIGSEGV'); for (;;);",
      "the process crashed (SIGSEGV), as a native module can make it; see what it wrote",
    ],
    [
      "process.reallyExit(7)",
      "the process ended in the middle of the run (exit code 7); see what the cell calls that ends it",
    ],
  ])("by %s fails its cell and leaves what ran, however much it was", async (source, message) => {
    const cell = `console.log("in".repeat(4e5)); ${source}`;
    const run = await supervisedRun(await makeNotebook(["console.log('before')", "md:## Die", cell, "3"]));
    expect(run).toMatchObject({
      status: "failed",
      done: 1,
      failure: { number: 2, heading: "Die", error: { name: "ProcessError", message } },
    });
    expect(printed(run)).toHaveLength("before\n".length + 8e5 + 1);
    expect(errors(run)).toEqual([message]);
  });

  test("for want of memory says so, and how to give it more", async () => {
    const cell = "const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length / 3))";
    const run = await supervisedRun(await makeNotebook(["1", cell]), { memoryMb: 64 });
    expect(run).toMatchObject({ status: "failed", done: 1, failure: { number: 2 } });
    // The engine gives up at nearly the same size at which the watch, which looks now and then, ends the process.
    expect(run.failure?.error.message).toMatch(
      /^the process (ran out of memory and ended \(.+\)|took more memory than it may and was ended); give it more with --memory \(memoryMb\), or load less at a time$/,
    );
  });

  test.each(["Buffer.alloc(5e7, 1)", "new Float64Array(5e6).fill(1)"])(
    "is ended when it fills memory by %s",
    async (many) => {
      const cell = `console.log("in"); const kept = []; while (kept.length < 40) kept.push(${many})`;
      const run = await supervisedRun(await makeNotebook(["1", cell]), { memoryMb: 200 });
      expect(run).toMatchObject({ status: "failed", done: 1, failure: { number: 2, error: { name: "ProcessError" } } });
      expect(run.failure?.error.message).toBe(
        "the process took more memory than it may and was ended; give it more with --memory (memoryMb), or load less at a time",
      );
      expect(printed(run)).toBe("in\n");
    },
  );

  test("keeps the data and the trials of the cells before", async () => {
    const provenance = "{ source: 'simulated', simulated: true, description: 'd', files: [] }";
    const run = await supervisedRun(
      await makeNotebook([`const data = { provenance: ${provenance} }`, "process.abort()"]),
    );
    expect(run.data).toEqual([{ provenance: { source: "simulated", simulated: true, description: "d", files: [] } }]);
  });

  test("by process.exit does not die: the cell is told not to", async () => {
    const run = await supervisedRun(await makeNotebook(["1", "process.exit(0)"]));
    expect(run.failure?.error.message).toBe("process.exit: a cell cannot end the process; throw an error to stop here");
  });
});

describe("a run that is stopped", () => {
  const cell = "console.log('in'); await new Promise((resolve) => setTimeout(resolve, 300)); console.log('out')";

  test("comes to the end of its cell", async () => {
    const controller = new AbortController();
    const run = await supervisedRun(await makeNotebook(["1", cell, cell]), {
      signal: controller.signal,
      onProgress: ({ number }) => number === 2 && controller.abort(),
    });
    expect(run).toMatchObject({ status: "stopped", done: 2, total: 3 });
    expect(printed(run)).toBe("in\nout\n");
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("hard, is left in the middle of a cell", async () => {
    const controller = new AbortController();
    const run = await supervisedRun(await makeNotebook(["1", `console.log('in'); for (;;);`, "3"]), {
      hardSignal: controller.signal,
      onProgress: ({ number }) => number === 2 && setTimeout(() => controller.abort(), 1500),
    });
    expect(run).toMatchObject({ status: "stopped", done: 1, total: 3 });
    expect(run.failure).toBeUndefined();
    expect(printed(run)).toBe("in\n");
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("before it began, does not begin", async () => {
    const run = await supervisedRun(await makeNotebook(["1"]), { signal: AbortSignal.abort() });
    expect(run).toMatchObject({ status: "stopped", done: 0, total: 1 });
  });
});

describe("what a notebook leaves running", () => {
  test("is told if it throws after the last cell, and is no part of the run", async () => {
    const late: string[] = [];
    const path = await makeNotebook(["setTimeout(() => { throw new RangeError('late') }, 60); Promise.resolve(); 1"]);
    const run = await supervisedRun(path, { onLateError: (message) => late.push(message) });
    expect(late).toEqual(["RangeError: late"]);
    expect(run.status).toBe("complete");
  });

  test.each(["setInterval(() => {}, 50)", "setTimeout(() => { for (;;); }, 20)"])(
    "does not keep the run: %s",
    async (source) => {
      const run = await supervisedRun(await makeNotebook([`${source}; console.log(process.pid)`]), { graceMs: 100 });
      expect(run.status).toBe("complete");
      expect(isProcessGone(Number(printed(run)))).toBe(true);
    },
  );

  test.skipIf(!isPosix)("in processes of its own ends with the run", async () => {
    const cell = "console.log(require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' }).pid)";
    const run = await supervisedRun(await makeNotebook([cell]));
    const pid = Number(printed(run));
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isProcessGone(pid)).toBe(true);
  });
});

test.skipIf(!isPosix)("a run ends with the process that started it, even in an endless loop", async () => {
  const path = await makeNotebook([
    "require('node:fs').writeFileSync(import.meta.filename + '.pid', String(process.pid)); for (;;);",
  ]);
  const script = `import(${JSON.stringify(built)}).then(({ supervisedRun }) => supervisedRun(${JSON.stringify(path)}))`;
  const parent = spawn(process.execPath, ["-e", script], { cwd: fileURLToPath(new URL(".", import.meta.url)) });
  const written = (): Promise<string> => readFile(`${path}.pid`, "utf8").catch(() => "");
  await expect.poll(written).toMatch(/^\d+$/);
  const pid = Number(await written());
  expect(isProcessGone(pid)).toBe(false);
  parent.kill("SIGKILL");
  await expect.poll(() => isProcessGone(pid)).toBe(true);
});

import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeNotebook } from "../report/make-notebook.js";
import { command } from "./command.js";

/** A program in the place of a browser. */
async function makeBrowser(notebook: string, script: string): Promise<string> {
  const path = join(dirname(notebook), "browser");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const page = (path: string): Promise<string> => readFile(join(dirname(path), "reports", "study.html"), "utf8");

describe("open-interest report", () => {
  test("ends a cell that runs longer than it may, and names it, its limit and what to do", async () => {
    const path = await makeNotebook(["console.log('ran')", "md:## Spin", "for (;;);", "3"]);
    const { code, stdout, stderr } = await command(["report", path, "--cell-timeout", "3s"], { cwd: dirname(path) });
    expect(code).toBe(1);
    expect(stderr).toContain("[2/3] Spin  failed\n");
    expect(stderr).toContain(
      "Cell 2 (Spin) failed\nTimeoutError: the cell ran longer than its limit of 3s; raise --cell-timeout (cellTimeoutMs)",
    );
    expect(stdout).toContain("incomplete: 1 of 3 cells");
    expect(await page(path)).toContain("<pre>ran</pre>");
  });

  test("tells of a process that ran out of memory, without what Node writes then", async () => {
    const path = await makeNotebook(["1", "const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length / 3))"]);
    const { code, stderr } = await command(["report", path, "--memory", "64M"], { cwd: dirname(path) });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Cell 2 failed\nProcessError: the process ran out of memory and ended \(.+\); give it more with --memory/,
    );
    expect(stderr).not.toContain("Native stack trace");
  });

  test("stopped by a second Ctrl-C, ends at once and writes what ran", async () => {
    const path = await makeNotebook(["1", "md:## Spin", "console.log('in'); for (;;);", "3"]);
    const { code, stdout, stderr } = await command(["report", path], {
      cwd: dirname(path),
      interruptAt: ["[1/3]", "press Ctrl-C again"],
    });
    expect(code).toBe(130);
    expect(stderr).toContain("Stopping at once; what ran is kept");
    expect(stdout).toContain("incomplete: ");
    expect(await page(path)).toContain("This report is incomplete.");
  });

  test.skipIf(process.platform === "win32").each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("asked to terminate by %s, ends at once, writes what ran and exits with %i", async (signal, expected) => {
    const path = await makeNotebook(["1", "for (;;);"]);
    const { code } = await command(["report", path], { cwd: dirname(path), interruptAt: "[1/2]", signal });
    expect(code).toBe(expected);
    expect(await page(path)).toContain("This report is incomplete.");
  });

  test.each([
    [
      ["--cell-timeout", "soon"],
      "argument 'soon' is invalid. Write a whole number and s, m or h, such as 90s or 10m, or none.",
    ],
    [["--memory", "1T"], "argument '1T' is invalid. Write a whole number and M or G, such as 512M or 8G."],
    [["--memory", "3M"], "argument '3M' is invalid. Give at least 64M: a notebook needs as much."],
    [["--jobs", "0"], "argument '0' is invalid. Write a whole number of at least 1."],
    [["--format", "html,doc"], "argument 'html,doc' is invalid. \"doc\" is not known; known: html, ipynb, md, pdf."],
    [["--each", "asset"], "argument 'asset' is invalid. \"asset\" is not name=value,value"],
    [["--each", 'a=["x"'], 'argument \'a=["x"\' is invalid. ["x" is no JSON list of texts, numbers, true or false.'],
    [["--format", ","], "argument ',' is invalid. Give at least one of html, ipynb, md, pdf."],
    [["-p", "a=1", "-p", "a=2"], "argument 'a=2' is invalid. \"a\" comes twice; give it once."],
    [["--each", "a=1", "--each", "a=2"], '"a" comes twice; list its values with commas.'],
  ])("refuses options that it cannot read: %j", async (args, message) => {
    const { code, stderr } = await command(["report", "study.ipynb", ...args]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test("takes none for no limit, and formats in capitals with a comma too many", async () => {
    const path = await makeNotebook(["1"]);
    const args = ["--cell-timeout", "none", "--timeout", "none", "--format", " HTML ,"];
    expect(await command(["report", path, ...args], { cwd: dirname(path) })).toMatchObject({ code: 0 });
    expect(await readdir(join(dirname(path), "reports"))).toEqual(["study.html"]);
  });

  test("refuses a parameter that is given by its own option and by -p", async () => {
    const path = await makeNotebook(["parameters:let asset = 'BTC'"]);
    const { code, stderr } = await command(["report", path, "--asset", "ETH", "-p", "asset=SOL"]);
    expect(code).toBe(1);
    expect(stderr).toBe('error: "asset" comes twice, as --asset and -p; give it once\n');
  });

  test("looks for the browser of a PDF before it runs a cell", async () => {
    const path = await makeNotebook(["1"]);
    const args = ["report", path, "--format", "html,pdf"];
    const { code, stderr } = await command(args, { cwd: dirname(path), env: { CHROME_PATH: "no-such-browser" } });
    expect(code).toBe(1);
    expect(stderr).toBe(
      "error: CHROME_PATH no-such-browser is no program; give the path of a Chromium, Chrome or Edge\n",
    );
    expect(await readdir(dirname(path))).toEqual(["study.ipynb"]);
  });

  test.skipIf(process.platform === "win32")(
    "without a PDF that cannot be printed, writes the rest and fails",
    async () => {
      const path = await makeNotebook(["1"]);
      const browser = await makeBrowser(path, "exit 3");
      const args = ["report", path, "--format", "html,pdf"];
      const { code, stdout, stderr } = await command(args, { cwd: dirname(path), env: { CHROME_PATH: browser } });
      expect(code).toBe(1);
      expect(stderr).toContain(`No PDF: ${browser} failed (3)`);
      expect(stdout).toMatch(/^\nReport in \d+\.\d s: reports.study\.html\n/);
    },
  );

  test.skipIf(process.platform === "win32")(
    "stopped while a PDF is printed, writes the rest and exits with 130",
    async () => {
      const path = await makeNotebook(["1"]);
      const browser = await makeBrowser(path, "echo >> $0.started; sleep 600");
      const ending = command(["report", path, "--format", "pdf"], {
        cwd: dirname(path),
        env: { CHROME_PATH: browser },
        interruptAt: "[1/1]",
        whenThere: `${browser}.started`,
      });
      const { code, stdout, stderr } = await ending;
      expect(code).toBe(130);
      expect(stderr).toContain("No cell runs any more; writing the report, without a PDF that is not there yet");
      expect(stderr).toContain("No PDF: printing was stopped");
      expect(stdout).toMatch(/^\nReport in \d+\.\d s, complete: all cells ran: reports.study\.html\n/);
    },
  );

  test("writes the formats it is asked for, and names them", async () => {
    const path = await makeNotebook(["1"]);
    const { code, stdout } = await command(["report", path, "--format", "ipynb"], { cwd: dirname(path) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/ s: reports.study\.ipynb\nfile:.*study\.ipynb\n$/);
  });
});

describe("notebooks that come with the package", () => {
  test("are listed with their titles and parameters", async () => {
    const { code, stdout } = await command(["report", "--list"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^open-interest\n {4}Open interest: .*\n {4}-p source=sample .*-p asset=BTC/m);
  });

  test("are found by their names, unless a file of the folder has it", async () => {
    const path = await makeNotebook(["'mine'"], "open-interest");
    const cwd = dirname(path);
    const args = ["--cell-timeout", "1s", "-p", "asset=none"];
    expect((await command(["report", "open-interest", ...args], { cwd })).stderr).toContain(
      'unknown parameter "asset"',
    );
    await writeFile(path.replace("open-interest.ipynb", "other.ipynb"), "");
    const bundled = await command(["report", "open-interest", "-p", "coin=1"], { cwd: join(cwd, "..") });
    expect(bundled.stderr).toContain('unknown parameter "coin"; known: source, path, asset');
  });
});

describe("open-interest report --each", () => {
  const cells = [
    "parameters:let asset = 'BTC'; let hours = 1",
    "md:## Judge",
    "if (asset === 'bad') throw new Error('no ' + asset); asset",
  ];

  test("makes all reports, tells each as it ends and what failed at the end", async () => {
    const path = await makeNotebook(cells);
    const args = ["report", path, "--each", "asset=BTC, bad", "--each", "hours=[1, 2]", "--jobs", "2"];
    const { code, stdout, stderr } = await command(args, { cwd: dirname(path) });
    expect(code).toBe(1);
    expect(stderr.split("\n").slice(0, 4).sort()).toEqual([
      "[1/4] asset=BTC, hours=1  complete",
      "[2/4] asset=BTC, hours=2  complete",
      "[3/4] asset=bad, hours=1  failed in cell 3 (Judge), line 1: Error: no bad",
      "[4/4] asset=bad, hours=2  failed in cell 3 (Judge), line 1: Error: no bad",
    ]);
    expect(stderr).toMatch(
      /What went wrong\nreport +why\nasset=bad, hours=1 +cell 3 \(Judge\), line 1: Error: no bad\nasset=bad, hours=2 +cell 3/,
    );
    expect(stdout).toMatch(
      /^\n2 of 4 reports complete in \d+\.\d s: reports.study.index\.html\nfile:\/\/.*index\.html\n$/,
    );
  });

  test("stopped by Ctrl-C, keeps what ran and exits with 130", async () => {
    const path = await makeNotebook([
      "parameters:let a = 1",
      "await new Promise((resolve) => setTimeout(resolve, a > 1 ? 1e9 : 0)); a",
      "3",
    ]);
    const { code, stdout } = await command(["report", path, "--each", "a=1,2,3", "--jobs", "1"], {
      cwd: dirname(path),
      interruptAt: ["[1/3] a=1  complete", "press Ctrl-C again"],
    });
    expect(code).toBe(130);
    expect(stdout).toContain("1 of 3 reports complete");
    const json = JSON.parse(await readFile(join(dirname(path), "reports", "study", "index.json"), "utf8"));
    const statuses = json.reports.map((one: { readonly status: string }) => one.status);
    expect(statuses[0]).toBe("complete");
    expect(statuses[2]).toBe("left out");
  });
});

import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { showProgress } from "../../lib/cli/progress.js";
import { makeNotebook } from "../report/make-notebook.js";
import { sampleCells } from "../report/sample-cells.js";
import { command, main } from "./command.js";

describe("open-interest report", () => {
  test("writes the report, shows each cell and says where the report is", async () => {
    const path = await makeNotebook(["md:# My study", "1", "md:## Next", "2"]);
    const { code, stdout, stderr } = await command(["report", path], { cwd: dirname(path) });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^\[1\/2\] My study {2}\d+\.\d s\n\[2\/2\] Next {2}\d+\.\d s\n$/);
    expect(stdout).toMatch(
      /^\nReport in \d+\.\d s: reports.study\.html, reports.study\.ipynb\nfile:\/\/\/.*\/reports\/study\.html\n$/,
    );
    expect((await readdir(join(dirname(path), "reports"))).sort()).toEqual(["study.html", "study.ipynb"]);
  });

  test("takes parameters by name and by their short options", async () => {
    const path = await makeNotebook([
      "parameters:let asset = 'BTC'; let hours = 1; let from = ''",
      "[asset, hours, from].join()",
    ]);
    const out = join(dirname(path), "out");
    const args = ["report", path, "--asset", "ETH", "-p", "hours=5", "--parameter", "from=2025=x", "--out", out];
    expect(await command(args)).toMatchObject({ code: 0 });
    expect(await readFile(join(out, "study.html"), "utf8")).toContain("ETH,5,2025=x");
  });

  test("refuses what it does not know, in a line", async () => {
    const path = await makeNotebook(["parameters:let asset = 'BTC'"]);
    expect(await command(["report", path, "-p", "coin=BTC"])).toMatchObject({
      code: 1,
      stderr: 'error: unknown parameter "coin"; known: asset\n',
    });
    expect((await command(["report", path, "-p", "coin"])).stderr).toContain('"coin" is not name=value');
    const { code, stderr } = await command(["report", "no-such.ipynb"], { cwd: dirname(path) });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: there is no notebook no-such\.ipynb; in this folder there are: study\.ipynb; with this package come: .*\bopen-interest\b.*\n$/,
    );
    expect((await command(["report"])).stderr).toMatch(/^error: missing required argument 'notebook'/);
  });

  test("does not write over the notebook it runs", async () => {
    const path = await makeNotebook(["1"]);
    const { code, stderr } = await command(["report", path, "--out", dirname(path)]);
    expect(code).toBe(1);
    expect(stderr).toContain("lies in the folder of reports and would be written over; give another --out");
  });

  test("does not write over a notebook it reaches through a link", async () => {
    const path = await makeNotebook(["1"]);
    const before = await readFile(path, "utf8");
    const link = join(await mkdtemp(join(tmpdir(), "open-interest-")), "link");
    await symlink(dirname(path), link, "junction");
    for (const args of [
      [join(link, "study.ipynb"), "--out", dirname(path)],
      [path, "--out", link],
    ]) {
      const { code, stderr } = await command(["report", ...args]);
      expect(code).toBe(1);
      expect(stderr).toContain("would be written over; give another --out");
    }
    expect(await readFile(path, "utf8")).toBe(before);
  });

  test.skipIf(process.platform === "win32")("does not write over a notebook with a backslash in its name", async () => {
    const path = await makeNotebook(["1"], "a\\b");
    const before = await readFile(path, "utf8");
    expect(await command(["report", path, "--out", dirname(path)])).toMatchObject({ code: 1 });
    expect(await readFile(path, "utf8")).toBe(before);
  });

  test("is written where it was asked for, wherever a cell goes", async () => {
    const path = await makeNotebook(["process.chdir('/'); 1"]);
    const { code, stdout } = await command(["report", path, "--out", "out"], { cwd: dirname(path) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/ s: out.study\.html, /);
    expect((await readdir(join(dirname(path), "out"))).sort()).toEqual(["study.html", "study.ipynb"]);
  });

  test("refuses a folder it cannot write to before it runs a cell", async () => {
    const path = await makeNotebook(["1"]);
    const file = join(dirname(path), "file");
    await writeFile(file, "kept");
    await mkdir(join(dirname(path), "reports", "study.html"), { recursive: true });
    const clash = await command(["report", path], { cwd: dirname(path) });
    expect(clash.stderr).toMatch(/^error: .*study\.html is a folder, in the place of a file; give another --out\n$/);
    for (const out of [file, join(file, "deep")]) {
      const { code, stderr } = await command(["report", path, "--out", out]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error: .* cannot be written to \(E[A-Z]+\); give another --out\n$/);
      expect(stderr).toContain(out);
    }
    expect(await readFile(file, "utf8")).toBe("kept");
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "refuses a read-only folder before it runs a cell",
    async () => {
      const path = await makeNotebook(["1"]);
      const out = await mkdtemp(join(tmpdir(), "open-interest-"));
      await chmod(out, 0o555);
      expect((await command(["report", path, "--out", out])).stderr).toMatch(/^error: .*\(EACCES\)/);
    },
  );

  test("leaves no folder behind when nothing ran", async () => {
    const path = await makeNotebook(["1"]);
    const args = ["report", path, "-p", "coin=BTC", "--out", "new/deep"];
    expect(await command(args, { cwd: dirname(path) })).toMatchObject({ code: 1 });
    expect(await readdir(dirname(path))).toEqual(["study.ipynb"]);
  });

  test("fails with the cell, line, message and excerpt, and writes what ran", async () => {
    const path = await makeNotebook([
      "console.log('ran')",
      "md:## Breaks",
      "const a = 1;\nthrow new RangeError('a is ' + a)",
      "2",
    ]);
    const out = join(dirname(path), "out");
    const { code, stdout, stderr } = await command(["report", path, "--out", out]);
    expect(code).toBe(1);
    expect(stderr).toContain("[2/3] Breaks  failed\n");
    expect(stderr).toContain(
      "Cell 2 (Breaks), line 2 failed\nRangeError: a is 1\n    at cell 2, line 2:7\n\n  1 | const a = 1;\n> 2 | throw",
    );
    expect(stdout).toContain("incomplete: 1 of 3 cells");
    const html = await readFile(join(out, "study.html"), "utf8");
    expect(html).toContain("This report is incomplete.");
    expect(html).toContain("<pre>ran</pre>");
  });

  test("stopped by Ctrl-C, ends the cell, writes what ran and exits with 130", async () => {
    const wait = "await new Promise((resolve) => setTimeout(resolve, 1500)); 'waited'";
    const begun = "import { writeFileSync } from 'node:fs'; writeFileSync('begun', '');";
    const path = await makeNotebook(["1", `${begun} ${wait}`, wait, "'never'"]);
    const cwd = dirname(path);
    const whenThere = join(cwd, "begun");
    const { code, stdout, stderr } = await command(["report", path], { cwd, interruptAt: "[1/4]", whenThere });
    expect(code).toBe(130);
    expect(stderr).toContain("Stopping after this cell");
    expect(stdout).toContain("incomplete: 2 of 4 cells");
    const html = await readFile(join(dirname(path), "reports", "study.html"), "utf8");
    expect(html).toContain("<pre>waited</pre>");
    expect(html).toContain("This report is incomplete.");
  });

  test("does not wait for what a notebook leaves running", async () => {
    const path = await makeNotebook(["setInterval(() => {}, 1000); 1"]);
    expect(await command(["report", path], { cwd: dirname(path) })).toMatchObject({ code: 0 });
  });

  test("gives the same bytes again, in another time zone, language, folder and with a terminal's colours", async () => {
    const path = await makeNotebook([...sampleCells, "console.log({ a: 1, now: new Date(0) }); new Date(0)"]);
    const elsewhere = join(await mkdtemp(join(tmpdir(), "open-interest-")), "deep");
    await mkdir(elsewhere);
    const read = (folder: string) =>
      Promise.all(["study.html", "study.ipynb"].map((name) => readFile(join(folder, "reports", name))));
    await command(["report", path], { cwd: dirname(path), env: { TZ: "UTC" } });
    const env = { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8", FORCE_COLOR: "1" };
    await command(["report", path], { cwd: elsewhere, env });
    const [html, notebook] = await read(dirname(path));
    const [otherHtml, otherNotebook] = await read(elsewhere);
    expect(otherHtml?.equals(html as Buffer)).toBe(true);
    expect(otherNotebook?.equals(notebook as Buffer)).toBe(true);
    for (const text of [html, notebook].map(String)) {
      expect(text).not.toContain(dirname(path));
      expect(text).not.toContain(tmpdir());
    }
  });

  test("is there, with its version", async () => {
    expect(existsSync(main)).toBe(true);
    expect((await command(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("progress", () => {
  test("holds nothing that could steer a terminal", () => {
    let text = "";
    const show = showProgress({
      columns: 80,
      write: (part) => {
        text += part;
      },
    });
    show({ state: "done", number: 1, total: 1, heading: "a\u001b[2Jb\u0007c", seconds: 0 });
    expect(text).toBe("[1/1] a [2Jb c  0.0 s\n");
  });

  const written = (isTTY: boolean) => {
    let text = "";
    const show = showProgress({
      isTTY,
      columns: 30,
      write: (part) => {
        text += part;
      },
    });
    const cell = { number: 3, total: 12, heading: "A heading that is too long for it" };
    show({ ...cell, state: "running", seconds: 0 });
    show({ ...cell, heading: "Load", state: "running", seconds: 0, detail: "2 of 9: a.zip" });
    show({ ...cell, state: "done", seconds: 1.234 });
    return text;
  };

  test("is a line for each ended cell where there is no terminal", () => {
    expect(written(false)).toBe("[ 3/12] A heading tha…  1.2 s\n");
  });

  test("writes over the line of the running cell on a terminal", () => {
    expect(written(true)).toBe(
      "[ 3/12] A heading that is…  …\r\x1b[2K[ 3/12] Load: 2 of 9: a.z…  …\r\x1b[2K[ 3/12] A heading tha…  1.2 s\n",
    );
  });
});

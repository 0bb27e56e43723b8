import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { type ReportFormat, writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { isProcessGone } from "../../../lib/sources/is-process-gone.js";
import { hasBrowser } from "../../browser.js";
import { makeNotebook, notebookText } from "../make-notebook.js";

const read = (folder: string, names: readonly string[]) =>
  Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));

describe("writeReport", () => {
  test("writes a page and a notebook, or what is asked for, each once and called as the notebook", async () => {
    const path = await makeNotebook(["1 + 1"], "my study");
    const run = await runNotebook(path);
    const folder = join(dirname(path), "out", "deep");
    expect(await writeReport(run, folder)).toEqual({
      files: [
        { format: "html", path: join(folder, "my study.html") },
        { format: "ipynb", path: join(folder, "my study.ipynb") },
      ],
      html: join(folder, "my study.html"),
      notebook: join(folder, "my study.ipynb"),
    });
    expect((await readdir(folder)).sort()).toEqual(["my study.html", "my study.ipynb"]);
    const other = join(folder, "other");
    expect(await writeReport(run, other, { formats: ["md", "md"] })).toEqual({
      files: [{ format: "md", path: join(other, "my study.md") }],
    });
    expect(await readdir(other)).toEqual(["my study.md"]);
  });

  test("that cannot be made leaves all files of the earlier one", async () => {
    const path = await makeNotebook(["parameters:let n = 1", "n"]);
    const folder = join(dirname(path), "out");
    await writeReport(await runNotebook(path), folder, { formats: ["html", "ipynb", "md"] });
    const names = (await readdir(folder)).sort();
    const before = await read(folder, names);

    const later = await runNotebook(path, { parameters: { n: 2 } });
    const broken = Object.defineProperty({ ...later }, "data", {
      get: () => {
        throw new Error("no page");
      },
    });
    await expect(writeReport(broken, folder, { formats: ["html", "ipynb", "md"] })).rejects.toThrow("no page");
    expect(await read(folder, names)).toEqual(before);
  });

  test("with a folder in the place of one of its files writes none of them", async () => {
    const path = await makeNotebook(["1"]);
    const folder = join(dirname(path), "out");
    await mkdir(join(folder, "study.ipynb"), { recursive: true });
    await writeFile(join(folder, "study.html"), "earlier");
    await expect(writeReport(await runNotebook(path), folder)).rejects.toThrow(
      /study\.ipynb is a folder; give another place/,
    );
    expect((await readdir(folder)).sort()).toEqual(["study.html", "study.ipynb"]);
    expect(await readFile(join(folder, "study.html"), "utf8")).toBe("earlier");
  });

  test("in markdown leaves no picture of an earlier run, and nothing else is taken away", async () => {
    const picture = `({ [Symbol.for("Jupyter.display")]: () => ({ "image/svg+xml": "<svg/>" }) })`;
    const path = await makeNotebook([picture, picture]);
    const folder = join(dirname(path), "out");
    await writeReport(await runNotebook(path), folder, { formats: ["md"] });
    await writeFile(join(folder, "study_files", "mine.svg"), "");
    await writeFile(path, notebookText([picture]));
    await writeReport(await runNotebook(path), folder, { formats: ["md"] });
    expect((await readdir(join(folder, "study_files"))).sort()).toEqual(["figure-1.svg", "mine.svg"]);
  });

  test("writes the others when no browser can print, or the page if there are none, and tells why", async () => {
    const path = await makeNotebook(["1"]);
    const folder = join(dirname(path), "out");
    const run = await runNotebook(path);
    vi.stubEnv("CHROME_PATH", join(folder, "none"));
    try {
      const { files, noPdf } = await writeReport(run, folder, { formats: ["pdf", "md"] });
      expect(files).toEqual([{ format: "md", path: join(folder, "study.md") }]);
      expect(noPdf).toMatch(
        /^findBrowser: CHROME_PATH .*none is no program; give the path of a Chromium, Chrome or Edge$/,
      );
      expect(await readdir(folder)).toEqual(["study.md"]);
      await writeFile(join(folder, "study.pdf"), "earlier");
      const alone = await writeReport(run, folder, { formats: ["pdf"] });
      expect(alone.files).toEqual([{ format: "html", path: join(folder, "study.html") }]);
      expect(alone.noPdf).toMatch(/; study\.pdf is that of an earlier run$/);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("refuses an unknown format and none", async () => {
    const run = await runNotebook(await makeNotebook(["1"]));
    await expect(writeReport(run, "x", { formats: ["docx" as ReportFormat] })).rejects.toThrow(
      'writeReport: unknown format "docx"; known: html, ipynb, md, pdf',
    );
    await expect(writeReport(run, "x", { formats: [] })).rejects.toThrow(
      "writeReport: no format; give one of html, ipynb, md, pdf",
    );
  });
});

describe.skipIf(!hasBrowser)("a report as PDF (skipped where no Chromium is installed)", () => {
  test("is the same to the byte when it is printed again, and says nothing of the time", async () => {
    const run = await runNotebook(await makeNotebook(["md:# Printed", "({ a: 1 })"]));
    const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
    const printed = async () => {
      await writeReport(run, folder, { formats: ["pdf"] });
      return readFile(join(folder, "study.pdf"), "latin1");
    };
    const [first, second] = [await printed(), await printed()];
    expect(first.slice(0, 5)).toBe("%PDF-");
    expect(first).toContain("/CreationDate (D:19700101000000");
    expect(first).not.toContain(`D:${new Date().getUTCFullYear()}`);
    expect(second === first).toBe(true);
  });

  test("is given up when the browser takes too long, or does not print", async () => {
    const { reportPdf } = await import("../../../lib/report/files/report-pdf.js");
    const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
    const program = async (name: string, script: string) => {
      const path = join(folder, name);
      await writeFile(path, `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
      return path;
    };
    const slow = await program("slow", "exec sleep 60");
    await expect(reportPdf("", { browser: slow, timeLimit: 0.2 })).rejects.toThrow(
      `reportPdf: ${slow} did not end in 0.2 s; try another with CHROME_PATH`,
    );
    const quiet = await program("quiet", "exit 0");
    await expect(reportPdf("", { browser: quiet })).rejects.toThrow(`reportPdf: ${quiet} printed nothing`);
    const bad = await program("bad", "echo no display >&2; exit 3");
    await expect(reportPdf("", { browser: bad })).rejects.toThrow(`reportPdf: ${bad} failed (3): no display`);
    const gone = join(folder, "gone");
    await expect(reportPdf("", { browser: gone })).rejects.toThrow(`reportPdf: ${gone} failed (ENOENT)`);
  });

  test.skipIf(process.platform === "win32")(
    "is given up by its signal, with all that the browser started",
    async () => {
      const { reportPdf } = await import("../../../lib/report/files/report-pdf.js");
      const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
      const browser = join(folder, "browser");
      const pidFile = join(folder, "pid");
      await writeFile(browser, `#!/bin/sh\nsleep 60 &\necho $! > ${pidFile}.new\nmv ${pidFile}.new ${pidFile}\nwait\n`);
      await chmod(browser, 0o755);
      const controller = new AbortController();
      const printing = reportPdf("", { browser, signal: controller.signal });
      await expect.poll(() => existsSync(pidFile)).toBe(true);
      controller.abort();
      await expect(printing).rejects.toThrow("reportPdf: printing was stopped");
      const pid = Number(await readFile(pidFile, "utf8"));
      await expect.poll(() => isProcessGone(pid)).toBe(true);
      await expect(reportPdf("", { browser, signal: AbortSignal.abort() })).rejects.toThrow("printing was stopped");
    },
  );
});

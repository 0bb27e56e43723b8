import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeReport } from "../../../lib/report/files/write-report.js";
import type { ParameterValue } from "../../../lib/report/run/parameters.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../make-notebook.js";
import { cells, cellsAndFigure, edited, editedText, made, table, told, verified } from "./made-report.js";

describe("a report as it was made", () => {
  test.each(["html", "notebook"] as const)("is the same to the byte (%s)", async (kind) => {
    const verification = await verified((await made(cellsAndFigure, { parameters: { n: 4 } }))[kind]);
    expect(verification).toMatchObject({ same: true, sameBytes: true, sameOutputs: true, differences: [], notes: [] });
  });

  test("is the same elsewhere, where there is no notebook and another current folder", async () => {
    const { html } = await made();
    const copy = join(await mkdtemp(join(tmpdir(), "open-interest-")), "other.html");
    await writeFile(copy, await readFile(html));
    expect(await verified(copy)).toMatchObject({ same: true });
  });

  test("imports from beside the notebook that is named, or found above it", async () => {
    const source = await makeNotebook(["import { three } from './three.mjs'; three"]);
    await writeFile(join(dirname(source), "three.mjs"), "export const three = 3;");
    const folder = join(dirname(source), "out", "deep");
    await mkdir(folder, { recursive: true });
    const { html } = await writeReport(await runNotebook(source), folder);
    expect(await verified(html as string)).toMatchObject({ same: true });
    const copy = join(await mkdtemp(join(tmpdir(), "open-interest-")), "study.html");
    await writeFile(copy, await readFile(html as string));
    await expect(verified(copy)).rejects.toThrow(
      "verifyReport: it could not be found out: cell 1 ran to its end in the report and fails here with Error: Cannot find module './three.mjs' imported from ./study.ipynb; give the notebook with --notebook",
    );
    expect(await verified(copy, { notebook: source })).toMatchObject({ same: true });
  });

  test("that is incomplete is verified as far as it ran", async () => {
    const failing = await made([...cells, "throw new RangeError('at ' + n)", "1"]);
    const verification = await verified(failing.html);
    expect(verification).toMatchObject({ same: true, sameBytes: true });
    expect(verification.notes).toEqual(["the report is incomplete; it was verified as far as it ran: 4 of 5 cells"]);

    const controller = new AbortController();
    const stop = ({ number }: { number: number }) => number === 2 && controller.abort();
    const stopped = await made(cells, { parameters: { n: 5 }, signal: controller.signal, onProgress: stop });
    for (const path of [stopped.html, stopped.notebook]) {
      const again = await verified(path);
      expect(told(again)).toEqual([]);
      expect(again).toMatchObject({ same: true, sameBytes: true });
      expect(again.notes[0]).toContain("2 of 4 cells");
    }
  });

  test("that a time limit ended is verified up to that cell", async () => {
    const source = await makeNotebook(["'first'", "console.log('partial'); 2", "3"]);
    const run = await runNotebook(source);
    const error = { name: "TimeoutError", message: "the cell ran longer than its limit", frames: [] };
    const limited = {
      ...run,
      status: "failed" as const,
      done: 1,
      failure: { number: 2, heading: "", error },
      cells: run.cells.map((one, index) => (index < 2 ? one : { ...one, executionCount: null, outputs: [] })),
    };
    const { html } = await writeReport(limited, join(dirname(source), "reports"));
    const verification = await verified(html as string);
    expect(told(verification)).toEqual([]);
    expect(verification).toMatchObject({ same: true, sameBytes: true, sameOutputs: true });
    expect(verification.notes).toEqual([
      "the report is incomplete; it was verified as far as it ran: 1 of 3 cells",
      "cell 2 was ended in the middle: what it shows cannot be had again and is not verified",
    ]);
    const changed = await edited(html as string, "<pre>first</pre>", "<pre>fist</pre>");
    expect((await verified(changed)).same).toBe(false);
  });
});

describe("a changed number is found", () => {
  test("in a table of the page", async () => {
    const copy = await edited((await made()).html, "<td>12.3%</td>", "<td>12.9%</td>");
    const verification = await verified(copy);
    expect(verification).toMatchObject({ same: false, sameOutputs: false });
    expect(told(verification)).toEqual([
      `cell 2 (Regimes): ${editedText}`,
      "cell 2 (Regimes): table “Counts” row 2, “long buildup”, share: 12.9% → 12.3%",
    ]);
    expect(verification.differences.map(({ kind, cell }) => [kind, cell])).toEqual([
      ["edited", 2],
      ["cell", 2],
    ]);
  });

  test.each([
    ["printed text", "n is 3", "n is 8", "cell 3 (Regimes): text: “n is 8” → “n is 3”"],
    [
      "prose",
      "</strong> has 3 words",
      "</strong> has 4 words",
      "text under “Study”: text: “The text has 4 words.” → “The text has 3 words.”",
    ],
    [
      "the shown code",
      /hljs-number">3<\/span>/,
      'hljs-number">4</span>',
      "cell 1: its code: “let n = 4; let data = 'a';” → “let n = 3; let data = 'a';”",
    ],
  ])("in %s of the page", async (_, from, to, expected) => {
    const verification = await verified(await edited((await made()).html, from, to));
    expect(told(verification)[1]).toBe(expected);
    expect(verification.differences[0]?.kind).toBe("edited");
  });

  test("in a figure of the page, in its title and in its picture", async () => {
    const { gunzipSync, gzipSync } = await import("fflate");
    const { html } = await made(cellsAndFigure);
    const packed = /id="page_figures">([^<]*)</.exec(await readFile(html, "utf8"))?.[1] as string;
    const repacked = (from: string, to: string) => {
      const json = Buffer.from(gunzipSync(Buffer.from(packed, "base64"))).toString();
      expect(json).toContain(from);
      return Buffer.from(gzipSync(Buffer.from(json.replace(from, to)))).toString("base64");
    };
    const point = await verified(await edited(html, packed, repacked("[1,1.2,null,3]", "[1,1.5,null,3]")));
    expect(told(point)).toEqual([
      `cell 3 (Regimes): ${editedText}`,
      "cell 3 (Regimes): figure “Price”: trace price, point 2: 1.5 → 1.2",
    ]);
    const gap = await verified(await edited(html, packed, repacked("1.2,null", "1.2,7")));
    expect(told(gap)[1]).toBe("cell 3 (Regimes): figure “Price”: trace price, point 3: 7 → a gap");
    const broken = await verified(await edited(html, packed, "AAAA"));
    expect(told(broken)[0]).toBe(`cell 3 (Regimes): ${editedText}`);
    const picture = await verified(await edited(html, "data:image/svg+xml", "data:image/svg+xmI"));
    expect(told(picture)).toEqual([
      `cell 3 (Regimes): ${editedText}`,
      expect.stringContaining("cell 3 (Regimes): its form picture: “data:image/svg+xmI"),
    ]);
  });

  test("in the header and in the rest of the page", async () => {
    const { html } = await made();
    const title = await verified(await edited(html, "<h1>Study</h1>", "<h1>Stud</h1>"));
    expect(told(title)).toEqual([`header: ${editedText}`, "header: “Stud” → “Study”"]);
    const frame = await verified(await edited(html, "<title>Study</title>", "<title>Stud</title>"));
    expect(told(frame)).toEqual([`title of the page: ${editedText}: “<title>Stud</title>” → “<title>Study</title>”`]);
    const script = await verified(await edited(html, "</body>", "<script>steal()</script></body>"));
    expect(told(script)).toEqual([
      expect.stringMatching(/^scripts of the page: was edited .*: “….*<script>steal\(\)<\/script>” → “/s),
    ]);
    const listed = await made(["md:## One", "md:## Two"]);
    const contents = await verified(await edited(listed.html, ">One</a>", ">Won</a>"));
    expect(told(contents)).toEqual([expect.stringMatching(/^contents: was edited/)]);
  });

  test("in any form of the notebook", async () => {
    const { notebook } = await made(cellsAndFigure);
    const cell = "cell 2 (Regimes)";
    const json = await verified(await edited(notebook, /"12.3%"/, '"12.9%"'));
    expect(told(json)).toEqual([
      `${cell}: ${editedText}`,
      `${cell}: table “Counts” row 2, “long buildup”, share: 12.9% → 12.3%`,
    ]);
    const html = await verified(await edited(notebook, "<td>12.3%</td>", "<td>12.9%</td>"));
    expect(told(html)).toEqual([`${cell}: ${editedText}`, expect.stringContaining(`${cell}: its form text/html: “…`)]);
    const point = await verified(await edited(notebook, /1\.2,/, "1.25,"));
    expect(told(point)[1]).toBe("cell 3 (Regimes): figure “Price”: trace price, point 2: 1.25 → 1.2");
    const prose = await verified(await edited(notebook, "has 3 words", "has 4 words"));
    // The text of a notebook is its source: run again it says the same, and only its stamp tells.
    expect(told(prose)).toEqual([
      `text under “Study”: ${editedText}`,
      "notebook: the text of its cells is not what the stamp says",
    ]);
  });

  test("in the stamp, and where the stamp was made to fit", async () => {
    const { html } = await made();
    const stamp = await verified(await edited(html, '"trials":{"count":0', '"trials":{"count":9'));
    expect(told(stamp)).toEqual([`stamp: ${editedText}`, "trials: 9 variants tried → 0"]);
    const other = await made([...cells.slice(0, 3), table('"12.4%"'), cells[4]]);
    const sealOf = async (path: string) => /\[3,"([0-9a-f]{64})"\]/.exec(await readFile(path, "utf8"))?.[1] as string;
    const changed = await edited(html, "<td>12.3%</td>", "<td>12.4%</td>");
    const forged = await edited(changed, await sealOf(html), await sealOf(other.html));
    expect(told(await verified(forged))).toContain(
      "cell 2 (Regimes): table “Counts” row 2, “long buildup”, share: 12.4% → 12.3%",
    );
  });
});

describe("what a report was made of is held against what is there now", () => {
  const provenance = (name: string) => `
    const bytes = require("node:fs").readFileSync(${JSON.stringify(name)});
    const sha256 = require("node:crypto").createHash("sha256").update(bytes).digest("hex");
    const set = { provenance: { source: "csv", simulated: false, description: "d", files: [{ name: "prices.csv", sha256 }] } };
    Number(String(bytes))`;

  test("a changed data file", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "open-interest-")), "prices.csv");
    await writeFile(file, "1.5");
    const { html } = await made([provenance(file)]);
    expect(await verified(html)).toMatchObject({ same: true });
    await writeFile(file, "1.6");
    // printf 1.5 | sha256sum; printf 1.6 | sha256sum
    expect(told(await verified(html))).toEqual([
      "data: csv: file prices.csv has other bytes (sha256 9f29a130438b → ec6c168f4411)",
      "cell 1: text: “1.5” → “1.6”",
    ]);
    await writeFile(file, "1.50");
    const verification = await verified(html);
    expect(verification).toMatchObject({ same: false, sameOutputs: true });
    expect(verification.differences.map(({ kind }) => kind)).toEqual(["data"]);
  });

  test("a changed cell of the notebook", async () => {
    const { html, notebook, source } = await made(cells, { parameters: { n: 4 } });
    const text = await readFile(source, "utf8");
    await writeFile(source, text.replace("n is", "n was").replace("## Regimes", "## Regime"));
    for (const path of [html, notebook]) {
      const verification = await verified(path, { notebook: source });
      expect(verification).toMatchObject({ same: false, sameBytes: true, sameOutputs: true });
      expect(told(verification)).toEqual([
        "notebook: text under “Regimes” changed: “## Regimes” → “## Regime”",
        'notebook: cell 4 changed: “console.log("n is", n)” → “console.log("n was", n)”',
      ]);
    }
    const unasked = await verified(html);
    expect(unasked).toMatchObject({ same: true });
    expect(unasked.notes).toEqual([
      `${source} is not the notebook in the report; give it with --notebook to see what differs`,
    ]);
  });

  test("a cell that is new or gone", async () => {
    const { html } = await made(["1", "2", "3"]);
    const more = await makeNotebook(["1", "2", "2.5", "3"]);
    expect(told(await verified(html, { notebook: more }))).toEqual(["notebook: cell 3 is new: “2.5”"]);
    const fewer = await makeNotebook(["1", "3"]);
    expect(told(await verified(html, { notebook: fewer }))).toEqual(["notebook: cell 2 is gone: “2”"]);
  });

  test("a changed cell of the report itself", async () => {
    const { html, notebook } = await made(["let a = 20", "a + 1"]);
    const page = await verified(await edited(html, '"a + 1"', '"a + 2"'));
    expect(told(page)).toEqual([
      `stamp: ${editedText}`,
      "notebook: the text of its cells is not what the stamp says",
      "cell 2: its code: “a + 1” → “a + 2”",
      "cell 2: text: “21” → “22”",
    ]);
    const file = await verified(await edited(notebook, '"a + 1"', '"a + 2"'));
    expect(told(file)).toEqual([
      `cell 2: ${editedText}`,
      "notebook: the text of its cells is not what the stamp says",
      "cell 2: text: “21” → “22”",
    ]);
  });

  test("a changed parameter", async () => {
    const { html } = await made(cells, { parameters: { n: 4 } });
    const verification = await verified(html, { parameters: { n: 6 } });
    expect(told(verification).slice(0, 2)).toEqual([
      "parameters: n: 4 → 6",
      "cell 3 (Regimes): table “Counts” row 2, “long buildup”, share: 12.4% → 12.6%",
    ]);
    await expect(verified(html, { parameters: { m: 6 } })).rejects.toThrow('unknown parameter "m"; known: n, data');
    const forged = await verified(await edited(html, '{"name":"n","value":4', '{"name":"n","value":7'));
    expect(told(forged)).toContain("cell 3 (Regimes): table “Counts” row 2, “long buildup”, share: 12.4% → 12.7%");
  });

  test("other versions, beside which it says that the outputs are the same", async () => {
    const { html, source } = await made();
    await writeFile(join(dirname(source), "package-lock.json"), "{}");
    const locked = await verified(html);
    expect(locked).toMatchObject({ same: false, sameOutputs: true });
    expect(told(locked)).toEqual(["versions: package-lock.json not there → 44136fa355b3"]);
    const old = await edited(html, `"node":"${process.version}"`, '"node":"v18.0.0"');
    expect(told(await verified(old))).toContain(`versions: Node v18.0.0 → ${process.version}`);
  });

  test("a place on another machine, which has to be given, whatever it is called here", async () => {
    const at = (name: string): Record<string, ParameterValue> => ({ data: join(tmpdir(), name) });
    const { html } = await made([cells[0], "data.length; console.log(data)"], { parameters: at("market-data") });
    await expect(verified(html)).rejects.toThrow(
      'verifyReport: parameter "data" was a place on the machine that made study (…/market-data); give yours with -p data=…',
    );
    expect(await verified(html, { parameters: at("market-data") })).toMatchObject({ same: true, sameBytes: true });
    expect(await verified(html, { parameters: at("other-data") })).toMatchObject({ same: true, sameBytes: true });
  });

  test("a cell that fails now, and one that does not any more", async () => {
    const flag = join(await mkdtemp(join(tmpdir(), "open-interest-")), "flag");
    const failing = `if (require("node:fs").existsSync(${JSON.stringify(flag)})) throw new Error("no"); 1`;
    const { html, source } = await made(["1", failing, "3"]);
    await writeFile(flag, "");
    await expect(verified(html)).rejects.toThrow(
      "verifyReport: it could not be found out: cell 2 ran to its end in the report and fails here with Error: no; run from the project's folder, give the notebook with --notebook",
    );
    const failed = await writeReport(await runNotebook(source), join(dirname(source), "failed"));
    expect(await verified(failed.html as string)).toMatchObject({ same: true });
    const { rm } = await import("node:fs/promises");
    await rm(flag);
    const better = await verified(failed.html as string);
    expect(told(better)).toEqual(["run: cell 2 failed with Error: no → ran to its end"]);
  });
});

describe("a file that is no report", () => {
  test.each([
    ["a page", "<!doctype html><p>No"],
    ["a notebook", JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 })],
    ["an empty file", ""],
  ])("%s is refused", async (_, text) => {
    const path = join(await mkdtemp(join(tmpdir(), "open-interest-")), "file.html");
    await writeFile(path, text);
    await expect(verified(path)).rejects.toThrow(
      'verifyReport: file.html holds no stamp; give an .html or .ipynb file that "report" has written',
    );
  });

  test("a report that is cut short, or of a later version, is refused", async () => {
    const { html } = await made(["1"]);
    const version = await edited(html, '{"stamp":{"version":1', '{"stamp":{"version":2');
    await expect(verified(version)).rejects.toThrow(
      "the stamp in r.html is of version 2; known: 1; take a later release",
    );
    const broken = await edited(html, '{"stamp":{"version":1', '{"stamp":');
    await expect(verified(broken)).rejects.toThrow("the stamp in r.html is no JSON");
    const part = await edited(html, '"total":1', '"total":"1"');
    await expect(verified(part)).rejects.toThrow(
      "verifyReport: the stamp in r.html is not whole: stamp.total: Invalid",
    );
    const path = await edited(html, '"name":"study"', '"name":"../../study"');
    await expect(verified(path)).rejects.toThrow("stamp.name: is no name of a file");
    await expect(verified("no-such.html")).rejects.toThrow("verifyReport: no-such.html cannot be read (ENOENT)");
  });
});

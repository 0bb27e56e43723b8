import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { codeHash } from "../../../lib/report/stamp/code-hash.js";
import { edited, made, told, verified } from "./made-report.js";

const temporary = () => mkdtemp(join(tmpdir(), "open-interest-"));
const reading = `
  const { readFileSync } = require("node:fs");
  const bytes = readFileSync(path);
  const sha256 = require("node:crypto").createHash("sha256").update(bytes).digest("hex");
  if (String(bytes) === "broken") throw new RangeError("prices are broken");
  const set = { provenance: { source: "csv", simulated: false, description: "d", files: [{ name: "prices.csv", sha256 }] } };
  Number(String(bytes))`;

describe("a report whose cells fail here", () => {
  test("is not called different where a file is missing, and says what may help", async () => {
    const path = join(await temporary(), "prices.csv");
    await writeFile(path, "1.5");
    const { html } = await made(["parameters:let path = ''", "md:## Load", reading], { parameters: { path } });
    await expect(verified(html, { parameters: { path: `${path}x` } })).rejects.toThrow(
      /^verifyReport: it could not be found out: cell 3 \(Load\) ran to its end in the report and fails here with Error: ENOENT.*; run from the project's folder, give the notebook with --notebook, or say where the data is with -p path=…$/,
    );
  });

  test("differs where a file of its data has other bytes on which the cell fails, or the report was edited", async () => {
    const path = join(await temporary(), "prices.csv");
    await writeFile(path, "1.5");
    const { html } = await made(["parameters:let path = ''", reading, "3"], { parameters: { path } });
    const copy = await edited(html, "<pre>1.5", "<pre>1.7");
    await writeFile(path, "broken");
    const verification = await verified(html, { parameters: { path } });
    // printf 1.5 | sha256sum; printf broken | sha256sum
    expect(told(verification)).toEqual([
      "data: file prices.csv has other bytes (sha256 9f29a130438b → f526795c9539)",
      "run: ran to its end → cell 3 failed with RangeError: prices are broken",
    ]);
    await writeFile(path, "1.5");
    expect(await verified(copy, { parameters: { path } })).toMatchObject({ same: false });
  });
});

describe("parameters that are given now", () => {
  test("to a report that was given none, and the cells are held against their own", async () => {
    const { html, notebook } = await made(["parameters:let n = 3", "console.log('a')", "n", "console.log('b')"]);
    for (const path of [html, notebook]) {
      expect(told(await verified(path, { parameters: { n: 4 } }))).toEqual([
        "parameters: n: 3 → 4",
        "cell 3: text: “3” → “4”",
      ]);
      expect(told(await verified(path, { parameters: { n: 3 } }))[0]).toBe(
        "parameters: n: 3 (the notebook's own) → 3 (given)",
      );
    }
  });

  test("may tell a place from the current folder", async () => {
    const path = join(await temporary(), "prices.csv");
    await writeFile(path, "1.5");
    const { html } = await made(["parameters:let path = ''", "console.log(path)"], { parameters: { path } });
    const here = relative(process.cwd(), path);
    expect(await verified(html, { parameters: { path: here } })).toMatchObject({ same: true, sameBytes: true });
  });
});

describe("a notebook that is held against a report", () => {
  const picture = (data: string) => ({ "a.png": { "image/png": data } });
  test("differs where a picture in its text does, or a tag that has a meaning", async () => {
    const { html, source } = await made(["md:## Picture", "parameters:let n = 1", "n"]);
    const json = JSON.parse(await readFile(source, "utf8"));
    const other = async (change: (cells: Record<string, unknown>[]) => void) => {
      const copy = structuredClone(json);
      change(copy.cells);
      const path = join(await temporary(), "study.ipynb");
      await writeFile(path, JSON.stringify(copy));
      return told(await verified(html, { notebook: path }));
    };
    expect(await other(([text]) => Object.assign(text as object, { attachments: picture("AAAA") }))).toEqual([
      "notebook: text under “Picture” changed: attachment a.png is new",
    ]);
    expect(await other(([, , last]) => Object.assign(last as object, { metadata: { tags: ["summary"] } }))).toEqual([
      "notebook: cell 2 changed: tag summary is new",
    ]);
    expect(await other(([, , last]) => Object.assign(last as object, { metadata: { tags: ["mine"] } }))).toEqual([]);
  });

  test("has another hash with other attachments and tags, and none of its own for what does not count", () => {
    const cell = { cell_type: "markdown", source: "A", metadata: {} } as const;
    const hash = (more: object) => codeHash({ cells: [{ ...cell, ...more }] });
    expect(hash({ attachments: picture("AAAA") })).not.toBe(hash({ attachments: picture("BBBB") }));
    expect(hash({ metadata: { tags: ["summary"] } })).not.toBe(hash({}));
    expect(hash({ attachments: {}, metadata: { tags: ["mine"], x: 1 }, id: "b" })).toBe(hash({}));
  });
});

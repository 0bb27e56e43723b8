import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { notebookJson } from "../../../lib/report/files/notebook-json.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { cellHashes, resultHash } from "../../../lib/report/stamp/result-hash.js";
import { ownVersions, stamp } from "../../../lib/report/stamp/stamp.js";
import { trialOf } from "../../evidence/ledger/trial-of.js";
import { makeNotebook } from "../make-notebook.js";

const versions = { openInterest: "1.2.3", node: "v0.0.0" };
const stampOf = async (cells: readonly string[], parameters = {}) =>
  stamp(await runNotebook(await makeNotebook(cells), { parameters }), versions);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const bundle = (forms: object) => `({ [Symbol.for("Jupyter.display")]: () => (${JSON.stringify(forms)}) })`;

describe("a stamp", () => {
  test("tells what a run was made of", async () => {
    const made = await stampOf(["parameters:let seed = 7; let path = ''", "path"], { path: "/srv/data" });
    expect(made).toMatchObject({
      version: 1,
      name: "study",
      status: "complete",
      done: 3,
      total: 3,
      seed: 7,
      parameters: [
        { name: "seed", value: 7, given: false },
        { name: "path", value: "…/data", given: true, local: true },
      ],
      versions,
      trials: { count: 0, repeats: 0 },
    });
    expect(ownVersions().node).toBe(process.version);
  });

  test("tells the range of data as ISO times, and its rows, interval, hash and files", async () => {
    const data = `class Data {
      provenance = { source: "s", simulated: false, description: "d", files: [{ name: "f.csv", sha256: "ab" }] };
      asset = "BTC"; intervalMs = 3.6e6; funding = []; candles;
      openInterest = { unit: "base", times: new Float64Array(2), columns: [] }; openInterestUsd = this.openInterest;
      constructor() {
        const times = Float64Array.of(Date.UTC(2025, 6, 1, 1), Date.UTC(2025, 6, 1, 2));
        const close = { unit: "price", times, values: Float64Array.of(1, 2) };
        this.candles = { times, open: close, high: close, low: close, close };
      }
    }
    const data = new Data()`;
    expect((await stampOf([data])).data).toEqual([
      {
        source: "s",
        simulated: false,
        description: "d",
        asset: "BTC",
        intervalMs: 3_600_000,
        from: "2025-07-01T01:00Z",
        to: "2025-07-01T02:00Z",
        rows: 2,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        files: [{ name: "f.csv", sha256: "ab" }],
      },
    ]);
  });

  test("counts what was tried", async () => {
    const ledger = "globalThis[Symbol.for('open-interest.ledger')].own.getStore().ledger";
    const record = (sharpe: number) => `${ledger}.record(${JSON.stringify(trialOf(sharpe))});`;
    const run = await runNotebook(await makeNotebook([record(0.5) + record(0.25) + record(0.5)]));
    expect(stamp(run).trials).toMatchObject({ count: 2, repeats: 1 });
    expect(JSON.parse(notebookJson(run)).metadata["open-interest"].ledger.listed).toHaveLength(2);
  });

  // printf '%s' '[["markdown","# T"],["code","1 + 1"]]' | sha256sum
  const code = "20a157509d6ec3a84e9c1f35e349d0459b610b2e07b264c6dac68ce6140332a3";
  test("has a code hash of types and sources alone", async () => {
    expect((await stampOf(["md:# T", "1 + 1"])).code).toBe(code);
    const { cells, ...rest } = JSON.parse(notebookJson(await runNotebook(await makeNotebook(["md:# T", "1 + 1"]))));
    const path = await makeNotebook([]);
    const text = JSON.stringify({
      ...rest,
      cells: cells.map((cell: object) => ({ ...cell, id: undefined, metadata: { tags: ["new"] } })),
    });
    expect(stamp(await runNotebook(path, { text })).code).toBe(code);
    expect((await stampOf(["md:# T", "1 + 2"])).code).not.toBe(code);
    expect((await stampOf(["1 + 1", "md:# T"])).code).not.toBe(code);
  });

  test("has the same hashes with a parameter given and set in the notebook, but for the code", async () => {
    const given = await stampOf(["parameters:let n = 1", "n * 2"], { n: 4 });
    const set = await stampOf(["parameters:let n = 4", "n * 2"]);
    expect(given.result).toBe(set.result);
    expect(given.code).not.toBe(set.code);
    expect(given.code).toBe((await stampOf(["parameters:let n = 1", "n * 2"])).code);
  });
});

describe("the result hash", () => {
  // By hand, as the docstring says:
  // printf '%s' '[{"stream":"stdout","text":"hi\n"},{"text/plain":"0.30000000000000004"}]' and the like | sha256sum
  test("is that of the canonical JSON of the outputs, cell by cell", async () => {
    const run = await runNotebook(
      await makeNotebook([
        "console.log('hi'); 0.1 + 0.2",
        "let a = 1",
        bundle({ "application/json": { b: 0.1 + 0.2, a: 1 }, "text/html": "<b>", "text/plain": "x" }),
        "throw new RangeError('no')",
      ]),
    );
    const first = sha256('[{"stream":"stdout","text":"hi\\n"},{"text/plain":"0.30000000000000004"}]');
    const third = sha256('[{"application/json":{"a":1,"b":0.3}}]');
    const fourth = sha256('[{"error":"RangeError","message":"no"}]');
    const hashes = cellHashes(run.cells);
    expect(hashes).toEqual([
      { cell: 1, sha256: first },
      { cell: 3, sha256: third },
      { cell: 4, sha256: fourth },
    ]);
    expect(resultHash(hashes)).toBe(sha256(`${first}\n${third}\n${fourth}\n`));
  });

  test("does not see a figure's colour template, and sees its numbers and its title", async () => {
    const hash = async (y: number, title: string, template: string) =>
      (await stampOf([`({ data: [{ y: [${y}] }], layout: { title: "${title}", template: "${template}" } })`])).result;
    const one = await hash(1, "a", "light");
    expect(await hash(1, "a", "dark")).toBe(one);
    expect(await hash(1 + 1e-14, "a", "light")).toBe(one);
    expect(await hash(1 + 1e-10, "a", "light")).not.toBe(one);
    expect(await hash(1, "b", "light")).not.toBe(one);
  });

  const python = process.env.OPEN_INTEREST_PYTHON;
  test.skipIf(python === undefined)("can be computed from the report's notebook in another language", async () => {
    const run = await runNotebook(
      await makeNotebook(["console.log('a\\nb'); [1, 2.5]", "({ data: [{ y: [1 / 3, null, 2e9] }], layout: {} })"]),
    );
    const script = `
import hashlib, json, sys
def number(x):
    if isinstance(x, bool) or not isinstance(x, (int, float)): return x
    x = float("%.12g" % x)
    return int(x) if x == int(x) else x
def rounded(v):
    if isinstance(v, dict): return {k: rounded(one) for k, one in v.items()}
    return [rounded(one) for one in v] if isinstance(v, list) else number(v)
def joined(v): return "".join(v) if isinstance(v, list) else v
def result(o):
    if o["output_type"] == "stream": return {"stream": o["name"], "text": joined(o["text"])}
    forms = {m: v for m, v in o["data"].items() if m.endswith("json")}
    return forms or {m: joined(v) for m, v in o["data"].items()}
def sha(text): return hashlib.sha256(text.encode()).hexdigest()
hashes = ""
for cell in json.load(sys.stdin)["cells"]:
    if cell["cell_type"] == "code" and cell["outputs"]:
        outputs = rounded([result(o) for o in cell["outputs"]])
        hashes += sha(json.dumps(outputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False)) + "\\n"
print(sha(hashes))`;
    const computed = execFileSync(python as string, ["-c", script], { input: notebookJson(run), encoding: "utf8" });
    expect(computed.trim()).toBe(stamp(run).result);
  });
});

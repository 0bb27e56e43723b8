import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTypeService } from "../../../lib/kernel/types/start-type-service.js";
import type { Completion, TypeService } from "../../../lib/kernel/types/type-service.js";
import { isProcessGone } from "../../../lib/sources/is-process-gone.js";

let folder: string;
let types: TypeService;

const library = `/**
 * Twice a number.
 * @param x the number
 * @throws {RangeError} never
 */
export declare function twice(x: number): number;
export declare function load(options: { source: "binance" | "binance-archive" | "okx"; days?: number }): void;
`;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "types-")));
  writeFileSync(join(folder, "library.d.ts"), library);
  writeFileSync(join(folder, "helper.ts"), "export const help = 1;\n");
  types = startTypeService({ folder, library: join(folder, "library.d.ts") });
});

afterAll(() => {
  types.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => types.reset());

/** Completes at the mark `|`, which is taken out. */
async function complete(marked: string): Promise<{ code: string; texts: string[]; replaced: string } & Completion> {
  const offset = marked.indexOf("|");
  const code = marked.replace("|", "");
  const completion = await types.complete(code, offset);
  const texts = completion.matches.map(({ text }) => text);
  return { ...completion, code, texts, replaced: code.slice(completion.start, completion.end) };
}

test("members follow a dot", async () => {
  types.keep("const list = [1, 2]; let named = { first: 1, second: { third: 'x' } };");
  expect(await complete("list.|")).toMatchObject({ replaced: "", texts: expect.arrayContaining(["map", "length"]) });
  expect(await complete("named.|")).toMatchObject({ texts: ["first", "second"], start: 6, end: 6 });
  expect(await complete("named.sec|")).toMatchObject({ texts: ["second"], replaced: "sec" });
  expect(await complete("named.se|cond.third")).toMatchObject({ texts: ["second"], replaced: "second" });
  expect(await complete("`a $" + "{named.second.|} b`")).toMatchObject({ texts: ["third"] });
  expect(await complete("const s = '😀';\r\n\r\nnamed.fi|\r\nif (")).toMatchObject({
    texts: ["first"],
    replaced: "fi",
  });
  expect(await complete("oi.tw|")).toMatchObject({ matches: [{ text: "twice", type: "function" }] });
});

test("names of earlier cells come first, then those of the language; never ours", async () => {
  types.keep("const priceNow = 1; function priceOf() {}");
  types.keep("class PriceTable {}");
  const { texts, replaced, matches } = await complete("const priceHere = 2;\nconsole.log(pri|)");
  expect(texts).toEqual(["priceOf", "priceNow", "priceHere", "PriceTable"]);
  expect(replaced).toBe("pri");
  expect(matches[3]?.type).toBe("class");
  expect((await complete("Pri|")).texts[0]).toBe("PriceTable");
  expect((await complete("consol|")).texts).toEqual(["console"]);
  expect((await complete("Math.fro|")).texts).toEqual(["fround"]);
  expect((await complete("|")).texts).toEqual(expect.arrayContaining(["PriceTable", "console", "prompt"]));
  expect((await complete("awa|")).texts).toContain("await");
  const all = (await complete("|")).texts;
  expect(all.length).toBeLessThanOrEqual(500);
  expect(all.filter((text) => /open-?interest/i.test(text))).toEqual([]);
});

test("paths of modules are completed inside an import", async () => {
  const { texts, replaced } = await complete('import { help } from "./he|";');
  expect(texts).toContain("helper.ts");
  expect(replaced).toBe("he");
  expect(texts.join()).not.toContain("open-interest");
  expect(await complete('import * as fs from "node:f|"')).toMatchObject({
    texts: ["node:fs", "node:fs/promises"],
    replaced: "node:f",
  });
  expect((await complete('import { | } from "./helper.ts"')).texts).toContain("help");
});

test("strings and keys of options are offered", async () => {
  expect((await complete('oi.load({ source: "|')).texts).toEqual(["binance", "binance-archive", "okx"]);
  expect(await complete('oi.load({ source: "|" })')).toMatchObject({
    texts: ["binance", "binance-archive", "okx"],
    start: 19,
    end: 19,
  });
  expect(await complete('oi.load({ source: "binance-a|" })')).toMatchObject({
    texts: ["binance-archive"],
    replaced: "binance-a",
  });
  expect((await complete("oi.load({ | })")).texts).toEqual(["source", "days"]);
});

test("inspection gives the signature and the documentation", async () => {
  const shown = (await types.inspect("oi.twice(2)", 5, 0)) as Record<string, string>;
  expect(shown["text/plain"]).toContain("function twice(x: number): number");
  expect(shown["text/plain"]).toContain("Twice a number.");
  expect(shown["text/plain"]).toMatch(
    /^function twice[\s\S]*Parameters\n\n- x: the number\n\nThrows\n\n- RangeError never$/,
  );
  expect(shown["text/markdown"]).toContain("**Parameters**\n\n- `x`: the number\n\n**Throws**\n\n- `RangeError` never");
  expect(shown["text/markdown"]).toContain("```typescript");
  for (const code of ["oi.twice(", "oi.twice(Math.max(1, 2), ", "oi.twice"]) {
    expect(((await types.inspect(code, code.length, 0)) as Record<string, string>)["text/plain"]).toContain(
      "Twice a number.",
    );
  }
  const more = (await types.inspect("oi.twice", 4, 1)) as Record<string, string>;
  expect(more["text/plain"]).toContain("library.d.ts:6");
  types.keep("/** The rate. */\nconst rate = 1;");
  const own = (await types.inspect("\n  rate", 5, 1)) as Record<string, string>;
  expect(own["text/plain"]).toMatch(/rate: 1[\s\S]*The rate\.[\s\S]*an earlier cell/);
  expect(await types.inspect("  ", 1, 0)).toBeUndefined();
  expect(await types.inspect("", 0, 0)).toBeUndefined();
  expect(await types.inspect("nobodyDeclaredThis", 4, 0)).toBeUndefined();
  types.keep("class Candle {}\nconst candle = new Candle();");
  expect(((await types.inspect("candle", 2, 0)) as Record<string, string>)["text/plain"]).toBe("const candle: Candle");
});

/** Processes whose parent is this one and that run the compiler. */
function compilers(): number[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    try {
      const [, parent] = /^\d+ \(.*\) . (\d+)/.exec(readFileSync(`/proc/${id}/stat`, "utf8")) ?? [];
      const isOurs = Number(parent) === process.pid && readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--lsp");
      return isOurs ? [Number(id)] : [];
    } catch {
      return [];
    }
  });
}

test.runIf(process.platform === "linux")("a compiler that dies is told once and started again", async () => {
  const before = new Set(compilers());
  const service = startTypeService({ folder, oi: false });
  await service.check("1");
  service.keep("const kept = 1");
  await service.check("kept");
  const [own] = compilers().filter((id) => !before.has(id));
  const asked = service.check("kept.nothing; ".repeat(20_000));
  process.kill(own as number, "SIGKILL");
  await expect(asked).rejects.toThrow(
    "types: the TypeScript compiler has ended, by SIGKILL; it starts again at the next cell",
  );
  expect((await service.check("kept.nothing")).map(({ code }) => code)).toEqual([2339]);
  service.close();
  await expect(service.check("1")).rejects.toThrow("types: the service is closed");
});

test.runIf(process.platform === "linux")("the compiler ends when its parent is killed", async () => {
  const script = `const { spawn } = require("node:child_process");
import(${JSON.stringify(join(import.meta.dirname, "../../../node_modules/typescript/lib/getExePath.js"))}).then(({ default: path }) => {
  const child = spawn(path(), ["--lsp", "--stdio"]);
  child.once("spawn", () => { console.log(child.pid); setTimeout(() => process.kill(process.pid, "SIGKILL"), 50); });
});`;
  let pid = 0;
  try {
    execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
  } catch (error) {
    pid = Number((error as { stdout: string }).stdout);
  }
  expect(pid).toBeGreaterThan(0);
  await expect.poll(() => isProcessGone(pid)).toBe(true);
});

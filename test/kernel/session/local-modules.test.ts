import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locateModule } from "../../../lib/kernel/session/modules/module-sources.js";
import { createSession, type Session } from "../../../lib/kernel/session/session.js";

let folder: string;
let session: Session;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-modules-"));
  session = createSession({ file: join(folder, "notebook.ipynb"), onOutput: () => {} });
});

afterEach(() => {
  session.close();
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function cellValue(code: string): Promise<unknown> {
  const result = await session.run(code);
  if (result.status === "error") throw new Error(`${result.error.name}: ${result.error.message}`);
  return result.value;
}

describe("a local module", () => {
  test.each([
    ["by its name", "./signals.ts", "signals.ts"],
    ["by the name of what it is compiled to", "./signals.js", "signals.ts"],
    ["without an extension", "./signals", "signals.ts"],
    ["as the index of a folder", "./signals", "signals/index.ts"],
    ["in a folder above", "../NAME/signals.ts", "signals.ts"],
    ["as an ES module by extension", "./signals.mjs", "signals.mts"],
    ["as CommonJS by extension", "./signals.cts", "signals.cts"],
    ["with JSX allowed", "./signals", "signals.tsx"],
    ["as JavaScript", "./signals.mjs", "signals.mjs"],
  ])("is found %s", async (_, specifier, file) => {
    const types = file.endsWith("js") ? "" : ": number";
    write({ [file]: `export const answer${types} = 42; export default (x${types}) => x + 1` });
    const name = folder.slice(dirname(folder).length + 1);
    const from = JSON.stringify(specifier.replace("NAME", name));
    expect(await cellValue(`import next, { answer } from ${from}; [answer, next(1)]`)).toEqual([42, 2]);
  });

  test("has live names: what it assigns later, cells and functions of earlier cells see", async () => {
    write({
      "lb.ts":
        "let hidden = 1; export let counter = 0; export { hidden }; export const inc = () => { counter++; hidden *= 2 }",
    });
    expect(await cellValue('import { counter, hidden, inc } from "./lb.ts"; inc(); [counter, hidden]')).toEqual([1, 2]);
    expect(await cellValue("const read = () => counter; inc(); inc(); [read()]")).toEqual([3]);
    expect(session.names().get("counter")).toBe(3);
  });

  test("has names that a later cell may declare again in any way", async () => {
    write({ "lb.ts": "export let counter = 0; export const inc = () => { counter++ }" });
    await cellValue('import { counter, inc } from "./lb.ts"');
    await expect(cellValue("counter = 5")).rejects.toThrow("Assignment to constant");
    expect(await cellValue("var counter: number; inc(); counter")).toBe(0);
    expect(await cellValue("counter = 7; counter")).toBe(7);
    expect(await cellValue('import { counter } from "./lb.ts"; counter')).toBe(1);
    expect(await cellValue("let counter = 4; counter++; counter")).toBe(5);
    expect(await cellValue('import { counter } from "./lb.ts"; inc(); counter')).toBe(2);
    expect(await cellValue("function counter() { return 9 }; counter()")).toBe(9);
  });

  test("whose load was interrupted is loaded anew, and so is what imports it", async () => {
    const state = globalThis as { loads?: number };
    state.loads = 0;
    write({
      "slow.ts": "globalThis.loads++; if (globalThis.loads === 1) await new Promise(() => {}); export const q = 1",
      "user.ts": 'import { q } from "./slow.js"; export const r = q + 1',
    });
    const first = session.run('import { r } from "./user.ts"; r');
    await expect.poll(() => state.loads).toBe(1);
    session.interrupt();
    expect(await first).toMatchObject({ status: "error", error: { name: "Interrupted" } });
    expect(await cellValue('import { r } from "./user.ts"; r')).toBe(2);
    expect(await cellValue('import { q } from "./slow.ts"; q')).toBe(1);
    expect(state.loads).toBe(2);
    delete state.loads;
  });

  test("is found through paths, exports and imports of the project", async () => {
    write({
      "tsconfig.json":
        '{ /* a */ "compilerOptions": { // b\n "paths": { "@lib/*": ["./lib/*"], "exact": ["./lib/a.ts"], } } }',
      "package.json": JSON.stringify({
        name: "mine",
        exports: { "./*": "./lib/*.ts" },
        imports: { "#a": "./lib/a.ts" },
      }),
      "lib/a.ts": "export const a: string = 'a'",
    });
    const cell = ["@lib/a", "exact", "mine/a", "#a", "./lib/a"].map((one, i) => `import { a as a${i} } from "${one}"`);
    expect(await cellValue(`${cell.join("\n")}\na0 + a1 + a2 + a3 + a4`)).toBe("aaaaa");
  });

  test("keeps TypeScript's constructs, types between modules and JSON", async () => {
    write({
      "a.ts": `import { type B, b, Side } from "./b"; import data from "./data.json";
        import type { Gone } from "./gone"; export { b as again } from "./b"; export * from "./b"; export * as all from "./b"
        export class A { constructor(readonly x: B = { v: b + data.k }) {} } export default Side`,
      "b.ts": "export interface B { v: number } export const b = 1; export enum Side { Long, Short }; export default 3",
      "data.json": '{ "k": 10 }',
    });
    expect(
      await cellValue('import S, * as a from "./a"; [new a.A().x.v, S.Short, a.again, a.b, a.all.b, a.all.default]'),
    ).toEqual([11, 1, 1, 1, 1, 3]);
  });

  test("follows what another assigns, also where both import each other", async () => {
    write({
      "a.ts":
        'import { twice, seen } from "./b"; export let n = 1; export const up = () => ++n; export const s = () => seen\nexport function hoisted() { return "early" }\nexport const t = () => twice()',
      "b.ts": 'import { n, hoisted } from "./a"; export const twice = () => 2 * n; export const seen = hoisted()',
    });
    expect(await cellValue('import * as a from "./a"; a.up(); [a.n, a.t(), a.s()]')).toEqual([2, 4, "early"]);
  });

  test("may await at its top level, import when called, and know its place", async () => {
    write({
      "a.ts":
        'export const late = await Promise.resolve(1); export const load = () => import("./b"); export const m = import.meta',
      "b.ts": "export const b = 2",
    });
    expect(
      await cellValue('import { late, load, m } from "./a"; [late, (await load()).b, m.dirname, m.filename]'),
    ).toEqual([1, 2, folder, join(folder, "a.ts")]);
  });

  test("tells where its text is wrong", async () => {
    write({ "bad.ts": "export const a = 1;\nconst b: = 2;" });
    await expect(cellValue('import { a } from "./bad.ts"')).rejects.toThrow(
      "SyntaxError: ./bad.ts, line 2:10: Unexpected",
    );
    const failed = await session.run('1;\nimport { a } from "./bad.ts"');
    expect(failed).toMatchObject({
      error: {
        frames: [{ cell: 0, file: "bad.ts", line: 2, column: 10 }],
        excerpt: "  1 | export const a = 1;\n> 2 | const b: = 2;\n    |          ^",
      },
    });
    write({ "bad.ts": "export const a = 1;" });
    expect(await cellValue('import { a } from "./bad.ts"; a')).toBe(1);
  });

  test("keeps the places of its text for stacks", async () => {
    const text =
      "interface A { x: 1 }\nexport function fail(): never {\n  const a: number = 1;\n  throw new Error('x' + a);\n}";
    write({ "a.ts": text });
    const stack = (await cellValue(
      'import { fail } from "./a"; let s; try { fail() } catch (e: any) { s = e.stack } s',
    )) as string;
    expect(stack).toContain("at fail (a.ts, line 4:9)");
    expect(locateModule("file:///unknown.ts", 1, 1)).toBe(undefined);
  });

  test("that does not exist, or lacks an export, is an error that names it", async () => {
    write({ "a.ts": "export const a = 1", "b.ts": 'import { nope } from "./a"; export const b = nope' });
    await expect(cellValue('import { x } from "./missing.ts"; x')).rejects.toThrow(/missing\.ts/);
    await expect(cellValue('import { nope } from "./a"; nope')).rejects.toThrow('"./a" has no export named "nope"');
    await expect(cellValue('import { b } from "./b"; b')).rejects.toThrow('b.ts: "./a" has no export named "nope"');
    await expect(cellValue('import { a } from "./a"; a = 2')).rejects.toThrow('Assignment to constant variable "a"');
  });

  test("cannot be required, which says what to do", async () => {
    write({ "a.ts": "export const a = 1" });
    await expect(cellValue('require("./a.ts")')).rejects.toThrow(
      'require: "./a.ts" is TypeScript; import it: import * as name from "./a.ts"',
    );
  });

  test("is not run from node_modules", async () => {
    write({ "node_modules/raw/package.json": '{ "main": "index.ts" }', "node_modules/raw/index.ts": "export {}" });
    await expect(cellValue('import "raw"')).rejects.toThrow(/"raw" is TypeScript in node_modules/);
  });
});

describe("a module that changed", () => {
  const files = {
    "top.ts": 'import { middle } from "./middle"; export const top = () => "top " + middle()',
    "middle.ts": 'import { low } from "./low.js"; export const middle = () => "middle " + low; export const own = {}',
    "low.ts": "export const low: string = 'one'",
    "apart.ts": "export let calls = 0; export const call = () => ++calls",
  };

  test("is run anew, with those that import it, and the others keep their state", async () => {
    write(files);
    const cell = 'import { top } from "./top"; import { call } from "./apart"; [top(), call()]';
    expect(await cellValue(cell)).toEqual(["top middle one", 1]);
    expect(await cellValue(cell)).toEqual(["top middle one", 2]);
    await cellValue("const before = top");
    write({ "low.ts": "export const low: string = 'second'" });
    expect(await cellValue(cell)).toEqual(["top middle second", 3]);
    expect(await cellValue("[before(), before === top]")).toEqual(["top middle one", false]);
  });

  test("does not run again what it imports", async () => {
    write(files);
    await cellValue('import { top } from "./top"; import * as m from "./middle"; const own = m.own');
    write({ "top.ts": `${files["top.ts"]};` });
    expect(await cellValue('import * as m2 from "./middle"; import * as t from "./top"; m2.own === own')).toBe(true);
  });

  test("is run anew by import() too, and after an error of its own", async () => {
    write({ "a.ts": "throw new Error('broken')" });
    await expect(cellValue('await import("./a")')).rejects.toThrow("broken");
    write({ "a.ts": "export const fixed = true" });
    expect(await cellValue('(await import("./a")).fixed')).toBe(true);
  });

  test("of JSON or CommonJS gives what it says now", async () => {
    write({ "d.json": "[1]", "c.cjs": "exports.c = 1" });
    const cell = 'import d from "./d.json"; import { c } from "./c.cjs"; [d, c]';
    expect(await cellValue(cell)).toEqual([[1], 1]);
    write({ "d.json": "[1, 2]", "c.cjs": "exports.c = 22" });
    expect(await cellValue(cell)).toEqual([[1, 2], 22]);
  });
});

test("oi is the folder's own copy of the library, and the one that an import gives", async () => {
  write({
    "node_modules/open-interest/package.json": '{ "name": "open-interest", "type": "module", "exports": "./index.js" }',
    "node_modules/open-interest/index.js": "export const version = 'another'; export class Series {}",
  });
  const own = createSession({ file: join(folder, "notebook.ipynb"), onOutput: () => {}, oi: true });
  const result = await own.run('import * as other from "open-interest"; [oi.version, other.Series === oi.Series]');
  own.close();
  expect(result).toMatchObject({ value: ["another", true] });
});

import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTypeService } from "../../../lib/kernel/types/start-type-service.js";
import type { TypeService } from "../../../lib/kernel/types/type-service.js";
import { problemsOf } from "./problems-of.js";

let folder: string;
let types: TypeService;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "types-")));
  types = startTypeService({ folder, oi: false });
});

afterAll(() => {
  types.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => types.reset());

const run = (...cells: string[]): Promise<string[][]> => problemsOf(types, cells);

// What is pushed or assigned makes the type, as `tsc --strict` has it; in later cells it is any, as for other files.
test("what begins empty takes what comes, in the same cell and in later ones", async () => {
  const rows = [
    "const rows = []; for (let i = 0; i < 3; i++) rows.push({ i })",
    "rows.push('x')",
    "const row = rows[0]",
  ];
  expect(await run(...rows, "row.anything; rows.push(row); rows.nothing")).toEqual([[], [], [], ["2339@1:36"]]);
  const best = ["let best = null; for (const v of [1, 2]) if (best === null || v > best) best = v", "best = 'x'"];
  expect(await run(...best, "best.length", "let acc = undefined; acc = [1]; acc.push(2)", "acc = [3]")).toEqual([
    [],
    [],
    [],
    [],
    [],
  ]);
  const inside = "function f() { const list = []; list.push(1); return list }\nf() satisfies number[]; f().push('x')";
  expect(await run(inside, "let late; late = 1; late.toFixed()", "late = 'x'; late.length")).toEqual([
    ["2345@2:34"],
    [],
    [],
  ]);
});

test("any type may go unsaid", async () => {
  const code = `function f(x, { y }, ...rest) { return [x, y, rest] } var o = { a: null as null }; o["b" as string];
let later; const read = () => later; later = 1; read(); class A { field; set v(x) {} } function g() { return g() }
const made = new (function () {} as () => void)(); import "no-types"; globalThis.nothing; let { z } = f as any;`;
  const found = (await run(code)).flat().filter((problem) => !/^(?:2307|2882)@/.test(problem));
  expect(found).toEqual([]);
});

test("a first line for an interpreter and a byte order mark are no mistakes", async () => {
  expect(await run("#!/usr/bin/env -S node --import x\nconst a: string = 1", "\uFEFFconst b: string = 1; a")).toEqual([
    ["2322@2:7"],
    ["2322@1:8"],
  ]);
  expect(await run("\uFEFF#!/usr/bin/env node\nexport const c = 1", "c.x", "const d = 1\n#!x")).toEqual([
    [],
    ["2339@1:3"],
    ["18026@2:1", "2304@2:3"],
  ]);
});

test("messages name types as the author did", async () => {
  await run("class Candle { close = 1 }", "const candle = new Candle()", "class Candle { open = 1 }");
  const [problem] = await types.check("const other: Candle = candle");
  expect(problem?.message).toBe("Property 'open' is missing in type 'Candle' but required in type 'Candle'.");
});

test("what the running Node lacks is a problem", async () => {
  const names = ["Object.groupBy", "Array.fromAsync", "Set.prototype.union", "Promise.withResolvers", "Promise.try"];
  for (const name of [...names, "Array.prototype.toSorted", "String.prototype.isWellFormed"]) {
    const isThere = runInThisContext(`typeof ${name}`) === "function";
    const problems = await types.check(`${name};`);
    expect([name, problems.length]).toEqual([name, isThere ? 0 : 1]);
    if (!isThere) expect(problems[0]?.message).toMatch(/ Node v[\d.]+ does not have it\.$/);
  }
});

test("the dialogs of a browser are known", async () => {
  const code = `confirm("Go?") satisfies boolean; alert("Done"); prompt("a", "b") satisfies string; prompt("a", null); prompt();
prompt("a", { password: true }); prompt("a", { default: "b" }); prompt("a", { secret: true })`;
  expect(await run(code)).toEqual([["2353@2:79"]]);
});

test("mistakes in imported project files are told at the import, until they are mended", async () => {
  const write = (name: string, text: string, time: number): void => {
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), time, time);
  };
  write("base.ts", "export const base: number = 1;\n", 1);
  write("signals.ts", 'import { base } from "./base.ts";\nexport function twice(x) { return 2 * x + base; }\n', 1);
  const code = 'const before = 1;\n  import { twice } from "./signals.ts"; twice(1)';
  expect(await run(code)).toEqual([[]]);
  write("signals.ts", 'import { base } from "./base.ts";\nexport const twice = (x: number): string => x + base;\n', 2);
  const told = [
    { line: 2, column: 3, code: 2322, message: expect.stringMatching(/^\.\/signals\.ts\(2,45\): Type 'number'/) },
  ];
  expect(await types.check(code)).toEqual(told);
  expect(await types.check(code)).toEqual(told);
  expect(await run("// import './signals.ts'", 'import type { twice as T } from "./signals.ts"')).toEqual([[], []]);
  write("signals.ts", 'import { base } from "./base.ts";\nexport const twice = (x: number): number => x + base;\n', 3);
  expect(await run(code)).toEqual([[]]);
  write("base.ts", 'export const base: number = "x";\n', 2);
  expect((await types.check(code)).map(({ message }) => message)).toEqual([
    "./base.ts(1,14): Type 'string' is not assignable to type 'number'.",
  ]);
});

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTypeService } from "../../../lib/kernel/types/start-type-service.js";
import type { TypeService } from "../../../lib/kernel/types/type-service.js";
import { problemsOf } from "./problems-of.js";

let folder: string;
let types: TypeService;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "types-")));
  types = startTypeService({ folder, library: join(folder, "library.d.ts") });
  writeFileSync(
    join(folder, "library.d.ts"),
    "/** Twice a number. */\nexport declare function twice(x: number): number;\n",
  );
});

afterAll(() => {
  types.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => types.reset());

const run = (...cells: string[]): Promise<string[][]> => problemsOf(types, cells);

test("a cell without mistakes has no problems", async () => {
  expect(await run("1 + 1", "", "// nothing", "const a = 1; a")).toEqual([[], [], [], []]);
});

test("a cell that is an object literal is checked as one", async () => {
  const cells = ["const a = 1", "{ a, b: 2 }", "{\n  a: a.nothing, b: 2 }", "{ a; nothing }"];
  expect(await run(...cells)).toEqual([[], [], ["2339@2:8"], ["2304@1:6"]]);
});

test("problems come in the author's lines and columns", async () => {
  const code = "\r\n\r\n/* 😀 */ const text: string = 1;\r\n  text.nothing";
  expect(await run("const a = 1", `${code}; a`)).toEqual([[], ["2322@3:16", "2339@4:8"]]);
});

test("later cells see what earlier ones declare, values and types", async () => {
  const declaring = `const one = 1; let two = "b"; var { three } = { three: [3] };
function four(x: number) { return x; }
class Five { value = 5 }
enum Six { A, B }
namespace Seven { export const value = 7; export type T = string }
interface Eight { value: number }
type Nine<T> = { value: T };
import * as path from "node:path";
import { type Stats, readFileSync as read } from "node:fs";
for (var ten = 0; ten < 1; ten++);
export const eleven = 11;
export { one as renamed };
function* twelve() { yield 1 }
export default function thirteen() { return 13 }`;
  const using = `one satisfies 1; two satisfies string; three satisfies number[]; four(4) satisfies number;
const five: Five = new Five(); const six: Six = Six.A; const seven: Seven.T = String(Seven.value);
const eight: Eight = { value: 8 }; const nine: Nine<string> = { value: "9" }; path.join("a") satisfies string;
const stats: Stats = {} as Stats; read("x", "utf8") satisfies string; ten satisfies number; eleven satisfies 11;
[...twelve()] satisfies number[]; thirteen() satisfies number;`;
  const wrong = `const a: string = one; const b: number = two; four("x"); new Five().nothing; Six.C; Seven.nothing;
const c: Eight = {}; const d: Nine<string> = { value: 1 };`;
  expect(await run(declaring, using, wrong)).toEqual([
    [],
    [],
    ["2322@1:7", "2322@1:30", "2345@1:52", "2339@1:69", "2339@1:82", "2339@1:91", "2741@2:7", "2322@2:48"],
  ]);
});

test("a name may be declared again, also with another type and by the same cell", async () => {
  const cells = [
    "const a = 1",
    "const a = 1",
    'let a = "x"',
    "a.toUpperCase()",
    "a.toFixed()",
    "class a {}",
    "new a()",
  ];
  expect(await run(...cells)).toEqual([[], [], [], [], ["2551@1:3"], [], []]);
});

test("a later assignment is checked", async () => {
  expect(
    await run(
      "let a = 1; var b: string | undefined; const c = 1; function f() {} class D {}",
      "a = 2; a++; b = 'x'; b.length",
      "a = 'x'; b = 1",
      "c = 2",
      "f = 1; D = 1",
      "a satisfies number",
    ),
  ).toEqual([[], [], ["2322@1:1", "2322@1:10"], ["2588@1:1"], ["2630@1:1", "2629@1:8"], []]);
});

test("functions keep the types they had when a name they use is declared again", async () => {
  expect(await run("let rate = 1", "function f() { return rate }", 'let rate = "x"', "f() satisfies number")).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

test("modern syntax and the names of Node are known", async () => {
  const code = `const text = await Promise.resolve("x"); for await (const x of [1]) x;
{ using file = { [Symbol.dispose]() {} }; file; }
import.meta.url; import.meta.dirname; process.argv; Buffer.from("x"); require("node:fs"); fetch("x"); console.log(1);
function logged(value: Function, context: ClassMethodDecoratorContext) {}
class A { @logged method() {} }
label: for (;;) break;
const generic = <T>(x: T) => x; const cast = <number>(1 as unknown);
function loose(x) { return x } try {} catch (error) { error.message }
prompt("name") satisfies string; Deno.jupyter.html\`<b>\`;
import { display } from "tslab"; display.html("x");
const m = await import("node:os"); m.cpus();
const buffer = setTimeout(() => {}, 1); clearTimeout(buffer)`;
  expect(await run(code)).toEqual([[]]);
});

test("the library is there as oi, unless a cell declares that name", async () => {
  const cells = ["oi.twice(2) satisfies number", "oi.thrice()", 'import { twice } from "open-interest"; twice("x")'];
  expect(await run(...cells)).toEqual([[], ["2339@1:4"], ["2345@1:46"]]);
  expect(await run("const oi = 1; oi.toFixed()", "oi.toFixed()")).toEqual([[], []]);
});

test("a cell that asks for it is not checked", async () => {
  const cells = ["// @ts-nocheck\nconst a: string = 1", "/* a */ // b\n// @ts-nocheck\nlet x: string = 1", "a"];
  expect(await run(...cells)).toEqual([[], [], []]);
});

test("declarations of global names hold for all cells", async () => {
  const declaring = "declare global { var shared: number; interface Array<T> { third: T } } export {}";
  expect(await run(declaring, "const other = 1", "shared.toFixed(); [1].third.toFixed()", "shared.x")).toEqual([
    [],
    [],
    [],
    ["2339@1:8"],
  ]);
});

test("imported project files are found, and an edit counts for the next cell", async () => {
  writeFileSync(join(folder, "inner.ts"), "export const value = 1;\n");
  writeFileSync(join(folder, "mod.ts"), 'export { value } from "./inner.js";\n');
  writeFileSync(join(folder, "data.json"), '{ "rate": 1 }');
  const code = 'import { value } from "./mod.ts"; value.toFixed()';
  expect(await run(code, 'import * as m from "./mod.js"; m.value.toFixed()')).toEqual([[], []]);
  expect(await run('import data from "./data.json"; data.rate.toFixed(); data.x')).toEqual([["2339@1:59"]]);
  writeFileSync(join(folder, "inner.ts"), 'export const value = "x";\n');
  utimesSync(join(folder, "inner.ts"), 1, 1);
  expect(await run(code)).toEqual([["2551@1:41"]]);
  expect(await run('import { late } from "./late.ts"; late')).toEqual([["2307@1:22"]]);
  writeFileSync(join(folder, "late.ts"), "export const late = 1;\n");
  expect(await run('import { late } from "./late.ts"; late')).toEqual([[]]);
});

test("nothing is written to the notebook's folder", async () => {
  await run("const a = 1", "a");
  expect(readdirSync(folder).filter((name) => name.startsWith(".") || name === "tsconfig.json")).toEqual([]);
});

test("the settings of the folder hold, its own or those above it", async () => {
  const project = mkdtempSync(join(folder, "project-"));
  const inner = join(project, "notebooks");
  mkdirSync(inner);
  writeFileSync(join(project, "base.json"), '{ "compilerOptions": { "noImplicitAny": true } }');
  writeFileSync(
    join(project, "tsconfig.json"),
    '{ "extends": "./base.json", // a comment\n "compilerOptions": { "strict": true, "lib": ["ES2023", "DOM"], "noUnusedLocals": true, "paths": { "@lib/*": ["./src/*"] }, }, "include": ["**/*"] }',
  );
  mkdirSync(join(project, "src"));
  writeFileSync(join(project, "src", "a.ts"), "export const a = 1;\n");
  for (const place of [project, inner]) {
    const service = startTypeService({ folder: place, oi: false });
    const problems = await service.check(
      'import { a } from "@lib/a.ts"; a.x;\nfunction f(x) {} document.title; const unused = 1; oi',
    );
    expect(problems.map(({ code, line }) => `${code}@${line}`)).toEqual(["2339@1", "7006@2", "2304@2"]);
    service.close();
  }
});

test("cells share documents without meaning anything else", async () => {
  const narrowed = ['let mode: "a" | "b" = "a"', "const copy = mode", 'copy === "b"; mode === "b"'];
  expect(await run(...narrowed)).toEqual([[], [], []]);
  const shadowed = [
    "const made = new Map<string, number>(); made.keys()",
    "class Map {}",
    "made.get('x'); new Map().x",
  ];
  expect(await run(...shadowed)).toEqual([[], [], ["2339@1:26"]]);
  const stopped = [
    'const either = "x" as number | string; throw new Error("on purpose")',
    'const text = typeof either === "string" ? either : "n"',
    "text.length",
  ];
  expect(await run(...stopped)).toEqual([[], [], []]);
  const awaited = ['import { readFile } from "node:fs/promises"', 'const content = await readFile("x", "utf8")'];
  expect(await run(...awaited, "content.length; readFile(content).x")).toEqual([[], [], ["2339@1:35"]]);
  expect(await run("const same = 1", "const same = 1", "same.x", "const later = same", "later.x")).toEqual([
    [],
    [],
    ["2339@1:6"],
    [],
    ["2339@1:7"],
  ]);
});

test("what a cell declares for all does not hold before it is kept", async () => {
  expect(await types.check("declare global { var refused: number } export {}")).toEqual([]);
  expect((await types.check("refused")).map(({ code }) => code)).toEqual([2304]);
});

test("more documents are opened when cells cannot share one", async () => {
  for (let index = 0; index < 80; index++) types.keep(`const again = ${index}; const kept${index} = again`);
  expect(await run("kept0 satisfies 0; kept79 satisfies 79; again satisfies 79; kept40.x")).toEqual([["2339@1:68"]]);
});

// A pipe that nobody writes to stops whoever reads it.
test.skipIf(process.platform === "win32")("a project above is not loaded", async () => {
  const project = mkdtempSync(join(folder, "project-"));
  const inner = join(project, "notebooks");
  mkdirSync(inner);
  execFileSync("mkfifo", [join(project, "pipe.ts")]);
  writeFileSync(join(project, "tsconfig.json"), '{ "files": ["pipe.ts"] }');
  const service = startTypeService({ folder: inner, oi: false });
  expect((await service.check("const a: string = 1")).map(({ code }) => code)).toEqual([2322]);
  expect((await service.complete("consol", 6)).matches.map(({ text }) => text)).toContain("console");
  service.close();
});

test("a thousand cells keep few documents and their names", async () => {
  for (let index = 0; index < 1000; index++) types.keep(`const value = ${index}; let last = ${index % 7}; value`);
  expect(await run("value satisfies 999; last satisfies number; value.x")).toEqual([["2339@1:51"]]);
});

// The compiler itself, on one file with the text of all cells, says the same.
test("problems are those of the compiler", async () => {
  const cells = [
    "interface Point { x: number; y: number }\nconst origin: Point = { x: 0, y: 0 };",
    'function distance(a: Point, b: Point): number { return Math.hypot(a.x - b.x, a.y - b.y); }\ndistance(origin, "x");',
    "let total = 0;\nfor (const p of [origin]) total += p.z;",
    'total = "many";\norigin = { x: 1, y: 1 };',
    "class Stack<T> { #items: T[] = []; push(item: T) { this.#items.push(item); } pop() { return this.#items.pop(); } }",
    "const stack = new Stack<number>(); stack.push('x');\nconst top: number = stack.pop();",
    "type Keys = keyof Point; const key: Keys = 'z';\nundefinedName;\nMath.hypot('1');",
    "const [first, second] = [1, 'a'] as const; first = 2;\nsecond.toFixed();\nawait distance(origin);",
  ];
  const text = cells.join("\n");
  const file = join(folder, "oracle.mts");
  writeFileSync(file, `${text}\nexport {};\n`);
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const flags = "--noEmit --strict --target esnext --module nodenext --skipLibCheck --pretty false --ignoreConfig";
  let said = "";
  try {
    execFileSync(process.execPath, [compiler, ...flags.split(" "), file], { encoding: "utf8", cwd: folder });
  } catch (error) {
    said = (error as { stdout: string }).stdout;
  }
  const expected = [...said.matchAll(/\((\d+),(\d+)\): error TS(\d+)/g)].map(
    ([, line, column, code]) => `${code}@${line}:${column}`,
  );
  const found: string[] = [];
  let before = 0;
  for (const code of cells) {
    for (const problem of await types.check(code)) {
      found.push(`${problem.code}@${problem.line + before}:${problem.column}`);
    }
    types.keep(code);
    before += code.split("\n").length;
  }
  expect(expected.length).toBeGreaterThan(8);
  expect(found).toEqual(expected);
});

import { describe, expect, test } from "vitest";
import { lastValue, runCells } from "./run-cells.js";

describe("module statements of a cell", () => {
  test.each([
    ["an anonymous function", "export default function () { return 4 }\nconst z = 2; z", 2],
    ["an anonymous class", "export default class { static x = 1 }\n3", 3],
    ["an object", "export default { a: 1 }\n5", 5],
    ["an arrow function", "export default () => 1\nconst z = 2\nz", 2],
  ])("may export %s by default anywhere", async (_, code, value) => {
    expect(await lastValue(code)).toBe(value);
  });

  test("give the default export as the value where they come last", async () => {
    expect(await lastValue("const a = 1; export default a + 1")).toBe(2);
    expect(await lastValue("export default { a: 1 }")).toEqual({ a: 1 });
    expect(await lastValue("export default function () {}")).toHaveProperty("name", "default");
    expect(await lastValue("export default function named() { return 3 }", "named()")).toBe(3);
  });

  test("may export by assignment, as CommonJS of TypeScript does", async () => {
    expect(await lastValue("const a = 3; export = a")).toBe(3);
    expect(await lastValue("export = { a: 1 }")).toEqual({ a: 1 });
    expect(await lastValue('import fs = require("node:fs")', "typeof fs.readFileSync")).toBe("function");
  });

  test("export again without declaring", async () => {
    expect(await lastValue('export * from "node:path"; export * as p from "node:path"; typeof p')).toBe("undefined");
    expect(await lastValue("const a = 1; export { a as b, a as default }; a")).toBe(1);
  });

  test("import types without running anything", async () => {
    expect(await lastValue('import type { A } from "./nope.js"; import { type B, sep } from "node:path"; sep')).toBe(
      "/",
    );
  });

  test("import when they are called, from functions too", async () => {
    const cells = ['const f = async () => (await import("./modules/named.js")).answer', "await f()"];
    expect(await lastValue(...cells)).toBe(42);
    const json = '(await import("./modules/data.json", { with: { type: "json" } })).default.venues';
    expect(await lastValue(json)).toEqual(["binance", "okx"]);
  });

  test("know the notebook's place and what specifiers mean", async () => {
    const cell = 'const m = import.meta; [m.dirname, m.filename, m.resolve("./modules/named.js"), m.resolve("fs")]';
    const [dirname, filename, named, fs] = (await lastValue(cell)) as string[];
    expect(dirname).toBe(import.meta.dirname);
    expect(filename).toBe(`${import.meta.dirname}/notebook.ipynb`);
    expect(named).toBe(new URL("modules/named.js", import.meta.url).href);
    expect(fs).toBe("node:fs");
    expect(await lastValue('import.meta.resolve("zod")')).toMatch(/node_modules\/zod\/index\.js$/);
  });
});

describe("declarations of TypeScript", () => {
  test.each([
    ["a constant enum", "const enum E { A = 1, B }", "E.B", 2],
    ["a nested namespace", "namespace A.B { export const c = 1 }", "A.B.c", 1],
    ["a class with a namespace", "class K {} namespace K { export const s = 5 }", "K.s", 5],
    ["an alias", "namespace N { export const q = 6 } import q = N.q", "q", 6],
    [
      "an abstract class",
      "abstract class Y { abstract f(): void; g() { return 7 } } class Z extends Y { f() {} }",
      "new Z().g()",
      7,
    ],
    [
      "what is only declared",
      "declare function f(): void; declare class X {} declare global { var zz: number }",
      "typeof f + typeof X",
      "undefinedundefined",
    ],
    ["a generic arrow", "const id = <T,>(x: T) => x", "id<number>(8)", 8],
  ])("run: %s", async (_, cell, use, value) => {
    expect(await lastValue(cell, use)).toBe(value);
  });
});

describe("the text of a cell", () => {
  test.each([
    ["a hashbang", "#!/usr/bin/env node\n1 + 1", 2],
    ["a byte order mark", "\uFEFF1 + 1", 2],
    ["lines that end in CRLF", "const a = 1\r\nconst b = `x\r\ny`\r\na + b.length", 4],
    ["names beyond ASCII", "const größe = 1, 変数 = 2; größe + 変数", 3],
    ["escaped names", "const \\u0061b = 3; ab", 3],
    ["a directive", '"use strict"; 4', 4],
    ["labels", "let n = 0; a: for (const i of [1, 2]) { for (const j of [1, 2]) { n++; continue a } } n", 2],
  ])("may have %s", async (_, code, value) => {
    expect(await lastValue(code)).toBe(value);
  });

  test.each([
    [
      "return at the top level",
      "const a = 1\nreturn a",
      2,
      1,
      "A 'return' statement can only be used within a function body.",
    ],
    [
      "await in a plain function",
      "function f() {\n  await 1\n}",
      2,
      3,
      "`await` is only allowed within async functions",
    ],
    ["delete of a name", "let q = 1\ndelete q", 2, 8, "Delete of an unqualified identifier in strict mode."],
  ])("refuses %s at its place", async (_, code, line, column, message) => {
    const { results } = await runCells(code);
    expect(results[0]).toMatchObject({ error: { name: "SyntaxError", frames: [{ line, column }] } });
    expect(results[0]).toHaveProperty("error.message", expect.stringContaining(message));
  });

  test("keeps places after CRLF", async () => {
    const { results } = await runCells("const a = 1\r\n  throw new Error('q')\r\n");
    expect(results[0]).toMatchObject({ error: { frames: [{ line: 2, column: 9 }] } });
  });
});

describe("odd names", () => {
  test.each(["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__", "name", "fetch", "process", "Deno"])(
    "%s may be declared, as a variable and as a function",
    async (name) => {
      expect(await lastValue(`let ${name}: any = 5; ${name}`, `${name} = 6`, `[${name}, typeof ${name}]`)).toEqual([
        6,
        "number",
      ]);
      expect(await lastValue(`function ${name}() { return 7 }`, `${name}()`)).toBe(7);
      expect(await lastValue(`const { ${name} } = { ["${name}"]: 8 } as any; ${name}`)).toBe(8);
    },
  );

  test("arguments, undefined and Infinity mean what they do in a module", async () => {
    expect(await lastValue("[typeof arguments, undefined, Infinity, NaN].map(String)")).toEqual([
      "undefined",
      "undefined",
      "Infinity",
      "NaN",
    ]);
    expect(await lastValue("(function () { return arguments.length })(...[1, 2])")).toBe(2);
    expect(await lastValue("this")).toBe(undefined);
  });

  test("of the global object are seen by later cells, until they are declared", async () => {
    const cells = ["const f = () => oddGlobal", "globalThis.oddGlobal = 1", "const before = f()", "let oddGlobal = 2"];
    try {
      expect(await lastValue(...cells, "[before, oddGlobal, f(), (globalThis as any).oddGlobal]")).toEqual([
        1, 2, 2, 1,
      ]);
    } finally {
      Reflect.deleteProperty(globalThis, "oddGlobal");
    }
  });

  test("refer to each other across cells", async () => {
    const cells = ["const a = { get b() { return b } }; const f = () => b.c", "const b = { c: a }"];
    expect(await lastValue(...cells, "f() === a && f().b === b")).toBe(true);
    expect(
      await lastValue(
        "class A { v = 1; static of() { return A } }; const B = A",
        "class A { v = 2 }",
        "[new A().v, B.of() === B]",
      ),
    ).toEqual([2, true]);
  });
});

test("a proxy that throws for all it is asked shows as its text, and does not fail the cell", async () => {
  const { results, outputs } = await runCells(
    "new Proxy({ a: 1 }, { get() { throw new Error('no') } })",
    "new Proxy({ a: 1 }, {}), new Proxy({ a: 2 }, {})",
  );
  expect(results.map(({ status }) => status)).toEqual(["ok", "ok"]);
  expect(outputs(1)).toMatchObject([{ data: { "text/plain": "{ a: 1 }" } }]);
  expect(outputs(2)).toMatchObject([{ data: { "text/plain": "{ a: 2 }" } }]);
});

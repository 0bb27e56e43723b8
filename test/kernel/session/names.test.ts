import { describe, expect, test } from "vitest";
import { lastValue, runCells } from "./run-cells.js";

describe("names of the top level", () => {
  test("are seen by later cells", async () => {
    expect(await lastValue("const a = 1; let b = 2; var c = 3", "a + b + c")).toBe(6);
  });

  test("come out of nested patterns with defaults and rests", async () => {
    const cell = "const { a, b: [c = 3, ...d], ...e } = { a: 1, b: [undefined, 5, 6], x: 7 }";
    expect(await lastValue(cell, "[a, c, d, e]")).toEqual([1, 3, [5, 6], { x: 7 }]);
  });

  test("may be declared again, as another kind", async () => {
    expect(await lastValue("const a = 1", "let a = 2; a++", "function a() { return 3 }", "a()")).toBe(3);
  });

  test("assigned later are seen by functions written before", async () => {
    expect(await lastValue("let a = 1; const f = () => a", "a = 5", "f()")).toBe(5);
  });

  test("declared later are seen by functions written before", async () => {
    expect(await lastValue("function f() { return g(2) }", "const g = (x: number) => x * 10", "f()")).toBe(20);
    expect(await lastValue("function next() { return ++count }", "let count = 0", "next(); next()")).toBe(2);
  });

  test("are kept by a cell that fails after them", async () => {
    const { values } = await runCells(
      "let before = 1; throw new Error('stop'); let after = 2",
      "before",
      "typeof after",
    );
    expect(values).toEqual([undefined, 1, "undefined"]);
  });

  test("do not clash with globals, and the global stays as it was", async () => {
    const cells = ["const name = 'n', fetch = 1, process = 2, Map = 3", "[name, fetch, process, Map]"];
    expect(await lastValue(...cells)).toEqual(["n", 1, 2, 3]);
    expect(typeof Map).toBe("function");
    expect("name" in globalThis).toBe(false);
  });

  test("are their own in each session", async () => {
    await lastValue("const mine = 1");
    expect(await lastValue("typeof mine")).toBe("undefined");
  });

  test("that are constant refuse assignment, also from later cells and patterns", async () => {
    for (const assignment of ["a = 2", "a++", "a += 1", "[a] = [2]", "({ a } = { a: 2 })", "for (a of [2]);"]) {
      await expect(lastValue("const a = 1", assignment)).rejects.toThrow(
        'TypeError: Assignment to constant variable "a"',
      );
    }
    expect(await lastValue("const a = 1", "let a = 2", "a = 3")).toBe(3);
  });

  test("that nobody declared are reference errors to read, write and call, and undefined to typeof", async () => {
    for (const use of ["nobody", "nobody = 1", "nobody()", "nobody.x", "nobody++"]) {
      await expect(lastValue(use)).rejects.toThrow("ReferenceError: nobody is not defined");
    }
    expect(await lastValue("typeof nobody")).toBe("undefined");
  });

  test("keep `var` from inside blocks and loops, and a `var` without a value keeps what it has", async () => {
    expect(await lastValue("for (var i = 0; i < 3; i++) { var twice = i * 2 }", "[i, twice]")).toEqual([3, 4]);
    expect(await lastValue("if (true) var one = 1; for (var [k] of [[5]]);", "[one, k]")).toEqual([1, 5]);
    expect(await lastValue("var kept = 1; var kept; kept")).toBe(1);
  });

  test("are hoisted where they are functions", async () => {
    expect(await lastValue("const a = twice(4); function twice(x: number) { return 2 * x }", "a + twice(1)")).toBe(10);
  });

  test("are given to anonymous functions and classes, as in a module", async () => {
    const cell =
      "const f = () => 1, g = function () {}, K = class {}; let { h = () => 2 } = {} as { h?: () => number };";
    expect(await lastValue(cell, "let m; m = async () => 3; [f.name, g.name, K.name, h.name, m.name]")).toEqual([
      ..."fgKhm",
    ]);
    expect(await lastValue("let a, b; a = () => b = () => 1; a(); [a.name, b.name]")).toEqual(["a", "b"]);
  });

  test("are called without the shared object as `this`", async () => {
    expect(await lastValue("function who(this: unknown) { return this }", "who()")).toBe(undefined);
    expect(await lastValue("const tag = function (this: unknown) { return this }", "tag`x`")).toBe(undefined);
  });
});

describe("names of an inner scope", () => {
  test.each([
    ["a parameter", "((a) => a)(2)"],
    ["a parameter from a pattern", "(({ a }) => a)({ a: 2 })"],
    ["a default that shadows", "((a = 2) => a)()"],
    ["a block's constant", "let r; { const a = 2; r = a } r"],
    ["a loop's variable", "let r; for (const a of [2]) r = a; r"],
    ["a counting loop's variable", "let r; for (let a = 2; a < 3; a++) r = a; r"],
    ["a caught error", "let r; try { throw 2 } catch (a) { r = a } r"],
    ["a function's own var, also before its line", "(() => { const r = a; var a = 1; a = 2; return r ?? a })()"],
    ["a named function expression", "(function a(): number { return typeof a === 'function' ? 2 : 0 })()"],
    ["a function in a block", "let r; { r = a(); function a() { return 2 } } r"],
    ["a switch's constant", "let r; switch (1) { case 1: const a = 2; r = a } r"],
    ["a static block's var", "class K { static v = 0; static { var a = 2; K.v = a } } K.v"],
    ["a class's own name", "const K = class a { static is() { return a === K } }; K.is() ? 2 : 0"],
  ])("shadow the shared one: %s", async (_, code) => {
    const { values } = await runCells("const a = 1", code, "a");
    expect(values.slice(1)).toEqual([2, 1]);
  });

  test("do not stop a default value from seeing the shared one", async () => {
    expect(await lastValue("const a = 1", "(({ b = a, ['c' + a]: d = a + 1 }) => [b, d])({})")).toEqual([1, 2]);
  });
});

describe("a name that is no variable", () => {
  test("is left alone as a key, member, label or method", async () => {
    const code = "a: for (;;) { for (;;) break a } const o = { a: 2, b() { return this.a } }; class K { a = 3 } ";
    expect(await lastValue("const a = 1, b = 9", `${code} [o.a, o.b(), new K().a, a]`)).toEqual([2, 2, 3, 1]);
  });

  test("is used in shorthand and as a computed key", async () => {
    expect(await lastValue("const a = 1, b = 2", "({ a, b, [a]: b })")).toEqual({ 1: 2, a: 1, b: 2 });
    expect(
      await lastValue("let a = 0, b = 0", "({ a, b = 5 } = { a: 3 } as { a: number; b?: number }); [a, b]"),
    ).toEqual([3, 5]);
    expect(await lastValue("let a = 1, b = 2", "[a, b] = [b, a]; [a, b]")).toEqual([2, 1]);
  });
});

describe("TypeScript", () => {
  test("enums, namespaces and parameter properties run", async () => {
    expect(await lastValue("enum Side { Long = 1, Short }", "Side[Side.Short]")).toBe("Short");
    expect(await lastValue("namespace N { export const q = 4 }", "N.q")).toBe(4);
    expect(await lastValue("class P { constructor(readonly x: number) {} }", "new P(3).x")).toBe(3);
  });

  test("an enum that is declared again does not keep its old members", async () => {
    expect(await lastValue("enum E { A, B }", "enum E { C }", "Object.keys(E)")).toEqual(["0", "C"]);
  });

  test("types, overloads, satisfies and generics leave no trace", async () => {
    const cells = [
      "interface A { x: number } type B = A | undefined; declare const nothing: number",
      "function f(x: string): string; function f(x: number): number; function f(x: unknown) { return x }",
      "const r = f(4)! satisfies number as number; r",
    ];
    expect(await lastValue(...cells)).toBe(4);
  });

  test("exports are taken as declarations", async () => {
    expect(await lastValue("export const a = 1; export function f() { return 2 }; export { a as b }", "a + f()")).toBe(
      3,
    );
    expect(await lastValue("export default class { static x = 5 }")).toHaveProperty("x", 5);
  });
});

describe("the value of a cell", () => {
  test.each([
    ["its last expression", "1; 2 + 3", 5],
    ["a text that could be a directive", '"hello"', "hello"],
    ["an assignment", "let a; a = 4", 4],
    ["what a promise comes to", "Promise.resolve(6)", 6],
    ["nothing after a declaration", "7; const a = 1", undefined],
    ["nothing after a loop", "for (const x of [1]) x", undefined],
    ["nothing after a type", "8; interface A { x: 1 }", undefined],
    ["nothing for no code", "// only a comment", undefined],
  ])("is %s", async (_, code, value) => {
    expect(await lastValue(code)).toEqual(value);
  });

  test("may come after top-level await, also in a loop", async () => {
    const code = "let s = 0; for await (const x of [Promise.resolve(1), 2]) s += x; s + (await Promise.resolve(3))";
    expect(await lastValue(code)).toBe(6);
  });
});

test("a notebook's folder and file have the names of CommonJS, which cells may declare again", async () => {
  const { values, session } = await runCells("[__dirname, __filename]", "const __dirname = 1; __dirname");
  expect(values[0]).toEqual([import.meta.dirname, `${import.meta.dirname}/notebook.ipynb`]);
  expect(values[1]).toBe(1);
  expect([...session.names().keys()]).toEqual(["__dirname"]);
});

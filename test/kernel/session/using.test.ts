import { describe, expect, test } from "vitest";
import { lastValue, runCells } from "./run-cells.js";

/** Declares `log`, a resource `R` that tells when it is disposed of, and an async one, `AR`. */
const resources = [
  "const log: unknown[] = []",
  "class R { constructor(readonly n: number) {} [Symbol.dispose]() { log.push(this.n) } }",
  "class AR { constructor(readonly n: number) {} async [Symbol.asyncDispose]() { await 0; log.push(this.n) } }",
].join("\n");

describe("using", () => {
  test("at the top level disposes at the end of the cell, last first", async () => {
    expect(await lastValue(resources, 'using a = new R(1), b = new R(2); log.push("body")', "log")).toEqual([
      "body",
      2,
      1,
    ]);
  });

  test("awaits async resources in order with the others", async () => {
    const cell = "await using a = new AR(1); using b = new R(2); await using c = new AR(3); log.push(0)";
    expect(await lastValue(resources, cell, "log")).toEqual([0, 3, 2, 1]);
  });

  test("disposes of the resources of a cell that fails, and the cell keeps its other names", async () => {
    const { results, values } = await runCells(
      resources,
      "using a = new R(1)\nconst kept = 5\n  throw new Error('x')",
      "[log, kept]",
    );
    expect(results[1]).toMatchObject({ error: { message: "x", frames: [{ line: 3, column: 9 }] } });
    expect(values[2]).toEqual([[1], 5]);
  });

  test("waits for the value of the cell before it disposes", async () => {
    const cell = "using a = new R(1); (async () => { await 0; log.push('work'); return 7 })()";
    const { values } = await runCells(resources, cell, "log");
    expect(values.slice(1)).toEqual([7, ["work", 1]]);
  });

  test("tells an error of the disposal with the one before it", async () => {
    const { values } = await runCells(`let caught: any
      try { using a = { [Symbol.dispose]() { throw "second" } }; throw "first" } catch (error) { caught = error }
      [caught.name, caught.error, caught.suppressed, caught instanceof Error]`);
    expect(values).toEqual([["SuppressedError", "second", "first", true]]);
    await expect(lastValue("using a = { [Symbol.dispose]() { throw new Error('d') } }")).rejects.toThrow("Error: d");
  });

  test("works in functions, blocks, loops and generators", async () => {
    const cells = [
      "function f() { using a = new R(1); log.push('f'); return log.length } f()",
      "{ using a = new R(2) }",
      "for (using a of [new R(3), new R(4)]) log.push('loop')",
      "async function g() { await using a = new AR(5); log.push('g') } await g()",
      "function* h() { using a = new R(6); yield 1; yield 2 } for (const x of h()) break",
    ];
    expect(await lastValue(resources, ...cells, "log")).toEqual(["f", 1, 2, "loop", 3, "loop", 4, "g", 5, 6]);
  });

  test("takes null, and refuses what cannot be disposed of, at its place", async () => {
    expect(await lastValue("using a = null; await using b = undefined; 3")).toBe(3);
    const { results } = await runCells("const x = 1\nusing a = 5 as any");
    expect(results[0]).toMatchObject({
      error: {
        name: "TypeError",
        message: "using: the value has no method Symbol.dispose; give one, or declare it with const",
        frames: [{ line: 2 }],
      },
    });
  });

  test("gives names that end with the cell, but not for its functions", async () => {
    expect(await lastValue(resources, "using a = new R(1); const f = () => a.n", "[typeof a, f()]")).toEqual([
      "undefined",
      1,
    ]);
    const { session } = await runCells(resources, "using a = new R(1); { using b = new R(2) }");
    expect([...session.names().keys()]).toEqual(["log", "R", "AR"]);
    await expect(lastValue(resources, "using a = new R(1); a = null as any")).rejects.toThrow("Assignment to constant");
  });

  test("stays a name where it is one", async () => {
    expect(await lastValue("let using = 2; using += 1; using")).toBe(3);
  });
});

describe("decorators", () => {
  test("of classes, methods, fields and accessors run as the standard says", async () => {
    const cells = [
      "const seen: string[] = []",
      `function note(value: unknown, { kind, name }: { kind: string; name: string | symbol }) {
         seen.push(kind + " " + String(name))
       }
       function twice(method: (...a: number[]) => number) {
         return function (this: unknown, ...a: number[]) { return 2 * method.apply(this, a) }
       }`,
      "@note class A { @note field = 1; @note accessor held = 2; @twice m(x: number) { return x + this.field } }",
      "const a = new A(); a.held++; [a.m(3), a.held, seen, A.name]",
    ];
    const kinds = ["accessor held", "field field", "class A"];
    const value = (await lastValue(...cells)) as [number, number, string[], string];
    expect([value[0], value[1], value[3]]).toEqual([8, 3, "A"]);
    expect([...value[2]].sort()).toEqual([...kinds].sort());
  });

  test("keep the places of errors, and leave no names behind", async () => {
    const { results, session } = await runCells(
      "function d(v: unknown, c: unknown) {}\n@d class A { @d m() {} }\n  (null as any).x",
    );
    expect(results[0]).toMatchObject({ error: { frames: [{ line: 3, column: 17 }] } });
    expect([...session.names().keys()]).toEqual(["d", "A"]);
  });
});

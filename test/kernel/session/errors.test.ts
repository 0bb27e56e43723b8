import { describe, expect, test } from "vitest";
import { type CellError, traceback } from "../../../lib/kernel/session/cell-error.js";
import type { CellResult } from "../../../lib/kernel/session/run-options.js";
import { createSession } from "../../../lib/kernel/session/session.js";
import { runCells } from "./run-cells.js";

async function errorOf(...cells: string[]): Promise<CellError> {
  const { results } = await runCells(...cells);
  const last = results.at(-1);
  if (last?.status !== "error") throw new Error("the cell did not fail");
  return last.error;
}

describe("an error", () => {
  test("tells line and column as they were written, whatever types stood before", async () => {
    const error = await errorOf(
      "interface Long {\n  a: number;\n}\nconst x: Long | undefined = undefined as any;\n\n  x!.a;",
    );
    expect(error).toMatchObject({ name: "TypeError", frames: [{ cell: 1, line: 6, column: 6 }] });
    expect(error.excerpt).toBe(
      "  4 | const x: Long | undefined = undefined as any;\n  5 | \n> 6 |   x!.a;\n    |      ^",
    );
  });

  test("thrown in a function of an earlier cell tells both places, innermost first", async () => {
    const error = await errorOf("function f() {\n  throw new RangeError('no')\n}", "1\nf()");
    expect(error.frames).toEqual([
      { cell: 1, line: 2, column: 9, functionName: "f" },
      { cell: 2, line: 2, column: 1 },
    ]);
  });

  test("thrown in a module of one's own tells its lines and those of the cell, also after an await", async () => {
    const cell = 'import { fail, failLater } from "./modules/named.js"';
    const now = await errorOf(cell, "const a = 1\nfail()");
    const inModule = { cell: 0, file: "modules/named.js", functionName: "fail", line: 3, column: 9 };
    expect(now).toMatchObject({ name: "RangeError", frames: [inModule, { cell: 2, line: 2, column: 1 }] });
    expect(now.excerpt).toMatch(/^> 3 \| {3}throw new RangeError/m);
    expect(traceback(now)[1]).toBe("    at fail, modules/named.js, line 3:9");
    const later = await errorOf(cell, "const a = 1\n\nawait failLater()");
    expect(later.frames.at(-1)).toEqual({ cell: 2, line: 3, column: 1 });
  });

  test("thrown in a package tells the line of the cell that called it, and no line of the package", async () => {
    const error = await errorOf(
      'import { backtest } from "open-interest"',
      "const a = 1\nbacktest(1 as never, 2 as never)",
    );
    expect(error.frames).toEqual([{ cell: 2, line: 2, column: 1 }]);
  });

  test("speaks of names as the author wrote them", async () => {
    expect(await errorOf("const a = 1", "(a as any)()")).toMatchObject({ message: "a is not a function" });
    expect(await errorOf("const a: any = {}", "a.b.c()")).toMatchObject({
      message: "Cannot read properties of undefined (reading 'c')",
    });
    expect(await errorOf("const a: any = {}", "a.b()")).toMatchObject({ message: "a.b is not a function" });
  });

  test("of syntax tells its line, column and text, and runs nothing", async () => {
    const { results, values } = await runCells("let ran = 0", "ran = 1\nconst ü: number = ;\n", "ran");
    expect(results[1]).toMatchObject({
      status: "error",
      error: {
        name: "SyntaxError",
        message: "Unexpected token",
        frames: [{ cell: 2, line: 2, column: 19 }],
        excerpt: "  1 | ran = 1\n> 2 | const ü: number = ;\n    |                   ^",
      },
    });
    expect(values[2]).toBe(0);
  });

  test.each([
    ["a name declared twice", "let a = 1\nlet a = 2", "Identifier `a` has already been declared", 2, 5],
    ["a return", "\nreturn 5", "A 'return' statement can only be used within a function body.", 2, 1],
    ["an unclosed bracket", "f(\n", "Expected `)` but found `EOF`", 2, 1],
  ])("of syntax is found in %s", async (_, code, message, line, column) => {
    expect(await errorOf(code)).toMatchObject({ message, frames: [{ line, column }] });
  });

  test("keeps its cause", async () => {
    const error = await errorOf("throw new Error('outer', { cause: new TypeError('inner') })");
    expect(error).toMatchObject({ message: "outer", cause: { name: "TypeError", message: "inner" } });
  });

  test("that stands for many keeps its message, and its trace tells each with its place", async () => {
    const code = "const one = new Error('first')\nthrow new AggregateError([one, new TypeError('second')], 'many')";
    const error = await errorOf(code);
    expect(error.message).toBe("many");
    const text = traceback(error).join("\n");
    expect(text).toMatch(/^1 of 2: Error: first\n {4}at cell 1, line 1:13$/m);
    expect(text).toMatch(/^2 of 2: TypeError: second\n {4}at cell 1, line 2:32$/m);
  });

  test("that suppressed another tells both", async () => {
    const resource = "using held = { [Symbol.dispose]() { throw new Error('while closing') } }";
    const text = traceback(await errorOf(`{\n${resource}\nthrow new RangeError('at work')\n}`)).join("\n");
    expect(text).toMatch(/^Thrown last: Error: while closing\n {4}at .*line 2:/m);
    expect(text).toMatch(/^Suppressed: RangeError: at work\n {4}at .*line 3:/m);
  });

  test("may be anything that is thrown", async () => {
    expect(await errorOf("throw { code: 5 }")).toMatchObject({ name: "Thrown", message: "{ code: 5 }" });
    expect(await errorOf("throw undefined")).toMatchObject({ name: "Thrown", message: "undefined" });
  });

  test("is an output with a readable trace", async () => {
    const { outputs } = await runCells("const f = () => {\n  throw new Error('no')\n}\nf()");
    expect(outputs(1)).toEqual([
      {
        output_type: "error",
        ename: "Error",
        evalue: "no",
        traceback: [
          "Error: no",
          "    at f, cell 1, line 2:9",
          "    at cell 1, line 4:1",
          "",
          "  1 | const f = () => {\n> 2 |   throw new Error('no')\n    |         ^",
        ],
      },
    ]);
  });

  test("is what an end of the process by a cell becomes", async () => {
    const { results, outputs } = await runCells("process.exit(0)", "1 + 1");
    expect(results.map(({ status }) => status)).toEqual(["error", "ok"]);
    expect(outputs(1)).toMatchObject([{ output_type: "error", evalue: expect.stringContaining("cannot end") }]);
  });

  test("that nobody awaited fails its cell, also right after it", async () => {
    const { results, outputs } = await runCells(
      "Promise.reject(new Error('late rejection')); 1",
      "setTimeout(() => { throw new Error('late throw') }, 0); 2",
      "setTimeout(() => { throw new Error('while it waits') }, 5); await new Promise((resolve) => setTimeout(resolve, 2000))",
      "3",
    );
    expect(results.map(({ status }) => status)).toEqual(["error", "error", "error", "ok"]);
    for (const [cell, message] of [
      [1, "late rejection"],
      [2, "late throw"],
      [3, "while it waits"],
    ] as const) {
      expect(outputs(cell).filter((output) => output.output_type === "error")).toMatchObject([{ evalue: message }]);
    }
  });

  test("that comes after the end of its cell is an output of that cell", async () => {
    const { results, outputs } = await runCells(
      "setTimeout(() => { throw new Error('late throw') }, 300); 1",
      "await new Promise((resolve) => setTimeout(resolve, 600))",
    );
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(outputs(1).at(-1)).toMatchObject({ output_type: "error", evalue: "late throw" });
  });

  test("leaves no result of what goes on", async () => {
    const { outputs } = await runCells(
      "setTimeout(() => { throw new Error('first') }, 1); await new Promise((next) => setTimeout(next, 30)); 7",
      "await new Promise((next) => setTimeout(next, 100))",
    );
    expect(outputs(1)).toMatchObject([{ output_type: "error", evalue: "first" }]);
  });
});

describe("the end of a cell that waits", () => {
  async function run(code: string, endWaitMs: number): Promise<CellResult> {
    const session = createSession({ file: import.meta.filename, onOutput: () => {}, endWaitMs });
    const result = await session.run(code);
    session.close();
    return result;
  }

  test.each([
    "setTimeout(() => { throw new Error('later') }, 10); 1",
    "const wait = async () => { await new Promise((next) => setTimeout(next, 50)); throw new Error('later') }; void wait()",
    "import { setTimeout as wait } from 'node:timers/promises'; wait(20).then(() => { throw new Error('later') }); 1",
    "const ticks = setInterval(() => { clearInterval(ticks); throw new Error('later') }, 20); 1",
    "setTimeout(() => setTimeout(() => { throw new Error('later') }, 10), 10); 1",
  ])("fails it by %s", async (code) => {
    expect(await run(code, 30_000)).toMatchObject({ status: "error", error: { message: "later" } });
  });

  test.each([
    "setTimeout(() => { throw new Error('much later') }, 1e6); 1",
    "clearTimeout(setTimeout(() => { throw new Error('never') }, 20)); 1",
    "const again = () => setTimeout(again, 1); again(); 1",
  ])("does not wait for ever: %s", async (code) => {
    expect(await run(code, 100)).toMatchObject({ status: "ok" });
  });
});

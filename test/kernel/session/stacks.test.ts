import { describe, expect, test } from "vitest";
import { runCells } from "./run-cells.js";

/** Everything the last cell printed. */
async function printed(...cells: string[]): Promise<string> {
  const { outputs } = await runCells(...cells);
  return outputs(cells.length)
    .map((output) => (output.output_type === "stream" ? output.text : JSON.stringify(output)))
    .join("");
}

const types = "interface Long {\n  a: number;\n}\n";

describe("the stack of an error that a cell has caught", () => {
  test("tells lines of cells as they were written, and nothing of what runs them", async () => {
    const text = await printed(
      `${types}function g(): never {\n  throw new Error("no")\n}`,
      `${types}try { g() } catch (error) { console.error(error) }`,
    );
    expect(text).toBe("Error: no\n    at g (cell 1, line 5:9)\n    at cell 2, line 4:7\n");
  });

  test("is the same as text, and after a wait", async () => {
    const code = `${types}async function f() {\n  await null\n  throw new Error("no")\n}\ntry { await f() } catch (error) { console.log((error as Error).stack) }`;
    expect(await printed(code)).toBe("Error: no\n    at f (cell 1, line 6:9)\n    at async cell 1, line 8:7\n");
  });

  test("in a timer, and of a trace, ends with the cell", async () => {
    const timer =
      "await new Promise<void>((next) => setTimeout(() => {\n  console.log(new Error('late').stack)\n  next()\n}, 2))";
    expect(await printed(timer)).toMatch(/^Error: late\n {4}at .*\(?cell 1, line 2:15\)?\n$/);
    expect(await printed("function f() { console.trace('here') }\nf()")).toBe(
      "Trace: here\n    at f (cell 1, line 1:24)\n    at cell 1, line 2:1\n",
    );
  });

  test("tells lines of modules of the notebook's own by their path", async () => {
    const text = await printed(
      'import { top } from "./modules/tower.ts"\ntry { top({ depth: 3 }) } catch (error) { console.log(error) }',
    );
    expect(text).toBe("RangeError: level 3\n    at top (modules/tower.ts, line 7:9)\n    at cell 1, line 2:7\n");
  });

  test("keeps what a cell calls of Node, and the code of Node's errors", async () => {
    const text = await printed(
      "try { [1].map(() => { throw new Error('in') }) } catch (error) { console.log((error as Error).stack) }",
    );
    expect(text).toMatch(/^Error: in\n {4}at cell 1, line 1:29\n {4}at Array\.map \(<anonymous>\)\n {4}at cell 1, /);
    const code =
      'import { readFileSync } from "node:fs"\ntry { readFileSync({} as any) } catch (e) { console.log((e as Error).stack) }';
    expect(await printed(code)).toMatch(/^TypeError \[ERR_INVALID_ARG_TYPE\]: .*\n(.*\n)* {4}at cell 1, line 2:7\n$/);
  });

  test("belongs to the cell that sets how it is written, and the trace of the cell is found all the same", async () => {
    const { outputs, results } = await runCells(
      "Error.prepareStackTrace = (_, sites) => sites\nconst [site] = new Error('x').stack as any\nsite.getLineNumber() > 0",
      "\nthrow new Error('places')",
      "Error.prepareStackTrace = (error, sites) => 'mine ' + sites.length\nnew Error('x').stack!.slice(0, 4)",
    );
    expect(results.map((result) => result.status)).toEqual(["ok", "error", "ok"]);
    expect(outputs(2)).toMatchObject([{ traceback: expect.arrayContaining(["    at cell 2, line 2:7"]) }]);
    expect(outputs(3)).toMatchObject([{ data: { "text/plain": "mine" } }]);
  });

  test("has its lines again after a cell that asked for none", async () => {
    const { outputs } = await runCells("Error.stackTraceLimit = 0", "\nthrow new Error('places')");
    expect(outputs(2)).toMatchObject([{ traceback: expect.arrayContaining(["    at cell 2, line 2:7"]) }]);
  });

  test("is written by Node again when the session has ended", async () => {
    const before = Error.prepareStackTrace;
    await runCells("1");
    expect(Error.prepareStackTrace).toBe(before);
  });
});

test("promises print as they do without a kernel", async () => {
  expect(await printed("console.log(Promise.resolve(1), [{ a: Promise.resolve(2) }])")).toBe(
    "Promise { 1 } [ { a: Promise { 2 } } ]\n",
  );
});

test("what the session puts on the global object is not listed", async () => {
  const code = "Object.getOwnPropertyDescriptor(globalThis, Symbol.for('open-interest.display-host'))!.enumerable";
  const { values } = await runCells(code);
  expect(values).toEqual([false]);
});

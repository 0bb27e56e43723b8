import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtEngine, type TestEngine } from "./built-engine.js";

let running: TestEngine;
beforeAll(() => {
  running = builtEngine();
});
afterAll(() => running.engine.kill());

let request = 0;

/** Runs a cell, interrupts it when it has begun, and gives how it ended; then proves that the session is usable. */
async function interrupted(code: string): Promise<{ readonly name?: string; readonly lines: readonly number[] }> {
  const own = ++request;
  const executed = running.execute(code, { request: own, executionCount: own });
  await running.until((event) => event.type === "running" && event.request === own);
  // Time to reach what it is interrupted in.
  await wait(300);
  running.engine.interrupt();
  await running.until((event) => event.type === "executed" && event.request === own);
  const after = ++request;
  const next = running.execute("await new Promise((r) => setTimeout(r, 5)); console.log('usable')", {
    request: after,
    executionCount: after,
  });
  await running.until((event) => event.type === "executed" && event.request === after);
  expect(running.printed(after)).toBe("usable\n");
  void executed;
  void next;
  const end = running.events.find((event) => event.type === "executed" && event.request === own);
  const error = end?.type === "executed" ? end.error : undefined;
  return { ...(error && { name: error.name }), lines: (error?.frames ?? []).map(({ line }) => line) };
}

const nextTurn = "await new Promise((r) => setTimeout(r, 2));";

describe("an interrupt ends", () => {
  test.each([
    ["a loop", "1\nfor (;;);", [2]],
    ["a loop after awaits", `${nextTurn}\n${nextTurn}\nfor (;;);`, [3]],
    ["a loop in a timer", "await new Promise((r) => setTimeout(() => {\nfor (;;);\n}, 2))", [2]],
    ["a loop in an immediate", "await new Promise((r) => setImmediate(() => {\nfor (;;);\n}))", [2]],
    [
      "a loop in a callback of Node",
      "require('node:fs').readFile('.', () => {\nfor (;;);\n}); await new Promise(() => {})",
      [2],
    ],
    ["a loop in a tick", "await new Promise((r) => process.nextTick(() => {\nfor (;;);\n}))", [2]],
    [
      "ticks without end",
      "const tick = () => { process.nextTick(tick) }; tick(); await new Promise(() => {})",
      undefined,
    ],
    ["microtasks without end", "for (;;) await null", undefined],
    [
      "immediates without end",
      "const turn = () => { setImmediate(turn) }; turn(); await new Promise(() => {})",
      undefined,
    ],
    ["what catches everything", "for (;;) { try { for (;;); } catch {} finally { for (;;); } }", [1]],
    ["a getter", "({ get a() { for (;;); } }).a", undefined],
    ["a comparator", "[3, 1, 2].sort(() => { for (;;); })", undefined],
    ["a promise's executor", "await new Promise(() => { for (;;); })", undefined],
    ["a display method", "({ [Symbol.for('Jupyter.display')]() { for (;;); } })", [1]],
    ["an error's message", "throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } })", [1]],
    ["printing without end", "for (;;) console.log('x')", undefined],
    [
      "code within an AsyncLocalStorage",
      `const { AsyncLocalStorage } = require('node:async_hooks'); await new AsyncLocalStorage().run(1, async () => { ${nextTurn} for (;;); })`,
      undefined,
    ],
    ["Atomics.wait", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", undefined],
    ["a regular expression", "/^(a+)+$/.test('a'.repeat(40) + 'b')", undefined],
    ["a program it waits for", "require('node:child_process').execSync('sleep 30')", undefined],
    ["a wait", "await new Promise((r) => setTimeout(r, 30_000))", undefined],
    ["a question", "globalThis[Symbol.for('open-interest.display-host')].prompt('?')", [1]],
    ["another context", "require('node:vm').runInNewContext('for (;;);')", undefined],
  ] as const)("%s", async (_, code, lines) => {
    const end = await interrupted(code);
    expect(end.name).toBe("Interrupted");
    if (lines !== undefined) expect(end.lines.slice(0, 1)).toEqual(lines);
  });
});

test("what an interrupted cell left behind does nothing any more, and its signal is aborted", async () => {
  const host = "globalThis[Symbol.for('open-interest.display-host')]";
  const own = request + 1;
  const code = `globalThis.aborted = false; ${host}.signal.addEventListener('abort', () => { globalThis.aborted = true });
    setInterval(() => console.log('interval'), 60); await new Promise(() => setTimeout(() => console.log('timer'), 400))`;
  expect((await interrupted(code)).name).toBe("Interrupted");
  const before = running.printed(own);
  const after = ++request;
  await running.execute("await new Promise((r) => setTimeout(r, 500)); console.log(aborted)", { request: after });
  await running.until((event) => event.type === "executed" && event.request === after);
  expect(running.printed(after)).toBe("true\n");
  expect(running.printed(own)).toBe(before);
});

test("an interrupt before the engine is ready does not hit the first cell", async () => {
  const early = builtEngine();
  early.engine.interrupt();
  const { error } = await early.execute("await new Promise((r) => setTimeout(r, 1000))");
  early.engine.kill();
  expect(error).toBe(undefined);
});

test("an interrupt ends the first cell of an engine, while its types are looked at and when it computes", async () => {
  for (const isAnswered of [false, true]) {
    const first = builtEngine(true);
    const executed = first.execute("for (;;);");
    await first.until(({ type }) => type === "check");
    if (isAnswered) {
      first.engine.order({ type: "checked", request: 1, problems: [] });
      await first.until(({ type }) => type === "running");
    }
    first.engine.interrupt();
    expect((await executed).error?.name).toBe("Interrupted");
    first.engine.kill();
  }
});

test("an interrupt without a cell does nothing", async () => {
  running.engine.interrupt();
  const own = ++request;
  void running.execute("await new Promise((r) => setTimeout(r, 400)); console.log('whole')", { request: own });
  await running.until((event) => event.type === "executed" && event.request === own);
  expect(running.printed(own)).toBe("whole\n");
});

import { afterEach, expect, test } from "vitest";
import type { CommMessage } from "../../../lib/kernel/engine/engine-messages.js";
import { builtEngine, type TestEngine } from "./built-engine.js";

const engines: TestEngine[] = [];
afterEach(() => {
  for (const { engine } of engines.splice(0)) engine.kill();
});
const start = (checksTypes = false): TestEngine => {
  const started = builtEngine(checksTypes);
  engines.push(started);
  return started;
};
const host = "globalThis[Symbol.for('open-interest.display-host')]";

test("a cell runs between `running` and `executed`, with its outputs and user expressions", async () => {
  const { execute, events } = start();
  const { userExpressions, error } = await execute("const a: number = 1; a + 1", {
    userExpressions: { twice: "a * 2", bad: "nowhere" },
  });
  expect(error).toBe(undefined);
  expect(userExpressions.twice).toEqual({ status: "ok", data: { "text/plain": "2" }, metadata: {} });
  expect(userExpressions.bad).toMatchObject({ status: "error", ename: "ReferenceError" });
  expect(events.map(({ type }) => type)).toEqual(["ready", "running", "output", "executed"]);
});

test("cells run in the order in which they are given, and a silent one shows no result and has no count", async () => {
  const { execute, printed } = start();
  const cells = [execute("await new Promise((r) => setTimeout(r, 50)); console.log(1)"), execute("console.log(2)")];
  const [, , silent] = await Promise.all([...cells, execute("5; throw new Error('no')", { silent: true })]);
  expect([printed(1), printed(2)]).toEqual(["1\n", "2\n"]);
  expect(silent?.error?.frames).toMatchObject([{ cell: 0, line: 1, column: 10 }]);
});

test("a cell whose types are wrong does not run", async () => {
  const { engine, execute, until, printed } = start(true);
  const executed = execute("console.log('ran')");
  expect(await until(({ type }) => type === "check")).toMatchObject({ request: 1, code: "console.log('ran')" });
  const first = { line: 1, column: 9, message: "Type 'number' is not assignable to type 'string'.", code: 2322 };
  const problems = [first, { ...first, column: 2 }];
  engine.order({ type: "checked", request: 1, problems });
  expect((await executed).error).toMatchObject({
    name: "TypeCheckError",
    message: `${first.message.slice(0)} (TS2322)\n1:2 ${first.message} (TS2322)`,
    frames: [{ line: 1, column: 9 }],
  });
  expect(printed(1)).toBe("");
});

test("a cell asks and waits for the answer, also later, and is told where nobody answers", async () => {
  const { engine, execute, until } = start();
  const executed = execute(`await null; console.log(${host}.prompt('name?')); 1`);
  expect(await until(({ type }) => type === "prompt")).toMatchObject({ text: "name?", password: false });
  engine.answer({ value: "Ada" });
  expect((await executed).error).toBe(undefined);
  const { error } = await execute(`${host}.prompt('name?')`, { allowStdin: false });
  expect(error?.message).toContain("this front end takes no input");
});

test("comms carry messages both ways, and an error of a listener is told under the message's request", async () => {
  const { engine, execute, events, until } = start();
  await execute(`${host}.comms.register('echo', (comm) => comm.onMessage((data) => {
    comm.send({ back: data.value }); if (data.value === 2) throw new Error('no two') }))`);
  const message = (type: CommMessage["type"], value: number): CommMessage => ({
    ...{ type, commId: "c", data: { value }, metadata: {}, buffers: [] },
    ...(type === "comm_open" && { target: "echo" }),
  });
  engine.order({ type: "comm", request: 11, message: message("comm_open", 0) });
  engine.order({ type: "comm", request: 12, message: message("comm_msg", 1) });
  engine.order({ type: "comm", request: 13, message: message("comm_msg", 2) });
  engine.order({ type: "comm", request: 14, message: { ...message("comm_open", 0), commId: "d", target: "unknown" } });
  for (const request of [11, 12, 13, 14]) {
    await until((event) => event.type === "comm_handled" && event.request === request);
  }
  const sent = events.flatMap((event) => (event.type === "comm" ? [event] : []));
  expect(sent.find(({ request }) => request === 12)?.message).toMatchObject({ type: "comm_msg", data: { back: 1 } });
  expect(sent.find(({ request }) => request === 14)?.message).toMatchObject({ type: "comm_close", commId: "d" });
  expect(events.filter((event) => event.type === "output" && event.request === 13)).toMatchObject([
    { event: { type: "stream", name: "stderr" } },
    { event: { type: "error", message: "no two" } },
  ]);
});

test("what programs of a cell print is there before the cell's end is told", async () => {
  const { execute, texts } = start();
  await execute("require('node:child_process').execSync('echo child', { stdio: 'inherit' }); 1");
  expect(texts.join("")).toBe("child\n");
});

test.each([
  ["process.abort()", "crashed"],
  ["process.kill(process.pid, 'SIGKILL'); for (;;);", "crashed"],
  ["process.reallyExit(7)", "exited"],
])("the end of the process by %s is told", async (code, reason) => {
  const { execute, ended } = start();
  void execute(code);
  expect((await ended).reason).toBe(reason);
});

test("an error that comes late fails its cell", async () => {
  const { execute } = start();
  expect((await execute("Promise.reject(new Error('late')); 1")).error?.message).toBe("late");
  expect((await execute("setTimeout(() => { throw new Error('thrown') }, 0); 1")).error?.message).toBe("thrown");
  expect((await execute("process.exit(1)")).error?.message).toContain("a cell cannot end the process");
});

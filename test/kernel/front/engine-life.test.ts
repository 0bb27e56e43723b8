import { expect, test } from "vitest";
import { fakeKernel, turns } from "./fake-kernel.js";

test("a cell whose process ends fails and says what is lost, and the next one runs in a new process", async () => {
  const kernel = fakeKernel();
  const cell = kernel.execute("process.abort()");
  kernel.text("last words\n");
  kernel.die({ signal: "SIGABRT" });
  await turns();
  expect(kernel.counts).toMatchObject({ started: 2, resets: 1 });
  expect(kernel.of("stream", cell)).toEqual([{ name: "stderr", text: "last words\n" }]);
  expect(kernel.of("execute_reply", cell)).toMatchObject([
    {
      status: "error",
      ename: "ProcessEnded",
      evalue:
        "the process that ran this cell was ended by SIGABRT; names of earlier cells are gone; run those cells again",
    },
  ]);
  const next = kernel.execute("1");
  await kernel.done();
  expect(kernel.of("execute_reply", next)).toMatchObject([{ status: "ok" }]);
});

test("a process that ends while no cell runs is told to the next cell that shows something, once", async () => {
  const kernel = fakeKernel();
  kernel.die({ signal: "SIGKILL" });
  kernel.execute("quiet", { silent: true });
  await kernel.done();
  const told = kernel.execute("1");
  await kernel.done();
  kernel.execute("2");
  await kernel.done();
  expect(kernel.of("stream")).toEqual(kernel.of("stream", told));
  expect(kernel.of("stream")).toMatchObject([{ name: "stderr" }]);
  expect(kernel.of("stream")[0]?.text).toMatch(/^The process that runs cells was killed .* run those cells again\.\n$/);
});

test("running out of memory, and a cell that could not be stopped, are told as such", async () => {
  for (const [reason, name, word] of [
    ["out of memory", "ProcessEnded", "memory"],
    ["interrupted", "Interrupted", "stopped"],
  ] as const) {
    const kernel = fakeKernel();
    kernel.execute("cell");
    kernel.die({ reason });
    await turns();
    expect(kernel.of("error")).toMatchObject([{ ename: name, evalue: expect.stringContaining(word) }]);
  }
});

test("a process that cannot start is tried again with each cell, not at once", async () => {
  const kernel = fakeKernel();
  kernel.die();
  expect(kernel.counts.started).toBe(2);
  kernel.die({ error: new Error("spawn node ENOENT") });
  expect(kernel.counts.started).toBe(2);
  const cell = kernel.execute("1");
  expect(kernel.counts.started).toBe(3);
  kernel.die({ error: new Error("spawn node ENOENT") });
  await turns();
  expect(kernel.of("execute_reply", cell)).toMatchObject([
    { status: "error", evalue: "the process that runs cells could not be started (spawn node ENOENT)" },
  ]);
});

test("types of a cell come back as the settings say", async () => {
  const problem = { message: "Type 'number' is not assignable to type 'string'.", code: 2322, line: 1, column: 7 };
  for (const [mode, problems, warned] of [
    ["error", [problem], 0],
    ["warn", [], 1],
  ] as const) {
    const kernel = fakeKernel({ mode, types: { check: async () => [problem] } });
    const code = "const price: string = 42;";
    kernel.execute(code);
    kernel.event({ type: "check", request: kernel.last, code });
    await turns();
    expect(kernel.orders.at(-1)).toEqual({ type: "checked", request: kernel.last, problems });
    kernel.event({ type: "running", request: kernel.last, code });
    await kernel.done();
    expect(kernel.kept).toEqual([code]);
    expect(kernel.of("stream")).toHaveLength(warned);
    if (warned > 0) expect(kernel.of("stream")[0]?.text).toContain("Warning (TS2322) at line 1:7: Type 'number'");
  }
});

test("types are looked at while the engine compiles the cell, once, and after what ran before is known", async () => {
  const asked: string[] = [];
  const types = {
    check: async (code: string) => {
      asked.push(`check ${code}`);
      return [];
    },
    keep: (code: string) => asked.push(`keep ${code}`),
  };
  const kernel = fakeKernel({ mode: "error", types });
  for (const code of ["const a = 1", "a"]) kernel.execute(code);
  expect(asked).toEqual(["check const a = 1"]);
  kernel.event({ type: "check", request: kernel.last, code: "const a = 1" });
  await turns();
  expect(kernel.orders.at(-1)).toEqual({ type: "checked", request: kernel.last, problems: [] });
  kernel.event({ type: "running", request: kernel.last, code: "const a = 1" });
  await kernel.done();
  expect(asked).toEqual(["check const a = 1", "keep const a = 1", "check a"]);
});

test("no types are looked at where they are off, and a failure is told by a cell that compiles only", async () => {
  let asked = 0;
  const check = () => {
    asked++;
    return Promise.reject(new Error("tsc is gone"));
  };
  const off = fakeKernel({ mode: "off", types: { check } });
  off.execute("1");
  expect(asked).toBe(0);
  const on = fakeKernel({ mode: "error", types: { check } });
  on.execute("1 +");
  await on.done({ name: "SyntaxError", message: "unexpected end" });
  expect(asked).toBe(1);
  expect(on.of("stream")).toEqual([]);
});

test("where types cannot be checked cells run, and one says so", async () => {
  const kernel = fakeKernel({ mode: "error", types: { check: () => Promise.reject(new Error("tsc is gone")) } });
  for (const code of ["1", "2"]) {
    kernel.execute(code);
    kernel.event({ type: "check", request: kernel.last, code });
    await turns();
    expect(kernel.orders.at(-1)).toEqual({ type: "checked", request: kernel.last, problems: [] });
    await kernel.done();
  }
  expect(kernel.of("stream")).toEqual([{ name: "stderr", text: "Types are not checked: tsc is gone\n" }]);
});

test("comms pass through and are known while they are open", async () => {
  const kernel = fakeKernel();
  const opened = kernel.send("comm_open", { comm_id: "one", target_name: "echo", data: { a: 1 } });
  const order = kernel.orders.at(-1);
  expect(order).toMatchObject({
    type: "comm",
    message: { type: "comm_open", commId: "one", target: "echo", data: { a: 1 } },
  });
  expect(kernel.words(opened)).toEqual(["busy"]);
  const request = order?.request as number;
  const buffers = [new Uint8Array([1, 2, 3]).subarray(1)];
  const message = { type: "comm_msg", commId: "one", data: { b: 2 }, metadata: { version: "2" }, buffers } as const;
  kernel.event({ type: "comm", request, message });
  kernel.event({ type: "comm_handled", request });
  expect(kernel.words(opened)).toEqual(["busy", "comm_msg", "idle"]);
  const sent = kernel.said.find(({ type }) => type === "comm_msg")?.message;
  expect([sent?.content, sent?.metadata]).toEqual([{ comm_id: "one", data: { b: 2 } }, { version: "2" }]);
  expect(sent?.buffers.map((bytes) => [...bytes])).toEqual([[2, 3]]);
  kernel.send("comm_info_request", { target_name: "echo" });
  kernel.send("comm_info_request", { target_name: "other" });
  await turns();
  expect(kernel.of("comm_info_reply")).toEqual([
    { status: "ok", comms: { one: { target_name: "echo" } } },
    { status: "ok", comms: {} },
  ]);
});

test("comms of a process that is gone are closed, and their messages settled", () => {
  const kernel = fakeKernel();
  const opened = kernel.send("comm_open", { comm_id: "one", target_name: "echo", data: {} });
  kernel.die();
  expect(kernel.of("comm_close")).toEqual([{ comm_id: "one", data: {} }]);
  expect(kernel.words(opened)).toEqual(["busy", "idle"]);
});

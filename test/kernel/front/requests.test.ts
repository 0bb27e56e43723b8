import { expect, test } from "vitest";
import { fakeKernel, turns, until } from "./fake-kernel.js";

test("kernel_info says what is spoken, on both channels", async () => {
  const kernel = fakeKernel();
  kernel.send("kernel_info_request");
  kernel.send("kernel_info_request", {}, "control");
  await turns();
  const replies = kernel.said.filter(({ type }) => type === "kernel_info_reply");
  expect(replies.map(({ channel }) => channel)).toEqual(["shell", "control"]);
  expect(replies[0]?.content).toMatchObject({
    status: "ok",
    protocol_version: "5.4",
    implementation: "open-interest",
    language_info: { name: "typescript", file_extension: ".ts" },
    supported_features: [],
  });
});

test("who has subscribed before the kernel could answer hears its welcome before all else", () => {
  expect(fakeKernel({ subscribed: [Buffer.from("")] }).words()).toEqual(["iopub_welcome", "starting"]);
});

test("the kernel says that it starts, and greets who subscribes", () => {
  const kernel = fakeKernel();
  expect(kernel.words()).toEqual(["starting"]);
  kernel.front.welcome(Buffer.from(""));
  kernel.front.welcome(Buffer.from("topic"));
  expect(kernel.of("iopub_welcome")).toEqual([{ subscription: "" }, { subscription: "topic" }]);
  expect(kernel.said.slice(1).map(({ message }) => message.identities.map(String))).toEqual([[], ["topic"]]);
});

test("questions about cells wait for the cells before them, but not for ever", async () => {
  const kernel = fakeKernel();
  kernel.execute("quick");
  kernel.send("comm_info_request");
  await turns();
  expect(kernel.of("comm_info_reply")).toEqual([]);
  await kernel.done();
  await turns();
  expect(kernel.of("comm_info_reply")).toEqual([{ status: "ok", comms: {} }]);
  const cell = kernel.execute("endless");
  const asked = kernel.send("history_request", { hist_access_type: "tail", n: 1 });
  kernel.event({ type: "running", request: kernel.last, code: "endless" });
  await until(() => kernel.of("history_reply").length > 0);
  // What a front end hears last is that a cell runs.
  expect(kernel.words(asked)).toEqual(["busy", "history_reply", "idle"]);
  expect(kernel.words().at(-1)).toBe("busy");
  expect(kernel.words(cell)).toEqual(["busy", "execute_input"]);
});

test("questions wait for a cell that is still compiled longer than for one that computes", async () => {
  const kernel = fakeKernel();
  kernel.execute("large");
  kernel.send("comm_info_request");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(kernel.of("comm_info_reply")).toEqual([]);
  kernel.event({ type: "running", request: kernel.last, code: "large" });
  await turns();
  expect(kernel.of("comm_info_reply")).toHaveLength(1);
});

test("cursors count letters, JavaScript counts units", async () => {
  const asked: number[] = [];
  const kernel = fakeKernel({
    types: {
      complete: async (_, offset) => {
        asked.push(offset);
        return { matches: [{ text: "abcdef", type: "variable", signature: "number" }], start: 9, end: 13 };
      },
      inspect: async (_, offset, detail) => ({ "text/plain": `${offset} ${detail}` }),
    },
  });
  // Two letters of two units each: the text is 11 letters and 13 units long, as counted by hand.
  kernel.send("complete_request", { code: "'😀😀' + abcd", cursor_pos: 11 });
  await turns();
  expect(asked).toEqual([13]);
  expect(kernel.of("complete_reply")).toEqual([
    {
      status: "ok",
      matches: ["abcdef"],
      cursor_start: 7,
      cursor_end: 11,
      metadata: {
        _jupyter_types_experimental: [{ text: "abcdef", type: "variable", signature: "number", start: 7, end: 11 }],
      },
    },
  ]);
  kernel.send("inspect_request", { code: "😀x", cursor_pos: 1, detail_level: 1 });
  await turns();
  expect(kernel.of("inspect_reply")).toEqual([
    { status: "ok", found: true, data: { "text/plain": "2 1" }, metadata: {} },
  ]);
});

test("completion and inspection answer odd requests and a broken service with nothing", async () => {
  const kernel = fakeKernel({
    types: {
      complete: () => Promise.reject(new Error("broken")),
      inspect: () => {
        throw new Error("broken");
      },
    },
  });
  for (const content of [
    {},
    { code: 5, cursor_pos: "x" },
    { code: "ab", cursor_pos: -7 },
    { code: "a", cursor_pos: 99 },
  ]) {
    kernel.send("complete_request", content);
    kernel.send("inspect_request", content);
  }
  await turns();
  const places = kernel.of("complete_reply").map(({ status, matches, cursor_end }) => [status, matches, cursor_end]);
  expect(places).toEqual([
    ["ok", [], 0],
    ["ok", [], 0],
    ["ok", [], 0],
    ["ok", [], 1],
  ]);
  expect(kernel.of("inspect_reply")).toEqual(Array(4).fill({ status: "ok", found: false, data: {}, metadata: {} }));
});

test("unknown requests are told once to who runs the kernel, and have no answer", async () => {
  const kernel = fakeKernel();
  for (const type of ["dance_request", "dance_request", "constructor", "__proto__"]) kernel.send(type);
  await turns();
  expect(kernel.logged).toEqual([
    'kernel: unknown request "dance_request"; it has no answer',
    'kernel: unknown request "constructor"; it has no answer',
    'kernel: unknown request "__proto__"; it has no answer',
  ]);
  expect(kernel.said.every(({ type }) => type === "status")).toBe(true);
});

test("interrupts are answered at once and reach the engine", async () => {
  const kernel = fakeKernel();
  const cell = kernel.execute("endless");
  const waiting = kernel.execute("waits");
  kernel.send("interrupt_request", {}, "control");
  await turns();
  expect(kernel.of("interrupt_reply")).toEqual([{ status: "ok" }]);
  expect(kernel.counts.interrupts).toBe(1);
  await kernel.done({ name: "Interrupted", message: "the cell was interrupted" });
  expect(kernel.of("execute_reply", cell)).toMatchObject([{ status: "error", ename: "Interrupted" }]);
  expect(kernel.of("execute_reply", waiting)).toEqual([{ status: "aborted" }]);
});

test("a shutdown is answered and published, and ends the engine", async () => {
  const kernel = fakeKernel();
  kernel.send("shutdown_request", { restart: true }, "control");
  await turns();
  const told = kernel.said.filter(({ type }) => type === "shutdown_reply");
  expect(told.map(({ channel, content }) => [channel, content])).toEqual([
    ["control", { status: "ok", restart: true }],
    ["iopub", { status: "ok", restart: true }],
  ]);
  expect(kernel.counts).toMatchObject({ kills: 1, shutdowns: 1 });
});

test("there is no debugger, and a request for it says so", async () => {
  const kernel = fakeKernel();
  kernel.send("debug_request", { type: "request", seq: 3, command: "attach" }, "control");
  await turns();
  expect(kernel.of("debug_reply")).toMatchObject([
    { type: "response", request_seq: 3, command: "attach", success: false },
  ]);
});

test("a question goes to who sent the cell, and its answer to the engine", async () => {
  const kernel = fakeKernel();
  const cell = kernel.execute("prompt('name? ')", { allow_stdin: true });
  kernel.print(kernel.last, "read this");
  kernel.event({ type: "prompt", request: kernel.last, text: "name? ", password: true });
  const asked = kernel.said.at(-1);
  expect(kernel.words(cell)).toEqual(["busy", "execute_input", "stream", "input_request"]);
  expect([asked?.channel, asked?.content]).toEqual(["stdin", { prompt: "name? ", password: true }]);
  expect(asked?.message.identities.map(String)).toEqual(["front end"]);
  kernel.send("input_reply", { value: "ada" }, "stdin");
  kernel.send("input_reply", { value: "twice" }, "stdin");
  expect(kernel.answers).toEqual([{ value: "ada" }]);
});

test("an answer that comes after an interrupt is not taken", () => {
  const kernel = fakeKernel();
  kernel.execute("prompt('name? ')", { allow_stdin: true });
  kernel.event({ type: "prompt", request: kernel.last, text: "name? ", password: false });
  kernel.front.interrupt();
  kernel.send("input_reply", { value: "late" }, "stdin");
  expect(kernel.answers).toEqual([]);
});

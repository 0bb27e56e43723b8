import { expect, test } from "vitest";
import { fakeKernel, turns, until } from "./fake-kernel.js";

const failure = { name: "Error", message: "on purpose" };

test("a cell is told as busy, input, outputs, reply and idle, each of its request", async () => {
  const kernel = fakeKernel();
  const id = kernel.execute("1 + 1");
  kernel.print(kernel.last, "text\n");
  kernel.output(kernel.last, { type: "execute_result", data: { "text/plain": "2" } });
  await kernel.done();
  expect(kernel.words(id)).toEqual(["busy", "execute_input", "stream", "execute_result", "execute_reply", "idle"]);
  expect(kernel.of("execute_input")).toEqual([{ code: "1 + 1", execution_count: 1 }]);
  expect(kernel.of("execute_result")).toEqual([{ execution_count: 1, data: { "text/plain": "2" }, metadata: {} }]);
  expect(kernel.of("execute_reply")).toEqual([{ status: "ok", execution_count: 1, user_expressions: {}, payload: [] }]);
  const reply = kernel.said.find(({ type }) => type === "execute_reply");
  expect(reply?.channel).toBe("shell");
  expect(reply?.message.identities.map(String)).toEqual(["front end"]);
});

test("cells run one after the other", async () => {
  const kernel = fakeKernel();
  kernel.execute("first");
  kernel.execute("second");
  expect(kernel.orders).toHaveLength(1);
  await kernel.done();
  expect(kernel.orders.map((order) => order.type === "execute" && order.code)).toEqual(["first", "second"]);
});

test("silent cells and those that are not stored do not count", async () => {
  const kernel = fakeKernel();
  kernel.execute("a");
  await kernel.done();
  const silent = kernel.execute("b", { silent: true });
  kernel.output(kernel.last, { type: "execute_result", data: { "text/plain": "b" } });
  await kernel.done();
  expect(kernel.words(silent)).toEqual(["busy", "execute_reply", "idle"]);
  const unstored = kernel.execute("c", { store_history: false });
  await kernel.done();
  kernel.execute("  ");
  await kernel.done();
  kernel.execute("// d");
  await kernel.done();
  expect(kernel.of("execute_reply").map((content) => content.execution_count)).toEqual([1, 1, 1, 1, 2]);
  // As of ipykernel: the number that the next cell would have.
  expect(kernel.of("execute_input", unstored)).toEqual([{ code: "c", execution_count: 2 }]);
});

test("a failed cell aborts those that wait, not those that come after its reply", async () => {
  const kernel = fakeKernel();
  const first = kernel.execute("fails");
  const second = kernel.execute("waits");
  await kernel.done(failure);
  const third = kernel.execute("comes later");
  await kernel.done();
  const error = { ename: "Error", evalue: "on purpose", traceback: ["trace"] };
  expect(kernel.of("error", first)).toEqual([error]);
  expect(kernel.of("execute_reply", first)).toEqual([
    { status: "error", ...error, execution_count: 1, user_expressions: {}, payload: [] },
  ]);
  expect(kernel.words(second)).toEqual(["busy", "execute_reply", "idle"]);
  expect(kernel.of("execute_reply", second)).toEqual([{ status: "aborted" }]);
  expect(kernel.of("execute_reply", third)).toMatchObject([{ status: "ok", execution_count: 2 }]);
});

test("a failed cell aborts what was on its way when it failed", async () => {
  const kernel = fakeKernel();
  kernel.execute("fails");
  const failed = kernel.done(failure);
  const onItsWay = kernel.execute("sent before anybody knew");
  await failed;
  expect(kernel.of("execute_reply", onItsWay)).toEqual([{ status: "aborted" }]);
});

test("errors do not stop others where the request says so, nor silent ones", async () => {
  const kernel = fakeKernel();
  kernel.execute("fails", { stop_on_error: false });
  kernel.execute("fails silently", { silent: true });
  const third = kernel.execute("runs");
  await kernel.done(failure);
  await kernel.done(failure);
  await kernel.done();
  expect(kernel.of("execute_reply", third)).toMatchObject([{ status: "ok" }]);
});

test("an error that the engine tells only at the end is published too", async () => {
  const kernel = fakeKernel();
  kernel.execute("fails");
  const error = { ...failure, frames: [] };
  kernel.event({ type: "executed", request: kernel.last, error, userExpressions: {} });
  await turns();
  expect(kernel.of("error")).toEqual([{ ename: "Error", evalue: "on purpose", traceback: ["Error: on purpose"] }]);
});

test("what a cell puts out after its end still belongs to it", async () => {
  const kernel = fakeKernel();
  const first = kernel.execute("first");
  const request = kernel.last;
  await kernel.done();
  kernel.execute("second");
  kernel.print(request, "late");
  kernel.print(kernel.last, "own");
  await kernel.done();
  expect(kernel.of("stream", first)).toEqual([{ name: "stdout", text: "late" }]);
});

test("text waits a little, but never longer than the outputs after it", async () => {
  const kernel = fakeKernel();
  kernel.execute("prints");
  for (const text of ["a", "b", "c"]) kernel.print(kernel.last, text);
  expect(kernel.of("stream")).toEqual([]);
  await until(() => kernel.of("stream").length > 0);
  kernel.print(kernel.last, "before");
  kernel.output(kernel.last, { type: "display_data", data: { "text/plain": "shown" }, displayId: "id" });
  expect(kernel.words().slice(-3)).toEqual(["stream", "stream", "display_data"]);
  expect(kernel.of("stream")).toEqual([
    { name: "stdout", text: "abc" },
    { name: "stdout", text: "before" },
  ]);
  expect(kernel.of("display_data")).toEqual([
    { data: { "text/plain": "shown" }, metadata: {}, transient: { display_id: "id" } },
  ]);
});

test("a request without code fails and stops nothing", async () => {
  const kernel = fakeKernel();
  const bad = kernel.send("execute_request", { code: 5 });
  expect(kernel.words(bad)).toEqual(["busy", "execute_reply", "idle"]);
  expect(kernel.of("execute_reply", bad)).toMatchObject([{ status: "error" }]);
  kernel.execute("goes on", { user_expressions: [1], silent: "no", store_history: null });
  await kernel.done();
  expect(kernel.of("execute_reply").at(-1)).toMatchObject({ status: "ok", execution_count: 1 });
});

test("a cell that fails after its end is told by the cell that runs, or the next one", async () => {
  const kernel = fakeKernel();
  const late = { type: "error", name: "Error", message: "later\nmore", traceback: [] } as const;
  kernel.execute("1");
  const first = kernel.last;
  await kernel.done();
  kernel.output(first, late);
  const second = kernel.execute("2");
  kernel.output(first, late);
  await kernel.done();
  const told = kernel.of("stream", second).map(({ text }) => text);
  expect(told.join("")).toBe("cell 1 failed after its end: Error: later\ncell 1 failed after its end: Error: later\n");
});

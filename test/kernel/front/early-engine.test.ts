import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Engine, EngineEnd } from "../../../lib/kernel/engine/start-engine.js";
import { earlyEngine } from "../../../lib/kernel/front/early-engine.js";
import type { StartEngine } from "../../../lib/kernel/front/engine-host.js";

type Listeners = Parameters<StartEngine>[0];

const end: EngineEnd = { code: 1, signal: null, text: "", reason: "exited" };

/** Engines that do nothing, numbered by their start, and what they were given. */
function fakeEngines(): { readonly start: StartEngine; readonly given: Listeners[] } {
  const given: Listeners[] = [];
  const start: StartEngine = (listeners) => {
    given.push(listeners);
    return { pid: given.length, order: () => {}, interrupt: () => {}, answer: () => {}, kill: () => {} };
  };
  return { start, given };
}

function listener(): Listeners & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    onEvent: ({ type }) => heard.push(type),
    onText: (text, stream) => heard.push(`${stream} ${text}`),
    onExit: ({ reason }) => heard.push(reason),
  };
}

test("an engine that started early tells in order what was missed, after whoever takes it has it", async () => {
  const { start, given } = fakeEngines();
  const take = earlyEngine(start);
  given[0]?.onText("a warning", "stderr");
  given[0]?.onEvent({ type: "ready" });
  const to = listener();
  const engine: Engine = take(to);
  expect(to.heard).toEqual([]);
  given[0]?.onText("more", "stdout");
  await setImmediate();
  given[0]?.onExit(end);
  expect(to.heard).toEqual(["stderr a warning", "ready", "stdout more", "exited"]);
  expect(engine.pid).toBe(1);
});

test("the engines after it are started when they are asked for", () => {
  const { start, given } = fakeEngines();
  const take = earlyEngine(start);
  take(listener());
  expect(given).toHaveLength(1);
  const to = listener();
  expect(take(to).pid).toBe(2);
  given[1]?.onExit(end);
  expect(to.heard).toEqual(["exited"]);
});

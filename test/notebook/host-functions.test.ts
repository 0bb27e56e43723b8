import { afterEach, expect, test } from "vitest";
import { clearOutput } from "../../lib/notebook/clear-output.js";
import { onComm, openComm } from "../../lib/notebook/comms.js";
import { displayHost } from "../../lib/notebook/display-host.js";
import { notice } from "../../lib/notebook/notice.js";
import { seenHost } from "./controls/comm-host.js";

const globals = globalThis as Record<symbol, unknown>;
afterEach(() => {
  delete globals[displayHost];
});

test("clearOutput asks the host, and does nothing where there is none", () => {
  expect(() => clearOutput()).not.toThrow();
  const asked: unknown[] = [];
  globals[displayHost] = { display: () => {}, clear: (options: unknown) => asked.push(options) };
  clearOutput();
  clearOutput({ wait: true });
  expect(asked).toEqual([{ wait: false }, { wait: true }]);
});

test("comms are those of the host, and an error where there is none", () => {
  expect(() => openComm("a")).toThrow("openComm: no front end listens here; run this in a notebook");
  expect(() => onComm("a", () => {})).toThrow("onComm: no front end listens here; run this in a notebook");
  const host = seenHost();
  expect(openComm("a", { b: 1 }).target).toBe("a");
  expect(host.comms[0]).toMatchObject({ target: "a", data: { b: 1 } });
  const taken: string[] = [];
  onComm("from front", ({ target }) => taken.push(target));
  host.open("from front");
  expect(taken).toEqual(["from front"]);
});

test("a notice is shown again when its cell runs again, and once in a run", () => {
  let run = 1;
  const { shown } = seenHost(() => run);
  notice("missing");
  notice("missing");
  expect(new Set(shown.map(({ displayId }) => displayId)).size).toBe(1);
  run = 2;
  notice("missing");
  expect(new Set(shown.map(({ displayId }) => displayId)).size).toBe(2);
});

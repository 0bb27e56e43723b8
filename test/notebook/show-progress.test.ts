import { afterEach, expect, test } from "vitest";
import { type DisplayHost, displayHost } from "../../lib/notebook/display-host.js";
import { showProgress } from "../../lib/notebook/show-progress.js";

const globals = globalThis as Record<symbol, unknown>;
afterEach(() => {
  delete globals[displayHost];
});

test("showProgress tells the host what was done and how much there is", () => {
  const told: string[] = [];
  const host: DisplayHost = { display: () => {}, progress: (text) => told.push(text) };
  globals[displayHost] = host;
  showProgress({ done: 3, total: 9, what: "a.zip" });
  expect(told).toEqual(["3 of 9: a.zip"]);
});

test("showProgress says nothing where no host has a place for it", () => {
  expect(() => showProgress({ done: 3, total: 9, what: "a.zip" })).not.toThrow();
  globals[displayHost] = { display: () => {} } satisfies DisplayHost;
  expect(() => showProgress({ done: 3, total: 9, what: "a.zip" })).not.toThrow();
});

test("showProgress tells of a sweep, which names nothing, only how much is done", () => {
  const told: string[] = [];
  globals[displayHost] = { display: () => {}, progress: (text) => told.push(text) } satisfies DisplayHost;
  showProgress({ done: 1, total: 10 });
  expect(told).toEqual(["1 of 10"]);
});

import { createRequire } from "node:module";
import { afterEach, describe, expect, test, vi } from "vitest";
import { displayHost } from "../../lib/notebook/display-host.js";
import type { MimeBundle } from "../../lib/notebook/mime-bundle.js";
import { show } from "../../lib/notebook/show.js";

const globals = globalThis as Record<symbol, unknown>;
const require = createRequire(import.meta.url);

/** The module of tslab's kernel that its own display functions write through. */
interface TslabKernel {
  lastWriteDisplayData: ((message: unknown, update: boolean) => void) | null;
}

afterEach(() => {
  delete globals[displayHost];
  vi.restoreAllMocks();
});

describe("show", () => {
  test("gives the host of the session one bundle for each value", () => {
    const shown: MimeBundle[] = [];
    globals[displayHost] = { display: (bundle: MimeBundle) => shown.push(bundle) };
    show("a", { b: 1 });
    expect(shown).toEqual([{ "text/plain": "a" }, { "text/plain": "{ b: 1 }" }]);
  });

  test("prints text where nobody displays", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    show({ data: [], layout: { title: { text: "A title" } } });
    expect(log.mock.calls).toEqual([['Figure "A title"']]);
  });

  test("sends the whole bundle through tslab's kernel where that runs, and prints before it does", () => {
    const tslab = require("tslab/dist/jupyter.js") as TslabKernel;
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    show("before the first cell");
    expect(log).toHaveBeenCalledTimes(1);

    const sent: unknown[] = [];
    tslab.lastWriteDisplayData = (message, update) => sent.push([message, update]);
    try {
      show({ data: [], layout: {} });
    } finally {
      tslab.lastWriteDisplayData = null;
    }
    const data = {
      "application/vnd.plotly.v1+json": { data: [], layout: {} },
      "image/svg+xml": expect.stringContaining("<svg"),
      "text/plain": "Figure",
    };
    expect(sent).toEqual([[{ data, metadata: {}, transient: {} }, false]]);
    expect(log).toHaveBeenCalledTimes(1);
  });
});

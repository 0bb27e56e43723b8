import { createRequire } from "node:module";
import { afterEach, describe, expect, test, vi } from "vitest";
import { displayHost } from "../../lib/notebook/display-host.js";
import { notice } from "../../lib/notebook/notice.js";
import { type NotebookRun, runNotebook } from "../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../report/make-notebook.js";

const globals = globalThis as Record<symbol, unknown>;
afterEach(() => {
  delete globals[displayHost];
  vi.restoreAllMocks();
});

// Cells cannot import the library's own TypeScript.
(globalThis as Record<string, unknown>).testedNotice = notice;
const cells = [
  'const notice = globalThis.testedNotice; notice("prices are missing");',
  'for (let turn = 0; turn < 3; turn++) notice("prices are missing");',
  'notice("prices are missing", { kind: "note" });',
];
const texts = (run: NotebookRun) =>
  run.cells.map(({ outputs }) => outputs.map((output) => "data" in output && output.data["text/plain"]));

describe("notice", () => {
  test("stands once in a run, where it was shown first, and again in the next run and in one beside it", async () => {
    const path = await makeNotebook(cells);
    const expected = [["Warning: prices are missing"], [], ["Note: prices are missing"]];
    const first = await runNotebook(path);
    expect(first.failure).toBeUndefined();
    expect(texts(first)).toEqual(expected);
    const beside = await Promise.all([runNotebook(path), runNotebook(path)]);
    expect(beside.map(texts)).toEqual([expected, expected]);
  });

  test("says its kind in words, in a box, with its text as text", () => {
    const shown: unknown[] = [];
    globals[displayHost] = { display: (bundle: unknown) => shown.push(bundle) };
    notice("a <script>\nb", { kind: "note" });
    notice("c");
    expect(shown).toEqual([
      {
        "text/html":
          '<div class="open-interest-note" role="note" style="border-left:3px solid #0072b2;padding:0.3em 0.9em;margin:0.4em 0"><strong>Note:</strong> a &lt;script&gt;<br>b</div>',
        "text/plain": "Note: a <script>\nb",
      },
      {
        "text/html": expect.stringContaining('<div class="open-interest-warning"'),
        "text/plain": "Warning: c",
      },
    ]);
  });

  test("shown again under tslab replaces what stands there", () => {
    const tslab = createRequire(import.meta.url)("tslab/dist/jupyter.js") as {
      lastWriteDisplayData: ((message: unknown, update: boolean) => void) | null;
    };
    const sent: boolean[] = [];
    tslab.lastWriteDisplayData = (_, update) => sent.push(update);
    try {
      notice("once");
      notice("once");
      notice("twice");
    } finally {
      tslab.lastWriteDisplayData = null;
    }
    expect(sent).toEqual([false, true, false]);
  });

  test("is a line on standard error elsewhere, once", () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    notice("of a script");
    notice("of a script");
    expect(error.mock.calls).toEqual([["Warning: of a script"]]);
  });

  test("refuses an unknown kind", () => {
    expect(() => notice("a", { kind: "error" as "note" })).toThrow(
      'notice: unknown kind "error"; known: warning, note',
    );
  });
});

import { afterEach, describe, expect, test, vi } from "vitest";
import { type DisplayHost, displayHost } from "../../lib/notebook/display-host.js";
import type { MimeBundle } from "../../lib/notebook/mime-bundle.js";
import { progressBar } from "../../lib/notebook/progress-bar.js";
import { runNotebook } from "../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../report/make-notebook.js";

const globals = globalThis as Record<symbol, unknown>;
afterEach(() => {
  delete globals[displayHost];
  vi.restoreAllMocks();
});

interface Shown {
  readonly bundle: MimeBundle;
  readonly displayId: string | undefined;
}

function watched(): { readonly shown: Shown[]; readonly told: string[] } {
  const shown: Shown[] = [];
  const told: string[] = [];
  const host: DisplayHost = {
    display: (bundle, { displayId } = {}) => shown.push({ bundle, displayId }),
    progress: (text) => told.push(text),
  };
  globals[displayHost] = host;
  return { shown, told };
}

const texts = (shown: readonly Shown[]) => shown.map(({ bundle }) => bundle["text/plain"]);

describe("progressBar", () => {
  test("fills in one place and leaves one line", () => {
    const { shown, told } = watched();
    const bar = progressBar({ total: 3, label: "Days" });
    for (let day = 0; day < 3; day++) bar.advance();
    // 24 signs: a third is 8, two thirds are 16.
    expect(texts(shown)).toEqual([
      `[${"-".repeat(24)}] Days: 0 of 3`,
      `[${"#".repeat(8)}${"-".repeat(16)}] Days: 1 of 3`,
      `[${"#".repeat(16)}${"-".repeat(8)}] Days: 2 of 3`,
      "Days: 3 of 3",
    ]);
    expect(new Set(shown.map(({ displayId }) => displayId)).size).toBe(1);
    expect(shown[0]?.displayId).toBeDefined();
    expect(told.at(-1)).toBe("Days: 3 of 3");
    expect(shown[1]?.bundle["text/html"]).toBe(
      '<div class="open-interest-progress">Days: 1 of 3 <progress max="3" value="1" aria-label="Days"></progress></div>',
    );
    expect(shown[3]?.bundle["text/html"]).toBe('<div class="open-interest-progress">Days: 3 of 3</div>');
  });

  test("is drawn at most 101 times, and the last time in full", () => {
    const { shown } = watched();
    const bar = progressBar({ total: 123_457 });
    for (let count = 0; count < 123_457; count++) bar.advance();
    expect(shown).toHaveLength(101);
    expect(texts(shown).at(-1)).toBe("Progress: 123,457 of 123,457");
  });

  test("that ends early says how far it came, and is drawn no more", () => {
    const { shown } = watched();
    const bar = progressBar({ total: 10 });
    bar.show({ done: 4 });
    bar.end();
    bar.end();
    bar.advance();
    expect(texts(shown).slice(1)).toEqual([
      `[${"#".repeat(9)}${"-".repeat(15)}] Progress: 4 of 10`,
      "Progress: 4 of 10",
    ]);
  });

  test("of nothing to do is full from the start", () => {
    const { shown } = watched();
    progressBar({ total: 0, label: "Files" });
    expect(texts(shown)).toEqual(["Files: 0 of 0"]);
  });

  test("shows its label as text", () => {
    const { shown } = watched();
    progressBar({ total: 2, label: "<script>\u001b[2J\n" });
    expect(shown[0]?.bundle["text/html"]).toContain("&lt;script&gt; [2J : 0 of 2");
    expect(shown[0]?.bundle["text/html"]).not.toContain("<script>");
  });

  test("outside of notebooks writes over its line on a terminal, and says nothing elsewhere", () => {
    const write = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const before = process.stderr.isTTY;
    try {
      process.stderr.isTTY = false;
      progressBar({ total: 1 }).advance();
      expect(write).not.toHaveBeenCalled();
      process.stderr.isTTY = true;
      progressBar({ total: 1 }).advance();
      expect(write.mock.calls.map(([text]) => text)).toEqual([
        `\r\x1b[2K[${"-".repeat(24)}] Progress: 0 of 1`,
        "\r\x1b[2KProgress: 1 of 1\n",
      ]);
    } finally {
      process.stderr.isTTY = before;
    }
  });

  test("refuses a total that is no count and going back", () => {
    expect(() => progressBar({ total: 1.5 })).toThrow(
      "progressBar: total 1.5 is no whole number; give how much there is to do",
    );
    const bar = progressBar({ total: 5, label: "Files" });
    bar.show({ done: 3 });
    expect(() => bar.show({ done: 2 })).toThrow("progressBar: Files was at 3 of 5 and cannot be at 2");
    expect(() => bar.advance(Number.NaN)).toThrow("cannot be at NaN");
  });

  test("leaves one output in a notebook that was run", async () => {
    // Cells cannot import the library's own TypeScript.
    (globalThis as Record<string, unknown>).testedBar = progressBar;
    const run = await runNotebook(
      await makeNotebook([
        'const bar = globalThis.testedBar({ total: 50, label: "Rows" });',
        "for (let row = 0; row < 50; row++) bar.advance();",
      ]),
    );
    expect(run.failure).toBeUndefined();
    const outputs = run.cells.flatMap((cell) => cell.outputs);
    expect(outputs).toHaveLength(1);
    expect(outputs[0]).toMatchObject({ data: { "text/plain": "Rows: 50 of 50" }, metadata: {} });
  });
});

import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { notebookEdits, pageEdits } from "../../../lib/report/verify/cell-edits.js";
import { copied, forged, made, told, verified } from "./made-report.js";

const four = ["1", "md:## Two", "22", "md:## Three", "333", "4444"] as const;

describe("cells of a page", () => {
  const sealed = [
    [0, "a"],
    [1, "b"],
    [3, "c"],
  ] as const;
  test.each([
    [
      "edited",
      [
        [0, "a"],
        [1, "x"],
        [3, "c"],
      ],
      [{ change: "edited", index: 1 }],
    ],
    [
      "removed",
      [
        [0, "a"],
        [3, "c"],
      ],
      [{ change: "removed", index: 1 }],
    ],
    [
      "added",
      [
        [0, "a"],
        [1, "b"],
        [2, "n"],
        [3, "c"],
      ],
      [{ change: "added", index: 2 }],
    ],
    [
      "moved",
      [
        [3, "c"],
        [0, "a"],
        [1, "b"],
      ],
      [{ change: "moved", index: 3 }],
    ],
  ] as const)("that were %s are called so", (_, now, expected) => expect(pageEdits(sealed, now)).toEqual(expected));
});

describe("cells of a notebook", () => {
  test.each([
    ["removed", "acd", [{ change: "removed", index: 1 }]],
    ["added", "abxcd", [{ change: "added", index: 2 }]],
    ["edited", "axcd", [{ change: "edited", index: 1 }]],
    ["moved", "bcda", [{ change: "moved", index: 3 }]],
    ["left", "abcd", []],
    ["removed at the end", "abc", [{ change: "removed", index: 3 }]],
    [
      "edited, and one removed",
      "axd",
      [
        { change: "edited", index: 1 },
        { change: "removed", index: 2 },
      ],
    ],
  ])("that were %s are called so", (_, now, expected) =>
    expect(notebookEdits([..."abcd"], [...now])).toEqual(expected),
  );

  test("are told by name, and those after them are not called edited", async () => {
    const { notebook } = await made(four);
    const change = async (edit: (cells: unknown[]) => void) => {
      const json = JSON.parse(await readFile(notebook, "utf8"));
      edit(json.cells);
      return told(await verified(await copied(notebook, `${JSON.stringify(json, null, 1)}\n`)));
    };
    const edits = (lines: readonly string[]) => lines.filter((line) => /was (edited|added|moved|removed)/.test(line));
    expect(edits(await change((cells) => cells.splice(2, 1)))).toEqual([
      "notebook: a cell was removed after text under “Two”",
    ]);
    const text = { cell_type: "markdown", id: "z", metadata: {}, source: ["We win"] };
    expect(edits(await change((cells) => cells.splice(2, 0, text)))).toEqual([
      "text under “Two”: was added after the report was made",
    ]);
    expect(edits(await change((cells) => cells.unshift(cells.pop())))).toEqual([
      "cell 1: was moved after the report was made",
    ]);
  });
});

describe("a file is told as what it is", () => {
  test("with another layout, a byte-order mark, other line ends, or without its end", async () => {
    const { html, notebook } = await made(four);
    const [page, json] = [await readFile(html, "utf8"), await readFile(notebook, "utf8")];
    const of = async (path: string, text: string) => told(await verified(await copied(path, text)));
    expect(await of(notebook, JSON.stringify(JSON.parse(json), null, 2))).toEqual([
      expect.stringMatching(/^file: only the layout of the file differs, as another program writes it: /),
    ]);
    const mark = "file: starts with a byte-order mark, which a report has not";
    expect(await of(html, `\uFEFF${page}`)).toEqual([mark]);
    expect(await of(notebook, `\uFEFF${json}`)).toEqual([mark]);
    expect(await of(html, page.replaceAll("\n", "\r\n"))).toEqual([expect.stringMatching(/^file: has CRLF line ends/)]);
    expect(await of(html, page.slice(0, -20))).toEqual([
      expect.stringMatching(/^file: is cut short: it has no <\/html>/),
    ]);
    await expect(of(html, page.slice(0, 3000))).rejects.toThrow("is cut short: it has no </html> and ends with “");
  });

  test("of no report, with those to verify", async () => {
    const { html, source } = await made(["1"]);
    const folder = dirname(html);
    await writeFile(join(folder, "study.md"), "# Study");
    await expect(verified(join(folder, "study.md"))).rejects.toThrow("give study.html or study.ipynb of the same run");
    const links = ["a.html", "a.ipynb", "b%20c.html"].map((file) => `<a href="${file}" aria-label="x">x</a>`);
    await writeFile(join(folder, "index.html"), `<h2 id="batch_reports">Reports</h2>${links.join("")}`);
    await expect(verified(join(folder, "index.html"))).rejects.toThrow(
      "verifyReport: index.html compares reports and is none itself; give one of them: a.html, b c.html",
    );
    await expect(verified(html, { notebook: html })).rejects.toThrow(
      `${html} is a page and no notebook; give the .ipynb`,
    );
    expect(await verified(html, { notebook: source })).toMatchObject({ same: true });
  });

  test("with a forged stamp by the fields that no run gives", async () => {
    const { html } = await made(["console.log(1)"]);
    const result = await forged(html, ({ stamp }) => Object.assign(stamp, { result: "0".repeat(64) }));
    expect(told(await verified(result))).toContainEqual(
      expect.stringMatching(/^stamp: result: 000000000000 → [0-9a-f]{12}$/),
    );
    const hash = await forged(html, ({ stamp }) =>
      Object.assign(stamp, { cells: [{ cell: 1, sha256: "1".repeat(64) }] }),
    );
    const lines = told(await verified(hash));
    expect(lines).toContainEqual(expect.stringMatching(/^stamp: the hash of cell 1: 111111111111 → /));
    const seed = await forged(html, ({ stamp }) => Object.assign(stamp, { seed: 7 }));
    expect(told(await verified(seed))).toContain("stamp: seed: 7 → nothing");
  });
});

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../make-notebook.js";

test("a report that cannot be made leaves both files of the earlier one", async () => {
  const path = await makeNotebook(["parameters:let n = 1", "n"]);
  const { html, notebook } = await writeReport(await runNotebook(path), join(dirname(path), "out"));
  const read = () => Promise.all([html, notebook].map((file) => readFile(file, "utf8")));
  const before = await read();

  const later = await runNotebook(path, { parameters: { n: 2 } });
  const broken = Object.defineProperty({ ...later }, "data", {
    get: () => {
      throw new Error("no page");
    },
  });
  await expect(writeReport(broken, dirname(html))).rejects.toThrow("no page");
  expect(await read()).toEqual(before);
});

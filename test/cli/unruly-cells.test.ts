import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeNotebook } from "../report/make-notebook.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

function report(path: string): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, "report", path], { cwd: dirname(path) }, (error, _, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
}

// Node ends a process that has nothing left to do, also in the middle of an await: only a process of its own shows it.
test("a cell that waits for something that never comes fails, and what ran before it is in the report", async () => {
  const path = await makeNotebook(["md:# Study", "40 + 2", "await new Promise(() => {})", "3"]);
  const { code, stderr } = await report(path);
  expect(code).toBe(1);
  expect(stderr).toContain("Cell 2 (Study)");
  expect(stderr).toContain("waits for something that never comes");
  expect(await readFile(join(dirname(path), "reports", "study.html"), "utf8")).toContain("42");
});

// The figure makes plotly part of the report, whose packing takes longer than the timer.
test("an error thrown after the last cell is told, and the report is written all the same", async () => {
  const figure = "({ data: [{ y: [1, 2] }], layout: {} })";
  const late = "setTimeout(() => { throw new Error('late') }, 60)\nundefined";
  const path = await makeNotebook(["md:# Study", figure, late]);
  const { code, stderr } = await report(path);
  expect(code).toBe(1);
  expect(stderr).toContain("After its last cell the notebook threw, so this is not in the report: Error: late");
  expect(await readFile(join(dirname(path), "reports", "study.html"), "utf8")).toContain("</html>");
});

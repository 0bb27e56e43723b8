import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { notebookJson } from "../../../lib/report/files/notebook-json.js";
import { reportHtml } from "../../../lib/report/page/report-html.js";
import { type NotebookRun, type RunNotebookOptions, runNotebook } from "../../../lib/report/run/run-notebook.js";
import { verifyReport } from "../../../lib/report/verify/verify-report.js";

const notebook = resolve(import.meta.dirname, "../../../notebooks/open-interest.ipynb");
// Half a year, so that it takes no longer than it must.
const parameters = { asset: "ETH", from: "2024-01-01", to: "2024-06-30", interval: "4h" };

test("a number changed by hand in the bundled notebook's report is found, in the page and in the notebook", async () => {
  const run = await runNotebook(notebook, { parameters });
  expect(run.status).toBe("complete");
  // It is run again once, for all that follows.
  let second: Promise<NotebookRun> | undefined;
  const again = (path: string, options: RunNotebookOptions) => {
    second ??= runNotebook(path, options);
    return second;
  };
  const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
  const verified = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return verifyReport(join(folder, name), { run: again, notebook });
  };

  const html = reportHtml(run);
  expect(await verified("a.html", html)).toMatchObject({ same: true, sameBytes: true });
  const share = /(<th[^>]*>long buildup<\/th>|<td[^>]*>long buildup<\/td>)(<td[^>]*>)(\d+)(<\/td>)/.exec(html);
  expect(share).not.toBeNull();
  const [whole, name, tag, rows, end] = share as unknown as string[];
  const page = await verified("b.html", html.replace(whole as string, `${name}${tag}${Number(rows) + 1}${end}`));
  expect(page.differences.map(({ where, text }) => `${where}: ${text}`)).toEqual([
    expect.stringMatching(/^cell \d+ \(5\. Regimes\): was edited after the report was made/),
    expect.stringMatching(
      new RegExp(
        `^cell \\d+ \\(5\\. Regimes\\): table “Regimes over 1d” row \\d, “long buildup”, rows: ${Number(rows) + 1} → ${rows}$`,
      ),
    ),
  ]);

  const json = notebookJson(run);
  expect(await verified("a.ipynb", json)).toMatchObject({ same: true, sameBytes: true });
  const other = await verified(
    "b.ipynb",
    json.replace(/( +"[\d,]+)(\d",\n)/, (_, first, last) => `${first}${9 - Number(last[0])}${last.slice(1)}`),
  );
  expect(other).toMatchObject({ same: false });
  expect(other.differences[0]?.kind).toBe("edited");
  expect(await readFile(join(folder, "a.html"), "utf8")).not.toContain(resolve(notebook, "../.."));
});

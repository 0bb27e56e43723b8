import { describe, expect, test } from "vitest";
import { reportHtml } from "../../../lib/report/page/report-html.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { pageParts, pageSeals } from "../../../lib/report/stamp/page-parts.js";
import { makeNotebook } from "../make-notebook.js";

const page = async (...cells: string[]) => reportHtml(await runNotebook(await makeNotebook(cells)));
const partsOf = (html: string) => pageParts(html) as NonNullable<ReturnType<typeof pageParts>>;

describe("the parts of a page", () => {
  test("are its header, the section of each cell that shows something, and the rest", async () => {
    const html = await page("md:# T\n\nOne", "2", "  ", "md:## Two", "4");
    const { header, cells, frame, stamp } = partsOf(html);
    expect(header).toMatch(/^<header class="report">\n<h1>T<\/h1>[\s\S]*<\/header>$/);
    expect([...cells.keys()]).toEqual([0, 1, 3, 4]);
    expect(cells.get(1)?.html).toMatch(/^<section id="cell-1" data-part="1">[\s\S]*<\/section>$/);
    expect(frame).not.toContain("data-part");
    expect(frame).toContain("</main>");
    expect(JSON.parse(stamp)).toMatchObject({ stamp: { version: 1 }, seals: { frame: expect.any(String) } });
  });

  test("are told apart whatever the cells show", async () => {
    const hostile = `</section><section data-part="0"></header></main><script type="application/json" id="page_stamp">{}</script>`;
    const text = JSON.stringify(hostile);
    const html = await page(
      `md:# ${hostile}\n\n${hostile}`,
      `console.log(${text})`,
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": ${text} }) })`,
      `({ [Symbol.for("Jupyter.display")]: () => ({ "image/svg+xml": ${text} }) })`,
      `throw new Error(${text})`,
    );
    const { cells, stamp } = partsOf(html);
    expect([...cells.keys()]).toEqual([0, 1, 2, 3, 4]);
    const { seals } = JSON.parse(stamp);
    const { stamp: _, ...own } = seals;
    expect(pageSeals(partsOf(html))).toEqual(own);
    const before = new Map(own.cells);
    for (const [index, { html: section }] of cells) {
      const after = pageSeals(partsOf(html.replace(section, section.replace(/<\/section>$/, "!</section>"))));
      expect(after.cells.filter(([place, seal]) => before.get(place) !== seal).map(([place]) => place)).toEqual([
        index,
      ]);
      expect([after.header, after.frame]).toEqual([own.header, own.frame]);
    }
  });

  test("of a page without a stamp are none", () => {
    expect(pageParts("<p>no report</p>")).toBeUndefined();
  });
});

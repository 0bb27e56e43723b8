import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { reportMarkdown } from "../../../lib/report/files/report-markdown.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../make-notebook.js";

const written = async (...cells: string[]) => reportMarkdown(await runNotebook(await makeNotebook(cells)));
const bundle = (mime: string, value: unknown, text = "as text") =>
  `({ [Symbol.for("Jupyter.display")]: () => (${JSON.stringify({ [mime]: value, "text/plain": text })}) })`;
const table = (rows: readonly (readonly string[])[]) =>
  bundle("application/vnd.open-interest.table+json", {
    caption: "A|B",
    columns: [
      { name: "venue", align: "left" },
      { name: "usd", align: "right" },
    ],
    rows,
    note: "a note",
  });
/** As a reader's renderer has it that takes tags. */
const render = (text: string) => new MarkdownIt({ html: true }).render(text);

describe("a report in markdown", () => {
  test("holds its title once, its text, its code folded and what it printed", async () => {
    const { text, pictures } = await written(
      "md:# My *study*\n\nSome **text**.",
      "console.log('printed ``` here');\n1 + 1",
      "md:## Two",
    );
    expect(text.match(/^# .*$/gm)).toEqual(["# My study"]);
    expect(text).toContain("\n\nSome **text**.\n\n");
    expect(text).toContain(
      "<details><summary>Code [1]</summary>\n\n````ts\nconsole.log('printed ``` here');\n1 + 1\n````\n\n</details>",
    );
    expect(text).toContain("````text\nprinted ``` here\n````");
    expect(text).toContain("```text\n2\n```");
    expect(text).toContain("\n## Two\n");
    expect(text).not.toContain("Simulated");
    expect(pictures).toEqual([]);
  });

  test("writes a table with pipes, which stay in their cells", async () => {
    const { text } = await written(
      table([
        ["a|b", "$1,234.50"],
        ["<script>alert(1)</script>", "–"],
        ["*c* [d](e) `f`", "$1 $2"],
      ]),
    );
    expect(text).toContain(
      [
        "**A\\|B**",
        "",
        "| venue | usd |",
        "| :--- | ---: |",
        "| a\\|b | $1,234.50 |",
        "| \\<script\\>alert(1)\\</script\\> | – |",
        "| \\*c\\* \\[d\\](e) \\`f\\` | &#36;1 &#36;2 |",
        "",
        "*a note*",
      ].join("\n"),
    );
    const html = render(text);
    expect(html).toContain('<td style="text-align:left">a|b</td>');
    expect(html).toContain('<td style="text-align:left">&lt;script&gt;alert(1)&lt;/script&gt;</td>');
    expect(html).toContain('<td style="text-align:left">*c* [d](e) `f`</td>');
    expect(html).toContain('<td style="text-align:right">$1 $2</td>');
  });

  test("writes pictures as files beside it, called by number", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    const { text, pictures } = await written(bundle("image/svg+xml", svg, "A [picture]"), bundle("image/png", "AAEC"));
    expect(text).toContain("![A \\[picture\\]](study_files/figure-1.svg)");
    expect(text).toContain("![as text](study_files/figure-2.png)");
    expect(pictures).toEqual([
      { name: "figure-1.svg", content: svg },
      { name: "figure-2.png", content: Buffer.from([0, 1, 2]) },
    ]);
  });

  test("tells parameters, data and the failure of a cell at the top", async () => {
    const provenance = "{ source: 's', simulated: true, description: 'waves | no market', files: [] }";
    const { text } = await written(
      'parameters:let asset = "<b>";',
      `const dataset = { provenance: ${provenance} }`,
      "md:## Fails",
      "throw new RangeError('too <b>')",
    );
    expect(text).toContain("> **Simulated data: no real market**");
    expect(text).toContain(
      "> **This report is incomplete.** 2 of 3 cells ran to their end. Cell 3 (Fails) failed: RangeError: too \\<b\\>",
    );
    expect(text).toContain("| Parameter asset | \\<b\\> |");
    expect(text).toContain("| Data | s: waves \\| no market |");
    expect(text).toContain("```text\nRangeError: too <b>");
  });

  test("shows a notice as a quotation, and of a progress bar its line", async () => {
    const { text } = await written(
      bundle("text/html", '<div class="open-interest-warning" role="note">x</div>', "Warning: a <b>\nc"),
      bundle("text/html", '<div class="open-interest-progress">x</div>', "Days: 3 of 3"),
    );
    expect(text).toContain("> **Warning:** a \\<b\\>  \n> c\n");
    expect(text).toContain("\n\nDays: 3 of 3\n");
  });

  test("is the same for the same run", async () => {
    const run = await runNotebook(await makeNotebook(["md:# A", table([["b", "c"]])]));
    expect(reportMarkdown(run)).toEqual(reportMarkdown(run));
  });

  const hostile =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>\n\n<iframe srcdoc=x>";
  test.each([
    [
      "its text",
      `md:# T ${hostile}\n\na ${hostile}\n\n> ${hostile}\n\n\`<b>\` <!-- x --> <?php ?> <https://example.com>`,
    ],
    ["code", `/* \`\`\`\n${hostile} */`],
    ["printed text", `console.log(${JSON.stringify(`\`\`\`\n${hostile}`)})`],
    ["a table", table([[hostile, hostile]])],
    ["a result's HTML", bundle("text/html", hostile, hostile)],
    ["a result's markdown", bundle("text/markdown", hostile)],
    ["the title of a figure", `({ data: [{ type: "pie" }], layout: { title: { text: ${JSON.stringify(hostile)} } } })`],
    ["the name of a picture", bundle("image/svg+xml", "<svg/>", `](javascript:alert(1)) ${hostile}`)],
    ["an error", `throw new Error(${JSON.stringify(hostile)})`],
    ["a parameter", `parameters:let a = ${JSON.stringify(hostile)}`],
  ])("shows hostile text in %s as text", async (_, cell) => {
    const { text } = await written(cell);
    const html = render(text);
    const tags = new Set((html.match(/<[a-z][a-z0-9]*/gi) ?? []).map((tag) => tag.slice(1).toLowerCase()));
    const harmless =
      "p h1 h2 a em strong code pre table thead tbody tr th td hr blockquote details summary img ul li br";
    expect([...tags].filter((tag) => !harmless.split(" ").includes(tag))).toEqual([]);
    const images = html.match(/<img[^>]*>/g) ?? [];
    expect(images.filter((image) => !/^<img src="study_files\/figure-\d\.svg" alt="[^"]*">$/.test(image))).toEqual([]);
    expect(html).not.toMatch(/href="javascript/);
  });

  test("keeps code and addresses of its text as they are", async () => {
    const source = "md:`a <b> c` <i>x</i> <https://example.com>\n\n```html\n<b>\n```\n\n    <b>\n";
    const { text } = await written(source);
    expect(text).toContain("`a <b> c` \\<i>x\\</i> <https://example.com>\n\n```html\n<b>\n```\n\n    <b>\n");
  });
});

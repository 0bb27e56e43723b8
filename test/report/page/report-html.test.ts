import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { reportHtml } from "../../../lib/report/page/report-html.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../make-notebook.js";

const versions = { openInterest: "1.2.3", node: "v0.0.0" };
const page = async (...cells: string[]) => reportHtml(await runNotebook(await makeNotebook(cells)), { versions });
const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

/** Tags of the body as the browser would find them, without what stands inside the page's own scripts. */
const bodyOf = (html: string) =>
  (html.split("<body>")[1] as string).replace(/(<script[^>]*>)[\s\S]*?(<\/script>)/g, "$1$2");

describe("a report", () => {
  test("takes its title from the first heading and lists the others", async () => {
    const html = await page("md:# My *study*\n\nText", "md:## One\n### Two\n## One");
    expect(html).toContain("<title>My study</title>");
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<h2 id="one">One</h2>');
    expect(html).toContain('<li class="deep"><a href="#two">Two</a></li><li><a href="#one-2">One</a></li>');
  });

  test("without a heading is called as its file, and without figures holds no plotly", async () => {
    const html = await page("1 + 1");
    expect(html).toContain("<title>study</title>");
    expect(html.length).toBeLessThan(20_000);
  });

  test("tells parameters, versions and that data is simulated", async () => {
    const provenance = "{ source: 's', simulated: true, description: 'd', files: [{ name: 'f.csv', sha256: 'ab' }] }";
    const html = await page(`parameters:let asset = "<b>"`, `const dataset = { provenance: ${provenance} }`);
    expect(html).toContain("<dt>asset</dt><dd>&lt;b&gt;</dd>");
    expect(html).toContain("<dt>open-interest</dt><dd>1.2.3</dd><dt>Node</dt><dd>v0.0.0</dd>");
    expect(html).toContain("Simulated data");
    expect(html).toContain("1 file with SHA-256");
    expect(await page("const dataset = { provenance: null }")).not.toContain("Simulated data");
  });

  test("folds code, and opens that of a cell that failed", async () => {
    const html = await page("const a = 1", "md:## Fails", "throw new Error('no')", "a");
    expect(html).toContain('<details class="code"><summary>Code [1]</summary>');
    expect(html).toContain('<details class="code" open><summary>Code [2]</summary>');
    expect(html).toContain("<summary>Code (did not run)</summary>");
    expect(html).toContain('<span class="hljs-keyword">const</span>');
  });

  test("that is incomplete says so at the top", async () => {
    const html = await page("1", "md:## Two", "throw new RangeError('too <b>')");
    expect(html).toContain("This report is incomplete.</strong> 1 of 2 cells ran to their end.");
    expect(html).toContain('<a href="#cell-2">Cell 2</a> (Two) failed: RangeError: too &lt;b&gt;');
    expect(html).toContain('<section id="cell-2" data-part="2">');
    expect(await page("1")).not.toContain("incomplete");
  });

  test.each([
    ["markdown", `md:# T${hostile}\n\n${hostile}\n\n\`${hostile}\`\n\n## H${hostile}`],
    ["code", `// ${hostile}`],
    ["printed text", `console.log(${JSON.stringify(hostile)})`],
    ["a result", JSON.stringify(hostile)],
    ["an error", `throw new Error(${JSON.stringify(hostile)})`],
    [
      "a figure",
      `({ data: [{ y: [1], name: ${JSON.stringify(hostile)} }], layout: { title: { text: ${JSON.stringify(hostile)} } } })`,
    ],
    ["a result's HTML", `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": ${JSON.stringify(hostile)} }) })`],
    [
      "a result's table",
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<table>" + ${JSON.stringify(hostile)} + "</table>" }) })`,
    ],
    ["a parameter", `parameters:let a = ${JSON.stringify(hostile)}`],
  ])("shows hostile text in %s as text", async (_, cell) => {
    const html = await page(cell);
    const body = bodyOf(html);
    const scripts = body.match(/<script[^>]*>/g) ?? [];
    expect(
      scripts.filter((tag) => !/^<script( type="(application\/json|text\/plain)" id="[a-z0-9_]+")?>$/.test(tag)),
    ).toEqual([]);
    // The picture of a figure is the page's own.
    const pictures = body.match(/<img[^>]*>/g) ?? [];
    expect(pictures.filter((tag) => !/^<img class="still" src="data:[^"]*" alt="[^"]*">$/.test(tag))).toEqual([]);
    expect(html.match(/<script>/g)).toHaveLength(2);
  });

  test("has one policy that allows its own scripts by hash and no request", async () => {
    const html = await page("({ data: [{ y: [1] }], layout: {} })");
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toMatch(/^default-src 'none'; script-src( 'sha256-[\w+/=]+'){3}; /);
    expect(policy).not.toContain("http");
    expect(html).not.toMatch(/<(link|script|img|iframe)[^>]+(src|href)="(?!data:)/);
  });

  test("embeds plotly once for several figures", async () => {
    const figure = "({ data: [{ y: [1, NaN, 3] }], layout: { title: { text: 'A<br>b &amp; <b>c</b>' } } })";
    const html = await page(figure, figure);
    expect(html.match(/id="page_plotly"/g)).toHaveLength(1);
    expect(html).toContain('id="figure_2" tabindex="0" aria-label="A b &amp; c"');
    const packed = /id="page_figures">([^<]*)</.exec(html)?.[1] ?? "";
    const figures = JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString());
    expect(figures.map(({ data }: { data: unknown }) => data)).toEqual([[{ y: [1, null, 3] }], [{ y: [1, null, 3] }]]);
    expect(html.length).toBeLessThan(3_000_000);
  });

  test("gives each of its parts an id of its own, whatever the headings say", async () => {
    const figure = "({ data: [{ y: [1] }], layout: {} })";
    const headings = [
      "Plotly",
      "Templates",
      "Content",
      "Figure 1",
      "Figure 1 data",
      "Page_plotly",
      "Cell 1",
      "A",
      "A",
      "A 2",
    ];
    const html = await page("md:# T", ...headings.map((heading) => `md:## ${heading}`), figure);
    const ids = [...bodyOf(html).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(headings.length + 4);
    for (const [, address] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(address);
  });

  test("shows pictures that it holds and links to others", async () => {
    const html = await page("md:![a](data:image/png;base64,AAAA) ![b](https://example.com/b.png)");
    expect(html).toContain('<img src="data:image/png;base64,AAAA" alt="a">');
    expect(html).toContain('<a href="https://example.com/b.png">b</a>');
  });

  test("takes addresses of pictures that are not encoded well", async () => {
    const html = await page("md:![a](https://example.com/%E0%A4) ![b](attachment:%E0%A4)");
    expect(html).toContain('<a href="https://example.com/%E0%A4">a</a> <em>b</em>');
  });

  test("shows a line that was written over as it was last", async () => {
    const html = await page("process.stdout.write('10 %\\r50 %\\r100 %\\nend'); undefined");
    expect(html).toContain("<pre>100 %\nend</pre>");
  });
});

import { describe, expect, test } from "vitest";
import { outputHtml } from "../../../lib/report/page/output-html.js";

const shown = (data: Readonly<Record<string, unknown>>) =>
  outputHtml({ output_type: "display_data", data, metadata: {} }, { figures: [], markdown: (source) => source });

describe("an output", () => {
  test.each([
    { data: [null], layout: {} },
    { data: [7], layout: {} },
    { data: [[]], layout: {} },
    { data: {}, layout: {} },
    { data: [], layout: [] },
    { data: [], layout: null },
    { data: [] },
    null,
  ])("that only claims to be a figure is shown as text: %j", (figure) => {
    const html = shown({ "application/vnd.plotly.v1+json": figure, "text/plain": "As text" });
    expect(html).toContain("<pre>As text</pre>");
    expect(html).not.toContain("<figure ");
  });

  test("without another form is shown as its JSON", () => {
    expect(shown({ "application/vnd.plotly.v1+json": { data: [null] } })).toContain("null");
  });

  test("that is a table is named by its caption, which cannot end the name", () => {
    const table = '<table><caption>Shares of "a" &lt;b&gt;</caption><tbody><tr><td>1</td></tr></tbody></table>';
    expect(shown({ "text/html": table })).toContain('aria-label="Shares of &quot;a&quot; &lt;b&gt;"');
    expect(shown({ "text/html": table.replace(/<caption>.*<\/caption>/, "") })).toContain('aria-label="Table"');
  });

  test("with an array of traces and a layout is a figure", () => {
    expect(shown({ "application/vnd.plotly.v1+json": { data: [{ y: [1] }], layout: {} } })).toContain("<figure ");
  });
});

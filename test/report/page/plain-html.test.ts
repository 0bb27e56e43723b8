import { describe, expect, test } from "vitest";
import { plainHtml } from "../../../lib/report/page/plain-html.js";

const tableHtml = (html: string) => plainHtml(html)?.html;

describe("a table from HTML", () => {
  test("keeps its structure and the place of its cells, and drops other attributes", () => {
    const html =
      '<table class="x" id="y" border="1"><!-- c --><thead><tr><th scope="col" colspan="2">a</th></tr></thead>' +
      '<tbody><tr><td style="color:red;text-align: right">1 &amp; 2<br/></td></tr></tbody></table>';
    expect(tableHtml(html)).toBe(
      '<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead>' +
        '<tbody><tr><td style="text-align:right">1 &amp; 2<br></td></tr></tbody></table>',
    );
  });

  test("escapes what is not markup", () => {
    expect(tableHtml('<table><tr><td>a & b > c "d" &bad</td></tr></table>')).toContain(
      "a &amp; b &gt; c &quot;d&quot; &amp;bad",
    );
  });

  test.each([
    ["a script", "<table><tr><td><script>x</script></td></tr></table>"],
    ["a handler", '<table><tr><td onclick="x">a</td></tr></table><img src="x" onerror="y">'],
    ["a link", '<table><tr><td><a href="javascript:x">a</a></td></tr></table>'],
    ["a style", "<style>body{display:none}</style><table></table>"],
    ["a tag left open", "<table><tr><td>a"],
    ["tags in the wrong order", "<table><b></table></b>"],
    ["a tag that closes nothing", "</div><table></table>"],
    ["an attribute without quotes", "<table><tr><td colspan=2>a</td></tr></table>"],
    ["a lonely bracket", "<table><tr><td>a < b</td></tr></table>"],
    ["no table", "<b>a</b>"],
    ["nothing", ""],
  ])("refuses %s", (_, html) => {
    expect(tableHtml(html)).toBe(undefined);
  });

  test("marks a cell of many words, which may take several lines", () => {
    const long = "a sentence of more than forty characters that wraps";
    expect(tableHtml(`<table><tr><td>1,234.5</td><td colspan="2">${long}</td></tr></table>`)).toBe(
      `<table><tr><td>1,234.5</td><td class="long" colspan="2">${long}</td></tr></table>`,
    );
  });

  test("drops a handler on an allowed tag", () => {
    expect(tableHtml('<table onclick="x"><tr><td>a</td></tr></table>')).toBe("<table><tr><td>a</td></tr></table>");
  });
});

describe("a box from HTML", () => {
  test("of a notice or a progress bar keeps its kind and its length", () => {
    const html =
      '<div class="open-interest-warning" role="note" style="border:1px solid"><strong>Warning:</strong> a &lt;b&gt;<br>c</div>';
    expect(plainHtml(html)).toEqual({
      html: '<div class="open-interest-warning" role="note"><strong>Warning:</strong> a &lt;b&gt;<br>c</div>',
      hasTable: false,
    });
    const bar =
      '<div class="open-interest-progress">a <progress max="40" value="12" aria-label="&lt;b&gt;"></progress></div>';
    expect(plainHtml(bar)?.html).toBe(bar);
  });

  test.each([
    ["another class", '<div class="skip">a</div>'],
    ["a class among others", '<div class="open-interest-note skip">a</div>'],
    ["the class on another tag", '<p class="open-interest-note">a</p>'],
    ["a handler beside it", '<div class="open-interest-note"><img src="x" onerror="y"></div>'],
  ])("is refused for %s", (_, html) => {
    expect(plainHtml(html)).toBe(undefined);
  });

  test("keeps no length that is no number", () => {
    expect(plainHtml('<div class="open-interest-progress"><progress max="1e9" value="x"></progress></div>')?.html).toBe(
      '<div class="open-interest-progress"><progress></progress></div>',
    );
  });
});

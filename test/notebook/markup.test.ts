import { expect, test } from "vitest";
import { image } from "../../lib/notebook/image.js";
import { markdown } from "../../lib/notebook/markdown.js";
import { html, svg } from "../../lib/notebook/markup.js";
import { mimeBundle } from "../../lib/notebook/mime-bundle.js";

test("html escapes what stands in braces, unless html made it", () => {
  const item = (name: string) => html`<li title="${name}">${name}</li>`;
  const made = html`<ul>${["a", `"><script>`].map(item)}</ul>${null}${false}${0}`;
  expect(mimeBundle(made)["text/html"]).toBe(
    '<ul><li title="a">a</li><li title="&quot;&gt;&lt;script&gt;">&quot;&gt;&lt;script&gt;</li></ul>0',
  );
  expect(html`${{ markup: "<b>", toString: () => "<i>" }}`.markup).toBe("&lt;i&gt;");
  expect(html("<b>as it is</b>").markup).toBe("<b>as it is</b>");
  expect(mimeBundle(svg`<svg><title>${"<"}</title></svg>`)["image/svg+xml"]).toBe("<svg><title>&lt;</title></svg>");
});

test("image tells the kind of a picture by its first bytes", () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1]);
  expect(mimeBundle(image(png))).toEqual({ "image/png": "iVBORw0KGgoAAQ==", "text/plain": "PNG image, 10 bytes" });
  expect(image(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), { alt: "a chart" }).mime).toBe("image/jpeg");
  expect(() => image(new Uint8Array(8))).toThrow("image: these are not the bytes of a PNG, JPEG or GIF file");
});

test("markdown as a template takes what stands in braces as text", () => {
  expect(markdown`**${"a*b_c"}** holds ${1.5} of ${["<x>", "y"]}${null}`.text).toBe(
    "**a\\*b\\_c** holds 1.5 of \\<x\\>, y",
  );
  expect(markdown("**as it is**").text).toBe("**as it is**");
});

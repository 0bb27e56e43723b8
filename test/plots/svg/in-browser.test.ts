import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { figureSvg } from "../../../lib/plots/svg/figure-svg.js";
import { hasBrowser, launchBrowser, watchPage } from "../../browser.js";
import { everyFigure } from "../figures.js";
import { hostileFigure, hostileTexts } from "./hostile.js";
import { syntheticFigures } from "./synthetic.js";

/** What a strict reader of XML says of texts, run in the page. */
function readAsXml(pictures: readonly string[]): { problems: string[]; names: string[]; attributes: string[] } {
  const problems: string[] = [];
  const names = new Set<string>();
  const attributes = new Set<string>();
  for (const text of pictures) {
    const read = new DOMParser().parseFromString(text, "image/svg+xml");
    const error = read.querySelector("parsererror");
    if (error !== null) problems.push(error.textContent ?? "");
    for (const element of read.querySelectorAll("*")) {
      names.add(element.nodeName);
      for (const { name } of element.attributes) attributes.add(name);
    }
  }
  return { problems, names: [...names].sort(), attributes: [...attributes].sort() };
}

const allowedNames = ["g", "path", "rect", "style", "svg", "text", "title", "tspan"];

describe.skipIf(!hasBrowser)("pictures in Chromium (skipped where Chromium is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  test("are well-formed XML of a few harmless elements, whatever the figure holds", async () => {
    const page = await browser.newPage();
    const hostile = hostileTexts.map(hostileFigure);
    const figures = [...Object.values({ ...everyFigure(60, "light"), ...syntheticFigures }), ...hostile];
    const pictures = figures.flatMap((figure) =>
      (["light", "auto"] as const).map((theme) => figureSvg(figure, { theme })),
    );
    expect(pictures.filter((picture) => picture.includes("This picture cannot show"))).toEqual([]);
    const { problems, names, attributes } = await page.evaluate(readAsXml, pictures);
    expect(problems).toEqual([]);
    expect(names.filter((name) => !allowedNames.includes(name))).toEqual([]);
    expect(attributes.filter((name) => /^on|href|src|^id$/i.test(name))).toEqual([]);
    await page.close();
  });

  test("run nothing and load nothing, in a page and as a file", async () => {
    const page = await browser.newPage();
    const seen = watchPage(page);
    const pictures = hostileTexts.map((text) => figureSvg(hostileFigure(text)));
    await page.setContent(`<body>${pictures.join("")}</body>`);
    await page.waitForTimeout(100);
    expect(seen).toEqual([]);
    expect(await page.$$eval("script, img, a, foreignObject", (all) => all.length)).toBe(0);
    expect(await page.$$eval("body > svg", (all) => all.length)).toBe(hostileTexts.length);
    for (const picture of pictures)
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`);
    expect(seen).toEqual([]);
    await page.close();
  });

  test("follow the reader's colour scheme with the theme auto, and are light on paper", async () => {
    const page = await browser.newPage({ colorScheme: "dark" });
    const svg = figureSvg(everyFigure(60, "light").equity as never, { theme: "auto" });
    await page.setContent(`<body>${svg}</body>`);
    const colours = () =>
      page.$eval("svg", (picture) => [
        getComputedStyle(picture.querySelector("text") as Element).fill,
        getComputedStyle(picture.querySelector("g path") as Element).stroke,
      ]);
    expect(await colours()).toEqual(["rgb(212, 212, 212)", "rgba(160, 160, 160, 0.22)"]);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await colours()).toEqual(["rgb(105, 105, 105)", "rgba(128, 128, 128, 0.22)"]);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    expect(await colours()).toEqual(["rgb(105, 105, 105)", "rgba(128, 128, 128, 0.22)"]);
    await page.close();
  });
});

import { describe, expect, test } from "vitest";
import { colourway, regimeColours, withOpacity } from "../../../lib/plots/drawing/palette.js";
import {
  darkTemplate,
  lightTemplate,
  type Template,
  type Theme,
  themeTemplate,
} from "../../../lib/plots/drawing/template.js";

/** Relative luminance of an sRGB colour. Source: WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const textOf = ({ layout }: Template): string => (layout.font as { color: string }).color;

describe("templates", () => {
  test("text of the light template reads on white, and can be read on a dark notebook", () => {
    expect(contrast(textOf(lightTemplate), "#ffffff")).toBeGreaterThan(4.5);
    expect(contrast(textOf(lightTemplate), "#1e1e1e")).toBeGreaterThan(3);
  });

  test("text of the dark template reads on dark pages", () => {
    expect(contrast(textOf(darkTemplate), "#1e1e1e")).toBeGreaterThan(7);
  });

  test("the background is that of the page", () => {
    for (const { layout } of [lightTemplate, darkTemplate]) {
      expect(layout.paper_bgcolor).toBe("rgba(0,0,0,0)");
      expect(layout.plot_bgcolor).toBe("rgba(0,0,0,0)");
    }
  });

  test("the colours of lines stand out from white and from dark alike", () => {
    for (const colour of colourway.slice(0, 3)) {
      expect(contrast(colour, "#ffffff")).toBeGreaterThan(3);
      expect(contrast(colour, "#1e1e1e")).toBeGreaterThan(3);
    }
  });

  test("regimes have five colours, no two alike", () => {
    expect(new Set(regimeColours).size).toBe(5);
  });

  test("an unknown theme is named with those there are", () => {
    expect(themeTemplate("dark")).toBe(darkTemplate);
    expect(() => themeTemplate("sepia" as Theme)).toThrow('themeTemplate: unknown theme "sepia"; known: light, dark');
  });
});

test("withOpacity writes a hexadecimal colour as rgba", () => {
  expect(withOpacity("#0072B2", 0.25)).toBe("rgba(0,114,178,0.25)");
});

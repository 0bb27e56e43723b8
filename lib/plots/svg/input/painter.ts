import { darkTemplate, lightTemplate } from "../../drawing/template.js";
import { pixels } from "../text/pixels.js";
import { hexColour, parseColour } from "./colour.js";
import { settings } from "./json.js";

/** Colour schemes of the picture: `auto` follows the reader's. */
export type SvgTheme = "light" | "dark" | "auto";

/** Turns colours of a figure into attributes of SVG. */
export interface Painter {
  /** `fill` (and `fill-opacity`, times an opacity); of what is no colour, that of the fallback. */
  fill(colour: unknown, fallback?: unknown, opacity?: number): string;
  /** `stroke` (and `stroke-opacity`, times an opacity). */
  stroke(colour: unknown, fallback?: unknown, opacity?: number): string;
  /** Rules that the attributes refer to; empty if they do not. */
  readonly style: string;
}

const schemes = { light: schemeOf(lightTemplate.layout), dark: schemeOf(darkTemplate.layout) };

/**
 * Attributes of colours. With the theme `auto` the template's colours of text and grid are CSS variables that
 * follow the reader's scheme; they are named for the library, because a style in a page's SVG holds for the whole page.
 */
export function painter(theme: SvgTheme): Painter {
  const auto = theme === "auto";
  const paint = (attribute: string, colour: unknown, fallback: unknown, opacity: number = 1): string => {
    const shown = (part: number): string => (part === 1 ? "" : ` ${attribute}-opacity="${pixels(part, 3)}"`);
    if (auto && colour === schemes.light.text) return `${attribute}="var(--oi-text)"${shown(opacity)}`;
    if (auto && colour === schemes.light.grid) return `${attribute}="var(--oi-grid)"${shown(opacity)}`;
    const parsed = parseColour(colour);
    if (parsed === undefined) {
      return fallback === undefined ? `${attribute}="none"` : paint(attribute, fallback, undefined, opacity);
    }
    const both = Math.max(0, parsed.opacity * opacity);
    return both === 0 ? `${attribute}="none"` : `${attribute}="${hexColour(parsed)}"${shown(both)}`;
  };
  return {
    fill: (colour, fallback, opacity) => paint("fill", colour, fallback, opacity),
    stroke: (colour, fallback, opacity) => paint("stroke", colour, fallback, opacity),
    style: auto
      ? `.oi-figure{${variables("light")}}@media screen and (prefers-color-scheme:dark){.oi-figure{${variables("dark")}}}`
      : "",
  };
}

function variables(name: keyof typeof schemes): string {
  return `--oi-text:${schemes[name].text};--oi-grid:${schemes[name].grid}`;
}

function schemeOf(layout: Readonly<Record<string, unknown>>): { readonly text: string; readonly grid: string } {
  return { text: String(settings(layout.font).color), grid: String(settings(layout.yaxis).gridcolor) };
}

import { scaleLinear } from "d3-scale";

/** A colour: parts from 0 to 255, opacity from 0 (clear) to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly opacity: number;
}

const hexPattern = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;
const rgbPattern = /^rgba?\(([\d.]+),([\d.]+),([\d.]+)(?:,([\d.]+))?\)$/;

/**
 * The colour that a CSS text names (`#0072B2`, `rgba(1,2,3,0.5)`, `steelblue`, `hsl(…)`), undefined for all else: only
 * numbers of ours ever land in the picture, never the text.
 */
export function parseColour(value: unknown): Colour | undefined {
  if (typeof value !== "string" || value.length > 64) return undefined;
  return exactColour(value.replace(/\s/g, "")) ?? exactColour(cssColour(value).replace(/\s/g, ""));
}

/** Red, green and blue as `#rrggbb`, three digits where they say the same. */
export function hexColour({ red, green, blue }: Colour): string {
  const digits = [red, green, blue].map((part) =>
    Math.round(Math.min(255, Math.max(0, part)))
      .toString(16)
      .padStart(2, "0"),
  );
  return digits.every(([first, second]) => first === second)
    ? `#${digits.map(([first]) => first).join("")}`
    : `#${digits.join("")}`;
}

/** Colours between the stops of a scale, by position from 0 to 1; each part of the colour is interpolated by itself. */
export function colourScale(stops: readonly (readonly [number, Colour])[]): (position: number) => Colour {
  const domain = stops.map(([position]) => position);
  const part = (key: keyof Colour): ((position: number) => number) =>
    scaleLinear(
      domain,
      stops.map(([, colour]) => colour[key]),
    ).clamp(true);
  const [red, green, blue, opacity] = [part("red"), part("green"), part("blue"), part("opacity")];
  return (position) => ({
    red: red(position),
    green: green(position),
    blue: blue(position),
    opacity: opacity(position),
  });
}

/** Black or white, as it reads better on a colour. */
export function contrastColour({ red, green, blue, opacity }: Colour): string {
  const onWhite = (part: number): number => part * opacity + 255 * (1 - opacity);
  const brightness = (299 * onWhite(red) + 587 * onWhite(green) + 114 * onWhite(blue)) / 1000;
  return brightness < 128 ? "#fff" : "#444";
}

function exactColour(text: string): Colour | undefined {
  const hex = hexPattern.exec(text);
  if (hex !== null) {
    const [red, green, blue] = hex.slice(1).map((digits) => Number.parseInt(digits, 16)) as [number, number, number];
    return { red, green, blue, opacity: 1 };
  }
  const rgb = rgbPattern.exec(text);
  if (rgb === null) return undefined;
  const [red, green, blue, opacity] = rgb.slice(1).map((part) => (part === undefined ? 1 : Number(part))) as [
    number,
    number,
    number,
    number,
  ];
  if (![red, green, blue, opacity].every(Number.isFinite)) return undefined;
  return { red, green, blue, opacity: Math.min(1, opacity) };
}

/** A scale between a colour and itself says it as `rgb(…)`, whatever CSS notation it came in. */
function cssColour(text: string): string {
  return String(scaleLinear<string>().range([text, text])(0));
}

/**
 * The colours of Okabe and Ito, told apart with every common kind of colour blindness.
 * Source: Okabe & Ito, "Color Universal Design" (2008).
 */
export const okabeIto = {
  orange: "#E69F00",
  skyBlue: "#56B4E9",
  green: "#009E73",
  yellow: "#F0E442",
  blue: "#0072B2",
  vermillion: "#D55E00",
  purple: "#CC79A7",
  grey: "#8C8C8C",
} as const;

/** Colours of traces in order; the ones that stand out on white and on black alike come first. */
export const colourway: readonly string[] = [
  okabeIto.blue,
  okabeIto.vermillion,
  okabeIto.green,
  okabeIto.purple,
  okabeIto.orange,
  okabeIto.skyBlue,
  okabeIto.yellow,
];

/**
 * Colours of the price–OI regimes by code, neutral first. The hue is the price (blues up, oranges down), the
 * strength is the open interest (strong while it grows, pale while it shrinks), so that red against green is not
 * needed; figures give each regime a place and a name as well.
 */
export const regimeColours: readonly string[] = [
  okabeIto.grey,
  okabeIto.blue,
  okabeIto.vermillion,
  okabeIto.skyBlue,
  okabeIto.orange,
];

/** A hexadecimal colour with an opacity from 0 to 1, as plotly and CSS write it. */
export function withOpacity(colour: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}

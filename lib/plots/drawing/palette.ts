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

/** Stops of a colour scale: position from 0 to 1, and colour. */
export type ColourScale = readonly (readonly [position: number, colour: string])[];

/**
 * Signed values, blue below and orange above a middle that the trace sets (`zmid: 0`): no red against green. The middle is
 * grey, which stands on a light and a dark page alike.
 */
export const divergingScale: ColourScale = [
  [0, okabeIto.blue],
  [0.5, "#BFBFBF"],
  [1, okabeIto.orange],
];

/**
 * Magnitudes, dark blue to yellow, even in lightness for every kind of colour vision.
 * Source: Nuñez, Anderton & Renslow, "Optimizing colormaps with consideration for color vision deficiency" (2018), nine of
 * cividis' stops.
 */
export const sequentialScale: ColourScale = [
  [0, "#00224E"],
  [0.125, "#123570"],
  [0.25, "#3B496C"],
  [0.375, "#575D6D"],
  [0.5, "#707173"],
  [0.625, "#8A8678"],
  [0.75, "#A59C74"],
  [0.875, "#C3B369"],
  [1, "#FEE838"],
];

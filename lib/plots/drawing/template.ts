import { colourway } from "./palette.js";

/** Colour scheme of the page a figure stands on. */
export type Theme = "light" | "dark";

const fonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

/** A plotly template: layout defaults, to be given as `layout.template`. */
export interface Template {
  readonly layout: Readonly<Record<string, unknown>>;
}

/**
 * For a light page. The background is that of the page; text is a grey that reads on white (contrast 5.5) and can still
 * be read on a dark notebook (3 and more), since a notebook does not tell a figure which of the two it is.
 */
export const lightTemplate: Template = template({
  text: "#696969",
  grid: "rgba(128,128,128,0.22)",
  paper: "#ffffff",
  // Plotly backs the line under the pointer with white.
  spikes: true,
});

/** For a dark page. */
export const darkTemplate: Template = template({
  text: "#d4d4d4",
  grid: "rgba(160,160,160,0.22)",
  paper: "#1c1c1e",
  spikes: false,
});

/** The template of a colour scheme. */
export function themeTemplate(theme: Theme): Template {
  if (theme === "light") return lightTemplate;
  if (theme === "dark") return darkTemplate;
  throw new RangeError(`themeTemplate: unknown theme "${theme}"; known: light, dark`);
}

interface Scheme {
  readonly text: string;
  readonly grid: string;
  readonly paper: string;
  readonly spikes: boolean;
}

function template({ text, grid, paper, spikes }: Scheme): Template {
  const axis = { color: text, gridcolor: grid, linecolor: grid, tickcolor: grid, zerolinecolor: grid };
  return {
    layout: {
      font: { family: fonts, size: 12, color: text },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      colorway: [...colourway],
      hoverlabel: { bgcolor: paper, bordercolor: grid, font: { color: text } },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: grid, activecolor: text },
      xaxis: { ...axis, zeroline: false, showspikes: spikes, spikecolor: text, spikethickness: 1 },
      yaxis: axis,
    },
  };
}

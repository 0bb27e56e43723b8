import type { Figure } from "../../../lib/plots/drawing/figure.js";

/** The footer of a figure on one line. */
export function footer({ layout }: Figure): string {
  const [text] = (
    layout.annotations as readonly { readonly text: string; readonly font?: { readonly size?: number } }[]
  )
    .filter(({ font }) => font?.size === 10)
    .map((annotation) => annotation.text);
  return (text ?? "").replaceAll("<br>", " ").replaceAll("\u00A0", " ");
}

/** The label above a strip, counted from 0. */
export function label({ layout }: Figure, strip = 0): string {
  return (layout.annotations as readonly { readonly text: string }[])[strip]?.text ?? "";
}

import { pixels } from "../text/pixels.js";

/** Part of the picture in pixels. */
export interface ClipBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Elements of which only what lies in a box is seen. A picture within the picture cuts at its edges by itself, so that no
 * clip path needs a name that another figure of the same page might have as well.
 */
export function clipped(content: string, { left, top, width, height }: ClipBox): string {
  if (content === "" || !(width > 0) || !(height > 0)) return "";
  const [x, y, w, h] = [left, top, width, height].map((value) => pixels(value, 2));
  return `<svg x="${x}" y="${y}" width="${w}" height="${h}" viewBox="${x} ${y} ${w} ${h}">${content}</svg>`;
}

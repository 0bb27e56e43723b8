import { gzipSync } from "fflate";
import type { FigureJson } from "./figure-html.js";

/**
 * The figures of a page as one text: their JSON, compressed with gzip and written in base64. Figures over the same times
 * repeat them, so that together they take a quarter of their size. The same figures give the same text.
 */
export function packedFigures(figures: readonly FigureJson[]): string {
  const json = new TextEncoder().encode(JSON.stringify(figures));
  return Buffer.from(gzipSync(json, { level: 9, mtime: 0 })).toString("base64");
}

import { crc32, deflateSync } from "node:zlib";

/** Colour as `#rrggbb`. */
export type Colour = `#${string}`;

/** A filled rectangle; lengths in the units of a picture's own square. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: Colour;
}

/**
 * A square picture of rectangles as PNG, transparent where none lies. Edges are exact: a pixel has of a rectangle's
 * colour the part of it that the rectangle covers. Rectangles must not overlap.
 * @param size side in pixels
 * @param unit side of the square in which the rectangles are given
 */
export function rectanglesPng(rectangles: readonly Rectangle[], size: number, unit: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits for each of red, green, blue and opacity; no interlacing.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(scanlines(rectangles, size, size / unit), { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** Rows of pixels, each after a zero that says that it is not written as a difference. */
function scanlines(rectangles: readonly Rectangle[], size: number, scale: number): Buffer {
  const lines = Buffer.alloc(size * (1 + 4 * size));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      lines.set(pixel(rectangles, column / scale, row / scale, 1 / scale), row * (1 + 4 * size) + 1 + 4 * column);
    }
  }
  return lines;
}

/** Red, green, blue and opacity of the square at (x, y) with the given side. */
function pixel(rectangles: readonly Rectangle[], x: number, y: number, side: number): readonly number[] {
  const sum = [0, 0, 0];
  let covered = 0;
  for (const one of rectangles) {
    const width = overlap(x, x + side, one.x, one.x + one.width);
    const part = (width * overlap(y, y + side, one.y, one.y + one.height)) / (side * side);
    covered += part;
    for (let j = 0; j < 3; j++) sum[j] += part * Number.parseInt(one.fill.slice(1 + 2 * j, 3 + 2 * j), 16);
  }
  return covered === 0 ? [0, 0, 0, 0] : [...sum.map((value) => Math.round(value / covered)), Math.round(255 * covered)];
}

/** Length that two stretches share. */
function overlap(from: number, to: number, otherFrom: number, otherTo: number): number {
  return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
}

/** Length, kind, content and checksum of kind and content. */
function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

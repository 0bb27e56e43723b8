import { pixels } from "../text/pixels.js";

/**
 * Writes the data of an SVG path as short as it goes: tenths of pixels, each point by its way from the last one. Rounding
 * does not add up, because a way is between two rounded points.
 */
export class PathWriter {
  #text = "";
  #command = "";
  /** Numbers of the last command. */
  #last = "";
  #x = 0;
  #y = 0;
  /** A way along one line that the next point may prolong. */
  #pending: readonly [number, number] | undefined;

  moveTo(x: number, y: number): void {
    this.#flush();
    this.#x = tenths(x);
    this.#y = tenths(y);
    this.#text += `M${joined(tenth(this.#x), tenth(this.#y))}`;
    this.#command = "M";
  }

  lineTo(x: number, y: number): void {
    const way = [tenths(x) - this.#x, tenths(y) - this.#y] as const;
    if (way[0] === 0 && way[1] === 0) return;
    this.#x += way[0];
    this.#y += way[1];
    const last = this.#pending;
    // Two ways to the same side along a horizontal or a vertical line are one.
    if (last !== undefined && straight(last, way)) {
      this.#pending = [last[0] + way[0], last[1] + way[1]];
      return;
    }
    this.#flush();
    this.#pending = way;
  }

  /** A line back to where the part of the path began. */
  close(): void {
    this.#flush();
    this.#text += "z";
    this.#command = "z";
  }

  /** The data of the path. */
  text(): string {
    this.#flush();
    return this.#text;
  }

  #flush(): void {
    const way = this.#pending;
    if (way === undefined) return;
    this.#pending = undefined;
    if (way[1] === 0) this.#add("h", tenth(way[0]));
    else if (way[0] === 0) this.#add("v", tenth(way[1]));
    else this.#add("l", joined(tenth(way[0]), tenth(way[1])));
  }

  #add(command: string, numbers: string): void {
    const last = this.#last;
    this.#last = numbers;
    if (command !== this.#command) this.#text += command + numbers;
    else this.#text += parts(last, numbers) ? numbers : ` ${numbers}`;
    this.#command = command;
  }
}

function straight(a: readonly [number, number], b: readonly [number, number]): boolean {
  return (a[1] === 0 && b[1] === 0 && a[0] * b[0] > 0) || (a[0] === 0 && b[0] === 0 && a[1] * b[1] > 0);
}

/** Whole tenths, no more than a picture could ever show: a point far outside of it stays on its side. */
function tenths(value: number): number {
  return Math.round(10 * Math.min(1e5, Math.max(-1e5, value)));
}

function tenth(value: number): string {
  return pixels(value / 10);
}

/** Two numbers, parted by a space unless the second one parts them: by its minus, or by its point after another one. */
export function joined(first: string, second: string): string {
  return parts(first, second) ? first + second : `${first} ${second}`;
}

function parts(before: string, number: string): boolean {
  return number.startsWith("-") || (number.startsWith(".") && /\.\d*$/.test(before));
}

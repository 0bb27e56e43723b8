import type { CellProgress } from "../report/run/run-notebook.js";

/** As much of a stream as progress needs. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const clearLine = "\r\x1b[2K";

/**
 * Shows the cells of a run, a line for each: its number, its heading and its seconds. On a terminal the running cell has
 * its line too, with how far it has come, which is written over; elsewhere only ended cells are written.
 */
export function showProgress(stream: ProgressStream): (progress: CellProgress) => void {
  return (progress) => {
    const line = progressLine(progress, stream.columns || 100);
    if (progress.state !== "running") stream.write(`${stream.isTTY ? clearLine : ""}${line}\n`);
    else if (stream.isTTY) stream.write(progress.detail === undefined ? line : `${clearLine}${line}`);
  };
}

/** A running or ended cell in a line of at most that many columns. */
export function progressLine(
  { state, number, total, heading, seconds, detail }: CellProgress,
  columns: number,
): string {
  const count = `[${String(number).padStart(String(total).length)}/${total}]`;
  const end = state === "running" ? "…" : state === "failed" ? "failed" : `${seconds.toFixed(1)} s`;
  const room = Math.max(10, columns - count.length - end.length - 4);
  const text = plainLine(detail === undefined ? heading : `${heading}: ${detail}`);
  const title = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  return `${count} ${title}${title === "" ? "" : "  "}${end}`;
}

/** Text without what could steer a terminal. */
export function plainLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

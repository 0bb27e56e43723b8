import { traceback } from "../kernel/cell-error.js";
import type { RunFailure } from "../report/run/run-notebook.js";

/** What a failing cell threw and where: cell, heading, line, message, excerpt. */
export function failureText({ number, heading, error }: RunFailure): string {
  const line = error.frames.find(({ cell }) => cell === number)?.line;
  const place = `Cell ${number}${heading ? ` (${heading})` : ""}${line === undefined ? "" : `, line ${line}`}`;
  return `${place} failed\n${traceback(error).join("\n")}`;
}

/** The same in a line. */
export function failureLine({ number, heading, error }: RunFailure): string {
  const line = error.frames.find(({ cell }) => cell === number)?.line;
  const place = `cell ${number}${heading ? ` (${heading})` : ""}${line === undefined ? "" : `, line ${line}`}`;
  return `${place}: ${error.name}: ${error.message}`.replace(/\s+/g, " ");
}

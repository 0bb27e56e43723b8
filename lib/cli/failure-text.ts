import { traceback } from "../kernel/session/cell-error.js";
import type { RunFailure } from "../report/run/run-notebook.js";

/** Most characters of an error's line on a terminal, and of an error in a line; the report tells more. */
const [maxText, maxLine] = [2000, 300];

/** What a failing cell threw and where: cell, heading, line, message, excerpt. */
export function failureText({ number, heading, error }: RunFailure): string {
  const line = error.frames.find(({ cell }) => cell === number)?.line;
  const place = `Cell ${number}${heading ? ` (${heading})` : ""}${line === undefined ? "" : `, line ${line}`}`;
  const lines = traceback(error).map((one) => shortened(one, maxText));
  return `${place} failed\n${lines.join("\n")}`;
}

/** The same in a line. */
export function failureLine({ number, heading, error }: RunFailure): string {
  const line = error.frames.find(({ cell }) => cell === number)?.line;
  const place = `cell ${number}${heading ? ` (${heading})` : ""}${line === undefined ? "" : `, line ${line}`}`;
  return shortened(`${place}: ${error.name}: ${error.message}`.replace(/\s+/g, " "), maxLine);
}

/** A message as it is told at a terminal: without the functions of the library that it starts with. */
export function messageText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^[a-z][a-zA-Z]*(?:\.[a-z]+)?: (?:[a-z]+[A-Z][a-zA-Z]*: )*/, "");
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

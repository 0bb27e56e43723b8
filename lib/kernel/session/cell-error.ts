import { inspect } from "node:util";
import { CellSyntaxError } from "./cell-syntax-error.js";
import { excerptAt, type Position } from "./position.js";
import { withoutPrefix } from "./transform-cell.js";

/** One line of a stack that lies in a cell. */
export interface CellFrame extends Position {
  /** Execution count of the cell. */
  readonly cell: number;
  /** Function that was running, undefined at the top level of the cell. */
  readonly functionName?: string;
}

/** An error as the author of a notebook wants to read it. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  /** Where it passed through cells, innermost first; empty if nothing tells. */
  readonly frames: readonly CellFrame[];
  /** Lines of the cell around the innermost frame, with a mark under the column. */
  readonly excerpt?: string;
  readonly cause?: CellError;
}

/** What is known of the cells that have run, to read a stack with. */
export interface CellSources {
  /** Address of the file whose cells they are; each cell's own is this with `?cell=` and its execution count. */
  readonly fileUrl: string;
  /** Text of a cell as it was written. */
  source(cell: number): string | undefined;
  /** Where a place of a cell's compiled text was written. */
  locate(cell: number, line: number, column: number): Position | undefined;
}

const maximumCauses = 8;

/**
 * Describes what a cell threw: its name and message, the part of its stack that lies in cells with lines and columns as
 * they were written, and the line itself. Folders of this machine are taken out of messages.
 * @param at place to tell where the stack has none, such as that of an import
 */
export function describeError(thrown: unknown, sources: CellSources, at?: CellFrame, depth = 0): CellError {
  if (!(thrown instanceof Error)) {
    const frames = at === undefined ? [] : [at];
    return withExcerpt({ name: "Thrown", message: inspect(thrown, { colors: false }), frames }, sources);
  }
  const own = thrown instanceof CellSyntaxError && at !== undefined ? [{ ...at, ...positionOf(thrown) }] : [];
  const found = own.length > 0 ? own : stackFrames(thrown, sources);
  const frames = found.length > 0 || at === undefined ? found : [at];
  const cause =
    thrown.cause === undefined || depth >= maximumCauses
      ? undefined
      : describeError(thrown.cause, sources, undefined, depth + 1);
  const message = withoutFolders(withoutPrefix(messageOf(thrown)), sources.fileUrl);
  return withExcerpt({ name: String(thrown.name), message, frames, ...(cause && { cause }) }, sources);
}

/** The lines a notebook stores and a terminal prints for an error. */
export function traceback(error: CellError): string[] {
  const frames = error.frames.map(
    ({ cell, line, column, functionName }) =>
      `    at ${functionName ? `${functionName}, ` : ""}cell ${cell}, line ${line}:${column}`,
  );
  const cause = error.cause === undefined ? [] : [`Caused by ${traceback(error.cause).join("\n")}`];
  return [`${error.name}: ${error.message}`, ...frames, ...(error.excerpt ? ["", error.excerpt] : []), ...cause];
}

/** Lines of the stack that lie in cells; those of the library and of Node are left out. */
function stackFrames(error: Error, sources: CellSources): CellFrame[] {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const frames: CellFrame[] = [];
  for (const line of stack.split("\n")) {
    const start = line.indexOf(`${sources.fileUrl}?cell=`);
    if (start < 0) continue;
    const place = /^(\d+):(\d+)(?::(\d+))?/.exec(line.slice(start + `${sources.fileUrl}?cell=`.length));
    if (place === null) continue;
    const cell = Number(place[1]);
    const position = sources.locate(cell, Number(place[2]), Number(place[3] ?? 1));
    if (position === undefined) continue;
    const name = /^\s*at (?:async )?(?:new )?(.+?) \(/.exec(line)?.[1];
    const functionName = name === undefined ? undefined : withoutPrefix(name.replace(/^Object\./, ""));
    frames.push({ cell, ...position, ...(functionName !== undefined && { functionName }) });
  }
  return frames;
}

function withExcerpt(error: CellError, sources: CellSources): CellError {
  const [innermost] = error.frames;
  const source = innermost === undefined ? undefined : sources.source(innermost.cell);
  return innermost === undefined || source === undefined ? error : { ...error, excerpt: excerptAt(source, innermost) };
}

/** A message must not tell where on this machine a notebook lies: paths become relative to its folder. */
function withoutFolders(message: string, fileUrl: string): string {
  const folderUrl = fileUrl.slice(0, fileUrl.lastIndexOf("/") + 1);
  const folder = decodeURIComponent(folderUrl.replace(/^file:\/\//, ""));
  const cwd = `${process.cwd()}/`;
  const plain = message.replace(/\?cell=\d+/g, "").replaceAll(folderUrl, "./");
  // The root is in every path and address, and tells nothing of this machine.
  return [folder, cwd]
    .filter((place) => place !== "/" && place !== "//")
    .reduce((text, place) => text.replaceAll(place, place === folder ? "./" : ""), plain);
}

function messageOf(error: Error): string {
  const errors = error instanceof AggregateError ? error.errors.map((one) => `\n  ${String(one)}`).join("") : "";
  return `${String(error.message)}${errors}`;
}

function positionOf({ line, column }: CellSyntaxError): Position {
  return { line, column };
}

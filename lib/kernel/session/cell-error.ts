import { CellSyntaxError } from "./cell-syntax-error.js";
import { excerptAt, type Position } from "./position.js";
import { type CellSources, knownPlaces, placeText, type StackPlace, writtenPlace } from "./stack-lines.js";
import { textOf, thrownParts } from "./thrown-value.js";
import { withoutPrefix } from "./transform-cell.js";
import { TypeCheckError } from "./type-check-error.js";

/** One line of a stack that lies in a cell, or in a module of the notebook's own. */
export interface CellFrame extends Position {
  /** Execution count of the cell, 0 for one that does not count, and for a module. */
  readonly cell: number;
  /** Path of the module from the notebook's folder, undefined for a cell. */
  readonly file?: string;
  /** Function that was running, undefined at the top level of the cell. */
  readonly functionName?: string;
}

/** An error as the author of a notebook wants to read it. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  /** Where it passed through cells and modules of the notebook's own, innermost first; empty if nothing tells. */
  readonly frames: readonly CellFrame[];
  /** Lines of the cell around the innermost frame, with a mark under the column. */
  readonly excerpt?: string;
  readonly cause?: CellError;
  /** Errors that it stands for, each with what it is, such as `1 of 2: `. */
  readonly parts?: readonly { readonly what: string; readonly error: CellError }[];
}

/** A place in the cell with an id. */
export interface CellPlace extends Position {
  readonly id: number;
}

/** A frame with the text that it lies in, if that is still known. */
interface LocatedFrame {
  readonly frame: CellFrame;
  readonly source: string | undefined;
}

const maximumCauses = 8;

/**
 * Describes what a cell threw: its name and message, the part of its stack that lies in cells with lines and columns as
 * they were written, and the line itself. Folders of this machine are taken out of messages. It throws for nothing.
 * @param at place to tell where the stack has none, such as that of an import
 */
export function describeError(thrown: unknown, sources: CellSources, at?: CellPlace): CellError {
  return describe(thrown, sources, at, new Set());
}

function describe(
  thrown: unknown,
  sources: CellSources,
  at: CellPlace | undefined,
  outer: ReadonlySet<unknown>,
): CellError {
  const parts = thrownParts(thrown);
  const given = at === undefined ? [] : [cellFrame(at, sources)];
  if (parts === undefined) return withFrames({ name: "Thrown", message: textOf(thrown) }, given);
  const own = hasOwnPlace(thrown) && at !== undefined ? [cellFrame({ ...at, ...positionOf(thrown) }, sources)] : [];
  const found = own.length > 0 ? own : stackFrames(thrown, parts.stack, sources);
  const chain = new Set([...outer, thrown]);
  const isTold = chain.has(parts.cause) || parts.parts.some(([, one]) => one === parts.cause);
  const hasCause = parts.cause !== undefined && !isTold && outer.size < maximumCauses;
  const cause = hasCause ? { cause: describe(parts.cause, sources, undefined, chain) } : {};
  const inner = outer.size < maximumCauses ? parts.parts.filter(([, one]) => !chain.has(one)) : [];
  const described = inner.map(([what, one]) => ({ what, error: describe(one, sources, undefined, chain) }));
  const message = withoutFolders(withoutPrefix(parts.message), sources.fileUrl);
  const whole = { name: parts.name, message, ...cause, ...(described.length > 0 && { parts: described }) };
  return withFrames(whole, found.length > 0 ? found : given);
}

/** The lines a notebook stores and a terminal prints for an error. */
export function traceback(error: CellError): string[] {
  const frames = error.frames.map(
    (frame) => `    at ${frame.functionName ? `${frame.functionName}, ` : ""}${placeText(frame)}`,
  );
  const cause = error.cause === undefined ? [] : [`Caused by ${traceback(error.cause).join("\n")}`];
  const parts = (error.parts ?? []).map(({ what, error: one }) => what + traceback(one).join("\n"));
  return [
    `${error.name}: ${error.message}`,
    ...frames,
    ...(error.excerpt ? ["", error.excerpt] : []),
    ...parts,
    ...cause,
  ];
}

/** Lines of the stack that lie in cells and in modules of the notebook's own; those of packages and of Node are left out. */
function stackFrames(thrown: unknown, stack: string, sources: CellSources): LocatedFrame[] {
  const known = knownPlaces(thrown as object) ?? [];
  return (known.length > 0 ? known : parsedPlaces(stack)).flatMap((place) => {
    const written = writtenPlace(place, sources);
    if (written === undefined) return [];
    const { source, cell, file, line, column } = written;
    const functionName = withoutPrefix(place.text.replace(/^(?:async )?(?:new )?/, "").replace(/^Object\./, "")).trim();
    const frame = { cell, line, column, ...(file !== undefined && { file }), ...(functionName && { functionName }) };
    return [{ frame, source }];
  });
}

/** Places of a stack that was not written here. */
function parsedPlaces(stack: string): StackPlace[] {
  return stack.split("\n").flatMap((text) => {
    const place = /(file:\/\/[^\s()]+?):(\d+)(?::(\d+))?\)?$/.exec(text);
    if (place === null) return [];
    const [, address, row, column = "1"] = place as unknown as [string, string, string, string?];
    const name = /^\s*(?:at )?(.+?) \(/.exec(text)?.[1] ?? "";
    return [{ address, line: Number(row), column: Number(column), text: name }];
  });
}

function cellFrame({ id, line, column }: CellPlace, sources: CellSources): LocatedFrame {
  return { frame: { cell: sources.count(id), line, column }, source: sources.source(id) };
}

function withFrames(error: Omit<CellError, "frames" | "excerpt">, located: readonly LocatedFrame[]): CellError {
  const [innermost] = located;
  const excerpt = innermost?.source === undefined ? {} : { excerpt: excerptAt(innermost.source, innermost.frame) };
  return { ...error, frames: located.map(({ frame }) => frame), ...excerpt };
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

function hasOwnPlace(thrown: unknown): thrown is CellSyntaxError | TypeCheckError {
  return thrown instanceof CellSyntaxError || thrown instanceof TypeCheckError;
}

function positionOf({ line, column }: Position): Position {
  return { line, column };
}

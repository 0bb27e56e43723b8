import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { currentCell } from "./cell-context.js";
import { locateModule } from "./modules/module-sources.js";
import type { Position } from "./position.js";
import { withoutPrefix } from "./transform-cell.js";

/** What is known of the cells that have run, to read a stack with. Each run has a number, its id. */
export interface CellSources {
  /** Address of the file whose cells they are; each cell's own is this with `?cell=` and its id. */
  readonly fileUrl: string;
  /** Execution count of a cell, 0 for one that does not count. */
  count(id: number): number;
  /** Text of a cell as it was written. */
  source(id: number): string | undefined;
  /** Where a place of a cell's compiled text was written. */
  locate(id: number, line: number, column: number): Position | undefined;
}

/** A place in a cell, or in a module of the notebook's own, as it was written. */
export interface WrittenPlace extends Position {
  /** Execution count of the cell, 0 for one that does not count, and for a module. */
  readonly cell: number;
  /** Path of the module from the notebook's folder, undefined for a cell. */
  readonly file?: string;
  /** Text that it lies in, if that is still known. */
  readonly source: string | undefined;
}

/** A line of a stack that may lie in a cell: an address with line and column of compiled text. */
export interface StackPlace extends Position {
  readonly address: string;
  /** What stands before the address: a function, with `async` and `new`; empty if there is none. */
  readonly text: string;
}

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;

const places = new WeakMap<object, readonly StackPlace[]>();
const sessions = new Set<CellSources>();
const addressPattern = /(file:\/\/[^\s()]+?):(\d+):(\d+)/g;

/** Where an address of a stack was written; undefined if that is no cell's of these and no local module's. */
export function writtenPlace(
  { address, line, column }: Omit<StackPlace, "text">,
  sources: CellSources,
): WrittenPlace | undefined {
  const cellAddress = `${sources.fileUrl}?cell=`;
  if (address.startsWith(cellAddress)) {
    const id = Number(address.slice(cellAddress.length));
    const position = sources.locate(id, line, column);
    return position && { cell: sources.count(id), source: sources.source(id), ...position };
  }
  const place = locateModule(address, line, column);
  if (place === undefined) return undefined;
  return { ...place, cell: 0, file: relative(fileURLToPath(new URL(".", sources.fileUrl)), place.file) };
}

/** A place as a reader knows it: `cell 5, line 6:9`, or with the path of a module. */
export function placeText({ cell, file, line, column }: Omit<WrittenPlace, "source">): string {
  return `${file ?? (cell === 0 ? "silent cell" : `cell ${cell}`)}, line ${line}:${column}`;
}

/** The places that an error's stack was written from, where that was done here; undefined where it was not. */
export function knownPlaces(error: object): readonly StackPlace[] | undefined {
  return places.get(error);
}

/** Lets stacks speak of the cells of a session. Returns the function that ends it. */
export function tellPlacesOf(sources: CellSources): () => void {
  sessions.add(sources);
  for (const [, file = ""] of rawStack().matchAll(addressPattern)) if (file.startsWith(own)) ownFiles.add(file);
  return () => {
    sessions.delete(sources);
  };
}

/**
 * Makes the stacks of errors that pass through cells tell places as they were written, without the machinery that runs
 * cells; other stacks stay as they were. One that a cell sets in its place is left alone. Returns the function that
 * ends it.
 */
export function writeStacks(): () => void {
  const before = Error.prepareStackTrace;
  const prepare: Prepare = (error, sites) => {
    const lines = sites.map(lineOf);
    places.set(
      error,
      lines.flatMap(({ place }) => place ?? []),
    );
    const isOfCells = lines.some(({ kind }) => kind === "cell") || currentCell() !== undefined;
    if (!isOfCells) return before === undefined ? stackText(error, lines) : before(error, sites);
    return stackText(error, withoutMachinery(lines));
  };
  Error.prepareStackTrace = prepare;
  return () => {
    Error.prepareStackTrace = before;
  };
}

/** The stack of this call as Node writes it, with addresses, whatever a cell has set. */
export function rawStack(): string {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Object.assign(Error, { prepareStackTrace: undefined, stackTraceLimit: mostLines });
    return new Error("here").stack ?? "";
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

/** A library may be many calls deep when it throws, and the line of the cell is the outermost of them. */
const mostLines = 50;

/** Lets stacks have as many lines as a trace needs, also after a cell has asked for fewer. */
export function keepLongStacks(): void {
  if (!(Error.stackTraceLimit >= mostLines)) Error.stackTraceLimit = mostLines;
}

interface StackLine {
  readonly text: string;
  readonly kind: "cell" | "package" | "kernel" | "node";
  readonly place?: StackPlace;
}

const own = new URL("../..", import.meta.url).href;
/** The built kernel is few files: of those that make a session it is known when they do. */
const ownFiles = new Set<string>();
const ownFolders = [`${own}kernel/`, `${own}report/`];

function lineOf(site: NodeJS.CallSite): StackLine {
  const raw = String(site);
  const name = site.getFileName() ?? site.getEvalOrigin() ?? "";
  const address = name.startsWith("/") ? `file://${name}` : name;
  const place = { address, line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
  const written = firstWritten(place);
  if (written === undefined) {
    const text = raw.replace(addressPattern, (whole, file: string, line: string, column: string) => {
      const inner = firstWritten({ address: file, line: Number(line), column: Number(column) });
      return inner === undefined ? whole : placeText(inner);
    });
    return { text, kind: text === raw ? kindOf(address) : "package" };
  }
  const text = raw.slice(0, Math.max(0, raw.lastIndexOf(name))).replace(/\($/, "");
  const before = withoutPrefix(text.replace(/\bObject\./, ""));
  const where = placeText(written);
  const isCall = raw.endsWith(")") && before.trim() !== "";
  return {
    text: isCall ? `${before}(${where})` : `${before}${where}`,
    kind: "cell",
    place: { ...place, text: before },
  };
}

function firstWritten(place: Omit<StackPlace, "text">): WrittenPlace | undefined {
  // The newest first: an older session of the same notebook has other cells.
  for (const sources of [...sessions].reverse()) {
    const written = writtenPlace(place, sources);
    if (written !== undefined) return written;
  }
  return undefined;
}

function kindOf(address: string): StackLine["kind"] {
  if (ownFiles.has(address) || ownFolders.some((folder) => address.startsWith(folder))) return "kernel";
  return address.startsWith("file:") ? "package" : "node";
}

/** Leaves out what brings a cell to run, with what Node does for it; what a cell calls of Node stays. */
function withoutMachinery(lines: readonly StackLine[]): StackLine[] {
  const kept: StackLine[] = [];
  let passed: StackLine[] = [];
  for (const line of lines) {
    if (line.kind === "node" || line.kind === "kernel") {
      passed.push(line);
      continue;
    }
    if (passed.every(({ kind }) => kind === "node")) kept.push(...passed);
    passed = [];
    kept.push(line);
  }
  return kept;
}

function stackText(error: object, lines: readonly StackLine[]): string {
  return [headOf(error), ...lines.map(({ text }) => `    at ${text}`)].join("\n");
}

/** As Node writes it, which names the code of its own errors. */
function headOf(error: object): string {
  try {
    const { name, message, code } = error as NodeJS.ErrnoException;
    const isNodes = error instanceof Error && typeof code === "string" && code.startsWith("ERR_");
    return withoutPrefix(isNodes ? `${name} [${code}]: ${message}` : Error.prototype.toString.call(error));
  } catch {
    return "<error>";
  }
}

import { fileURLToPath } from "node:url";
import type { Position } from "../position.js";
import { keepModuleSource } from "./module-sources.js";

/** Thrown where the text of a local module is not what its extension says; line and column count from 1. */
export class ModuleSyntaxError extends SyntaxError {
  /** Address of the module. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
  /** Text of the module. */
  readonly source: string;

  constructor(message: string, url: string, source: string, { line, column }: Position) {
    super(`${fileURLToPath(url)}, line ${line}:${column}: ${message}`);
    this.name = "SyntaxError";
    this.url = url;
    this.source = source;
    this.line = line;
    this.column = column;
    // A stack that lies in the file itself, so that the trace shows its line: nothing of it has been called.
    const address = keepModuleSource(url, { source, locate: (row, place) => ({ line: row, column: place }) });
    this.stack = `${this.name}: ${this.message}\n    at ${address}:${line}:${column}`;
  }
}

import { fileURLToPath } from "node:url";
import type { Position } from "../position.js";

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
  }
}
